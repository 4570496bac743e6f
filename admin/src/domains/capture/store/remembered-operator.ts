import { useEffect, useRef, useState } from 'react';
import { dayOf } from '../../../components/moments';
import type { Staff } from '../../../session';
import { forget, recall, remember } from './memory';

interface Remembered {
  staff: Staff;
  /** The day in Shanghai on which the server last said who is logged in. */
  on: string;
}

const channelName = 'yongche-operator';
/** A server that is silent for so long counts as out of reach: people are waiting. */
const slowMs = 4_000;
const againMs = 5_000;

/** Other tabs ask anew who is logged in. */
function tell(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
}

/** Somebody was logged in or out in another tab. */
export function onOperatorChange(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = listener;
  return () => channel.close();
}

/** One after the other: a log-out right after a log-in has the last word. */
let line: Promise<unknown> = Promise.resolve();
function inOrder(work: () => Promise<void>): Promise<void> {
  const done = line.then(work);
  line = done.catch(() => undefined);
  return done;
}

/** The server has said who is logged in: an operator may go on capturing today when the network is gone; anybody else ends that. */
export function rememberOperator(staff: Staff): Promise<void> {
  if (staff.role !== 'operator' || staff.owes) return forgetOperator();
  return inOrder(async () => {
    const before = await recall<Remembered>('operator').catch(() => undefined);
    // Where this browser keeps nothing, nobody can go on without a network.
    await remember('operator', { staff, on: dayOf(new Date()) } satisfies Remembered).catch(() => undefined);
    if (before?.staff.id !== staff.id) tell();
  });
}

/** After a log-out, or when the session was ended: nobody goes on here without the server. */
export const forgetOperator = (): Promise<void> =>
  inOrder(async () => {
    const before = await recall<Remembered>('operator').catch(() => undefined);
    if (!before) return;
    await forget('operator').catch(() => undefined);
    tell();
  });

/** The operator who worked here today and has not logged out. The day is by this PC's clock: who turns it back sees nothing that is not here anyway. */
export async function recallOperator(now = new Date()): Promise<Staff | null> {
  const kept = await recall<Remembered>('operator').catch(() => undefined);
  return kept && kept.on === dayOf(now) ? kept.staff : null;
}

/** What the page knows of who is logged in: the server's answer, or how asking for it went. */
interface Asked {
  /** Undefined while the server has not said it. */
  answer: Staff | null | undefined;
  isUnreachable: boolean;
  askAgain: () => void;
}

/**
 * 断网: who goes on at the counter while the server cannot be asked who is logged in, until it can: then its answer counts alone.
 * @returns undefined while it is not known, null where nobody may go on
 */
export function useOperatorWithoutNetwork(isCounter: boolean, { answer, isUnreachable, askAgain }: Asked): Staff | null | undefined {
  const [found, setFound] = useState<Staff | null>();
  const [isSlow, setSlow] = useState(false);
  const isWanted = isCounter && answer === undefined;
  const isCut = isWanted && (isUnreachable || isSlow || found !== undefined);
  const ask = useRef(askAgain);
  useEffect(() => {
    ask.current = askAgain;
  });
  useEffect(() => {
    if (!isWanted) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => clearTimeout(timer);
  }, [isWanted]);
  useEffect(() => {
    if (!isCut) return setFound(undefined);
    let isLeft = false;
    const look = () => void recallOperator().then((staff) => isLeft || setFound(staff));
    const again = () => ask.current();
    look();
    // Logged out in another tab: nobody goes on in this one either.
    const stopListening = onOperatorChange(look);
    const timer = setInterval(again, againMs);
    addEventListener('online', again);
    return () => {
      isLeft = true;
      stopListening();
      clearInterval(timer);
      removeEventListener('online', again);
    };
  }, [isCut]);
  return isCut ? found : undefined;
}
