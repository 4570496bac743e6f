import { fitting, moved } from './agenda-order';

it('moves an item by one, and leaves it at the ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 'b', 1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a'], 'x', 1)).toEqual(['a']);
});

it('keeps what only the general meeting may decide from the chairs', () => {
  const items = [{ id: 'cancel', decidedIn: 'chairs' as const }, { id: 'book', decidedIn: 'general' as const }];
  expect(fitting(items, 'chairs')).toEqual({ open: [items[0]], later: [items[1]] });
  expect(fitting(items, 'general').open).toHaveLength(2);
});
