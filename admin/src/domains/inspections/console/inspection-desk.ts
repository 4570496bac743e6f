import { lookVerdicts } from '@yongche/contract/vocabulary';
import type { Case, Decision, Verdict } from '../inspection';
import type { CaseMarks } from './case-marks';
import { afterClaim, aheadOf, backInHand, type HeldCases, keptAhead, without } from './held-cases';
import { createOutbox } from './outbox';
import { secondsLeft } from './undo-clock';

/** After so long without a full hand the queue is asked again, in milliseconds. */
export const askAgainMs = 10_000;
/** After a claim that failed. */
const askAfterFailureMs = 2_000;
/** A claim prolongs the leases of what is in hand; so often it is made anyway. */
export const prolongMs = 2 * 60_000;
/** Who touches nothing for so long has left the desk: the cases go back, so that a colleague gets them. */
export const idleMs = 15 * 60_000;

/** A decision that can still be taken back. */
export interface Decided {
  one: Case;
  verdict: Verdict;
  at: number;
}

/** Something that was decided and did not come to be: which case, and why. */
export interface Failure {
  caseId: string;
  plate: string;
  serial: string;
  sentence: string;
}

export interface DeskState {
  held: HeldCases;
  marks: Readonly<Record<string, CaseMarks>>;
  decided: readonly Decided[];
  failures: readonly Failure[];
  /** Why nothing could be claimed; undefined while it works. */
  claimError: unknown;
  /** Whether the queue was asked at least once since the work began. */
  hasAsked: boolean;
  /** `idle` when the desk stopped by itself. */
  paused: 'no' | 'yes' | 'idle';
  unsent: number;
  troubled: number;
}

/** What the desk asks of the server. Every call carries the key with which it may be repeated. */
export interface Gateway {
  claim: (ahead: number) => Promise<{ looks: Case[]; waiting: number }>;
  release: (id: string) => Promise<unknown>;
  decide: (id: string, decision: Decision, key: string) => Promise<unknown>;
  undo: (id: string, key: string) => Promise<Case>;
  /** Whether the same call may succeed later. */
  mayPass: (error: unknown) => boolean;
  /** Whether a refusal means that the case is no longer in hand. */
  isLost: (error: unknown) => boolean;
  sentenceOf: (error: unknown) => string;
}

interface DeskOptions {
  gateway: Gateway;
  pictures: { attend: (held: HeldCases, kept?: readonly string[]) => void };
  now: () => number;
  newKey: () => string;
  pause: (milliseconds: number) => Promise<void>;
  /** The day counts on: by one decision, or one less when it was taken back. */
  onCounted: (verdict: Verdict, by: 1 | -1) => void;
  onWaiting: (waiting: number) => void;
}

const beginning: DeskState = {
  held: [], marks: {}, decided: [], failures: [], claimError: undefined, hasAsked: false, paused: 'no', unsent: 0, troubled: 0,
}; // prettier-ignore

/**
 * The inspector's desk: cases in hand, decisions on their way, what can be taken back. Everything that is seen happens at once; the
 * server is told in the background, and what it refuses is said aloud.
 */
export function createInspectionDesk({ gateway, pictures, now, newKey, pause, onCounted, onWaiting }: DeskOptions) {
  const listeners = new Set<() => void>();
  let state = beginning;
  let lastClaimAt = -Infinity;
  let lastTouchAt = now();
  let claiming: Promise<void> | undefined;
  /** Cases that were decided at this desk: a claim that was quicker than the decision still names them. */
  const decidedHere = new Set<string>();
  /** Cases about which something was sent since the last claim began. */
  const touched = new Set<string>();
  /** What is being given back: a claim waits for it, lest it gets what is just about to go. */
  const leaving = new Set<Promise<unknown>>();
  const spent = new Map<string, number>();
  let onScreen: { id: string; since: number } | undefined;

  const outbox = createOutbox({ mayPass: gateway.mayPass, pause, onChange: () => set({ unsent: outbox.size(), troubled: outbox.troubled() }) });

  function set(change: Partial<DeskState>): void {
    state = { ...state, ...change };
    if (change.held || change.decided) {
      watchTheClock();
      pictures.attend(state.held, state.decided.map(({ one }) => one.id));
    }
    listeners.forEach((listener) => listener());
  }

  function watchTheClock(): void {
    const id = state.held[0]?.id;
    if (onScreen?.id === id) return;
    if (onScreen) spent.set(onScreen.id, secondsOf(onScreen.id));
    onScreen = id === undefined ? undefined : { id, since: now() };
  }

  /** How long a case has been on the screen, in seconds. */
  function secondsOf(id: string): number {
    const since = onScreen?.id === id ? (now() - onScreen.since) / 1_000 : 0;
    return Math.round(((spent.get(id) ?? 0) + since) * 100) / 100;
  }

  function claim(): Promise<void> {
    claiming ??= claimNow().finally(() => (claiming = undefined));
    return claiming;
  }

  async function claimNow(): Promise<void> {
    lastClaimAt = now();
    await Promise.all(leaving);
    touched.clear();
    const asked = aheadOf(state.held, outbox.size());
    const idle = state.held.map(({ id }) => id).filter((id) => !outbox.isBusy(id));
    try {
      const { looks, waiting } = await gateway.claim(asked);
      onWaiting(waiting);
      if (state.paused !== 'no') return looks.forEach(({ id }) => giveBack(id));
      const settled = new Set(idle.filter((id) => !touched.has(id)));
      set({ held: afterClaim(state.held, { cases: looks, asked, settled, decided: decidedHere }), claimError: undefined, hasAsked: true });
    } catch (error) {
      set({ claimError: error, hasAsked: true });
    }
  }

  /** Where it does not arrive, the lease ends by itself. */
  function giveBack(id: string): void {
    const release = gateway.release(id).catch(() => undefined);
    leaving.add(release);
    void release.finally(() => leaving.delete(release));
  }

  function fail(one: Case, what: string, error: unknown): void {
    const failure = { caseId: one.id, plate: one.deal.plate, serial: one.deal.serial, sentence: `${what}：${gateway.sentenceOf(error)}` };
    set({ failures: [...state.failures, failure] });
  }

  function decide(one: Case, decision: Decision): void {
    const key = newKey();
    const { verdict } = decision;
    touched.add(one.id);
    decidedHere.add(one.id);
    outbox.put(one.id, {
      send: () => gateway.decide(one.id, decision, key),
      onDone: () => void (state.held.length < keptAhead && state.paused === 'no' && claim()),
      onRefused: (error) => {
        decidedHere.delete(one.id);
        const standing = state.decided.filter((decided) => decided.one.id !== one.id);
        if (standing.length < state.decided.length) onCounted(verdict, -1);
        // What can be put right comes back, but behind the case that somebody looks at now.
        const others = without(state.held, one.id);
        set({ decided: standing, held: gateway.isLost(error) ? others : [...others.slice(0, 1), one, ...others.slice(1)] });
        fail(one, `结论“${lookVerdicts[verdict]}”没有记下`, error);
      },
    });
    onCounted(verdict, 1);
    set({ held: without(state.held, one.id), decided: [...state.decided, { one, verdict, at: now() }] });
  }

  /** Takes the last decision back; the case is on the screen again at once, with its marks. */
  function undo(): void {
    const last = state.decided.at(-1);
    if (!last || secondsLeft(last.at, now()) === 0) return;
    const { one, verdict } = last;
    const key = newKey();
    touched.add(one.id);
    decidedHere.delete(one.id);
    onCounted(verdict, -1);
    set({ decided: state.decided.slice(0, -1), held: backInHand(state.held, one), paused: 'no' });
    outbox.put(one.id, {
      send: () => gateway.undo(one.id, key),
      onDone: (answer) => set({ held: state.held.map((other) => (other.id === one.id ? { ...other, leaseUntil: (answer as Case).leaseUntil } : other)) }),
      onRefused: (error) => {
        onCounted(verdict, 1);
        set({ held: without(state.held, one.id) });
        fail(one, `没有撤销，结论仍是“${lookVerdicts[verdict]}”`, error);
      },
    });
  }

  /** The cases go back to the queue; what was decided stays on its way. */
  function stop(paused: 'yes' | 'idle'): void {
    state.held.filter(({ id }) => !outbox.isBusy(id)).forEach(({ id }) => giveBack(id));
    set({ held: [], paused });
  }

  function begin(): void {
    lastTouchAt = now();
    set({ paused: 'no', hasAsked: false });
    void claim();
  }

  /** Once a second: what is over is given up, and the queue is asked when it is time. */
  function tick(): void {
    const open = state.decided.filter(({ at, one }) => secondsLeft(at, now()) > 0 || outbox.isBusy(one.id));
    if (open.length < state.decided.length) {
      const kept = new Set([...state.held, ...open.map(({ one }) => one)].map(({ id }) => id));
      set({ decided: open, marks: Object.fromEntries(Object.entries(state.marks).filter(([id]) => kept.has(id))) });
    }
    if (state.paused !== 'no') return;
    if (now() - lastTouchAt >= idleMs) return stop('idle');
    const since = now() - lastClaimAt;
    const due = state.claimError !== undefined ? askAfterFailureMs : state.held.length < keptAhead ? askAgainMs : prolongMs;
    if (since >= due) void claim();
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    state: () => state,
    begin,
    tick,
    touch: () => void (lastTouchAt = now()),
    secondsOf,
    setMarks: (id: string, marks: CaseMarks) => set({ marks: { ...state.marks, [id]: marks } }),
    decide,
    undo,
    pause: () => stop('yes'),
    forget: (failure: Failure) => set({ failures: state.failures.filter((one) => one !== failure) }),
    /** The page is left: nobody else must wait for the leases to run out. */
    leave: () => stop('yes'),
  };
}

export type InspectionDesk = ReturnType<typeof createInspectionDesk>;
