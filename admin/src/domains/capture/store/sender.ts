import { ApiError } from '../../../api';
import { kindOf, mattersOf, obstacleOf } from './faults';
import { hasWork, isOver, type KeptDeal } from './kept-deal';
import { isInUse } from './in-use';
import type { Keeping } from './keeping';
import type { Errand, Line } from './line';
import { bringDeal, readServer } from './send-deal';

interface Sending {
  keeping: Keeping;
  line: Line;
  staff: Errand['staff'];
  /** The server says that this person is not logged in any more, or somebody else is. */
  onEnded: (error: unknown) => void;
  now?: () => number;
  /** A share of 0–1 by which pauses differ, so that a market's PCs do not all come back at once. */
  random?: () => number;
}

const idleMs = 30_000;
const longestPauseMs = 30_000;
const longestWaitMs = 15_000;
const sessionHoldsMs = 15_000;
const refreshMs = 60_000;
const refreshAtOnce = 3;
/** So many faults of the server with one deal, and a person must know. */
const mostFaults = 8;

/**
 * The sender of one operator: brings what waits to the server, oldest deal first, until `signal` ends it. A network that is gone is
 * asked for with growing pauses and hurried by the browser's `online`; while it is there, the line is looked after every half minute.
 */
export async function runSender({ keeping, line, staff, onEnded, now = Date.now, random = Math.random }: Sending, signal: AbortSignal): Promise<void> {
  /** The server has answered something in this round: a line that only loses some of it is tried again soon. */
  let isAnswered = false;
  const ask = (async (...question: Parameters<Line['call']>) => {
    const answer: unknown = await line.call(...question);
    isAnswered = true;
    return answer;
  }) as Line['call'];
  const errand: Errand = { keeping, line: { ...line, call: ask }, now, staff, signal, spoiled: new Map() };
  /** When to look at a deal again, and how often it was put off. */
  const putOff = new Map<string, { until: number; times: number; edits: number; faults: number }>();
  let failures = 0;
  let sessionSeenAt = -Infinity;

  const isDue = (deal: KeptDeal) => {
    const later = putOff.get(deal.id);
    return deal.staffId === staff.id && hasWork(deal) && (!later || later.edits !== deal.edits || later.until <= now());
  };

  /** Two people at one PC: what one has captured never goes up in the other's session. */
  async function ensureSession(): Promise<void> {
    if (now() - sessionSeenAt < sessionHoldsMs && sessionSeenAt <= now()) return;
    const present = await ask('GET /staff-sessions/current', { signal });
    if (present.id !== staff.id) throw new ApiError('request.unauthenticated', '这台电脑已由其他人登录。', [], undefined, 401);
    sessionSeenAt = now();
  }

  async function bring(deal: KeptDeal): Promise<void> {
    const before = putOff.get(deal.id);
    const [times, faults] = before && before.edits === deal.edits ? [before.times + 1, before.faults] : [1, 0];
    const later = (counted: number) => putOff.set(deal.id, { until: now() + Math.min(longestWaitMs, 1000 * 1.6 ** (times - 1)), times, edits: deal.edits, faults: counted });
    try {
      const outcome = await bringDeal(errand, deal.id);
      if (outcome === 'done') putOff.delete(deal.id);
      else later(faults);
    } catch (error) {
      // A refusal ends in the deal itself: one that comes out here is something that this page does not understand, and of this deal only.
      if (!['fault', 'refusal'].includes(kindOf(error))) throw error;
      later(faults + 1);
      if (faults + 1 < mostFaults) return;
      putOff.delete(deal.id);
      await keeping.change(deal.id, (kept) => (kept.edits === deal.edits && !isOver(kept) ? { ...kept, stage: 'attention', matters: mattersOf(error) } : kept));
    }
  }

  /** Deals that may have moved on at the server without this PC. */
  async function refresh(): Promise<void> {
    const old = keeping.state().deals.filter(({ staffId, stage, server, readAt }) => staffId === staff.id && !isOver({ stage }) && server && Math.abs(now() - readAt) > refreshMs);
    if (old.length > 0) await ensureSession();
    for (const { id } of old.sort((one, other) => one.readAt - other.readAt).slice(0, refreshAtOnce)) {
      await readServer(errand, id).catch((error: unknown) => (kindOf(error) === 'refusal' ? undefined : Promise.reject(error)));
    }
  }

  /** One round over all that is due. */
  async function round(): Promise<void> {
    if (failures > 0 && !(await line.isThere(signal))) throw new ApiError('network.unreachable', '');
    const tried = new Set<string>();
    const next = () => keeping.state().deals.filter((deal) => !tried.has(deal.id) && isDue(deal)).at(-1);
    for (let deal = next(); deal && !signal.aborted; deal = next()) {
      tried.add(deal.id);
      await ensureSession();
      await bring(deal);
      keeping.noteLine(true, null);
      failures = 0;
    }
    if (tried.size === 0 && !(await line.isThere(signal))) throw new ApiError('network.unreachable', '');
    if (isInUse()) await refresh();
  }

  await keeping.ready();
  while (!signal.aborted) {
    try {
      isAnswered = false;
      await round();
      failures = 0;
      keeping.noteLine(true, null);
      const until = Math.min(...keeping.state().deals.filter((deal) => deal.staffId === staff.id && hasWork(deal)).map(({ id }) => putOff.get(id)?.until ?? now()), now() + idleMs);
      await sleep(keeping, until - now(), signal, () => keeping.state().deals.some(isDue));
    } catch (error) {
      const kind = kindOf(error);
      if (kind === 'left' || signal.aborted) return;
      if (kind === 'session') return onEnded(error);
      failures = kind === 'offline' && isAnswered ? 1 : failures + 1;
      keeping.noteLine(kind !== 'offline' || isAnswered, obstacleOf(error));
      await sleep(keeping, Math.min(longestPauseMs, 1000 * 2 ** (failures - 1)) * (0.5 + random() / 2), signal);
    }
  }
}

/** Waits so long, until the network is back, the page goes, or something of the kind that `isWanted` tells has come. */
function sleep(keeping: Keeping, ms: number, signal: AbortSignal, isWanted: () => boolean = () => false): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      stopListening();
      globalThis.removeEventListener?.('online', wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, Math.max(0, ms));
    const stopListening = keeping.subscribe(() => isWanted() && wake());
    globalThis.addEventListener?.('online', wake);
    signal.addEventListener('abort', wake);
    if (signal.aborted || isWanted()) wake();
  });
}
