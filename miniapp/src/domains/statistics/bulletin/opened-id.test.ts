import { openedId } from './opened-id';

const id = '019b2f60-7000-7000-8000-00000000000a';

it('reads the bulletin from a card’s id, and from the scene of a code, in which there is no room for hyphens', () => {
  expect(openedId({ id })).toBe(id);
  expect(openedId({ scene: id.replaceAll('-', '') })).toBe(id);
  expect(openedId({ id, scene: 'f'.repeat(32) })).toBe(id);
});

it('names none where a code is of something else', () => {
  expect([openedId({}), openedId({ scene: '' }), openedId({ scene: '1001' }), openedId({ scene: encodeURIComponent('a=1&b=2') })]).toEqual(['', '', '', '']);
});
