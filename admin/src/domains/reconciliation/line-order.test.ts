import { lineAfter } from './line-order';

it('goes on to the next line, back at the end, and nowhere when all is done', () => {
  const lines = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  expect(lineAfter(lines, 'a')!.id).toBe('b');
  expect(lineAfter(lines, 'c')!.id).toBe('b');
  expect(lineAfter([{ id: 'a' }], 'a')).toBeUndefined();
  expect(lineAfter(lines, 'gone')!.id).toBe('a');
  expect(lineAfter([], 'gone')).toBeUndefined();
});
