import type { Case } from '../inspection';

/** The cases that are in hand, the one on the screen first. */
export type HeldCases = readonly Case[];

/** As many as are kept in hand: the one on the screen and the next two. */
export const keptAhead = 3;
/** The server gives no more to one person. */
const mostAhead = 5;

/** How many to ask for, so that enough are in hand when those whose decision is still on its way are gone. */
export function aheadOf(held: HeldCases, onTheirWay: number): number {
  return Math.min(mostAhead, Math.max(keptAhead, held.length) + onTheirWay);
}

interface Claimed {
  /** What the server says is in hand. */
  cases: HeldCases;
  asked: number;
  /** Cases in hand when the claim was sent, about which nothing has been sent since: if the server no longer names them, they are lost. */
  settled: ReadonlySet<string>;
  /** Cases that were decided here, though the server may not know it yet. */
  decided: ReadonlySet<string>;
}

/**
 * What is in hand after a claim. The order on the screen stays, new cases come behind; a case that the server no longer names went
 * back to the queue (an answer that was cut off at the number asked for says nothing of the others).
 */
export function afterClaim(held: HeldCases, { cases, asked, settled, decided }: Claimed): HeldCases {
  const named = new Map(cases.map((one) => [one.id, one]));
  const isWhole = cases.length < asked;
  const kept = held.filter(({ id }) => named.has(id) || !isWhole || !settled.has(id)).map((one) => renewed(one, named.get(one.id)));
  const isNew = ({ id }: Case) => !decided.has(id) && !held.some((one) => one.id === id);
  return [...kept, ...cases.filter(isNew)];
}

/** The case as it lies on the screen, with its longer lease: what is being looked at does not change under somebody's eyes. */
function renewed(one: Case, answer: Case | undefined): Case {
  return answer ? { ...one, leaseUntil: answer.leaseUntil } : one;
}

/** The cases without one that was decided or lost. */
export function without(held: HeldCases, id: string): HeldCases {
  return held.filter((one) => one.id !== id);
}

/** A case that was taken back comes before everything else. */
export function backInHand(held: HeldCases, one: Case): HeldCases {
  return [one, ...without(held, one.id)];
}
