import type { Case } from '../inspection';
import { afterClaim, aheadOf, backInHand, without } from './held-cases';

const cases = (...ids: string[]) => ids.map((id) => ({ id, leaseUntil: '' }) as Case);
const ids = (held: readonly Case[]) => held.map(({ id }) => id);
const nothing = new Set<string>();

describe('the cases in hand', () => {
  it('keep their order when more are claimed', () => {
    expect(ids(afterClaim(cases('b', 'c'), { cases: cases('c', 'b', 'd'), asked: 3, settled: new Set(['b', 'c']), decided: nothing }))).toEqual(['b', 'c', 'd']);
  });

  it('do not come back after they were decided, though the server still names them', () => {
    expect(ids(afterClaim(cases('b'), { cases: cases('a', 'b', 'c'), asked: 3, settled: new Set(['b']), decided: new Set(['a']) }))).toEqual(['b', 'c']);
  });

  it('are given up where the server no longer names them', () => {
    expect(ids(afterClaim(cases('a', 'b'), { cases: cases('b'), asked: 3, settled: new Set(['a', 'b']), decided: nothing }))).toEqual(['b']);
  });

  it('stay where the answer was cut off, or where something was sent about them meanwhile', () => {
    expect(ids(afterClaim(cases('a', 'b', 'c', 'd'), { cases: cases('b', 'c', 'd'), asked: 3, settled: new Set(['a', 'b', 'c', 'd']), decided: nothing }))).toEqual(['a', 'b', 'c', 'd']);
    expect(ids(afterClaim(cases('a', 'b'), { cases: cases('b'), asked: 3, settled: new Set(['b']), decided: nothing }))).toEqual(['a', 'b']);
  });

  it('get their longer lease, but stay as they were looked at', () => {
    const [seen] = afterClaim([{ id: 'a', question: null, leaseUntil: '09:00' } as Case], {
      cases: [{ id: 'a', question: 'new', leaseUntil: '09:10' } as Case],
      asked: 3,
      settled: new Set(['a']),
      decided: nothing,
    });
    expect(seen).toEqual({ id: 'a', question: null, leaseUntil: '09:10' });
  });

  it('come back to the front when a decision is taken back', () => {
    const [a, b, c] = cases('a', 'b', 'c');
    expect(ids(backInHand([b!, c!], a!))).toEqual(['a', 'b', 'c']);
    expect(ids(without([a!, b!], 'a'))).toEqual(['b']);
  });
});

it.each([
  [3, 0, 3],
  [2, 1, 4],
  [0, 0, 3],
  [4, 0, 4],
  [3, 9, 5],
])('with %p in hand and %p decisions on their way it asks for %p', (inHand, onTheirWay, asked) => {
  expect(aheadOf(cases(...Array.from({ length: inHand }, (_, at) => `${at}`)), onTheirWay)).toBe(asked);
});
