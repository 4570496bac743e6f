import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { arrivalStatement, pairingStatement } from '@yongche/contract/standards/terminal-proof';
import { call, isRefusal } from './api';
import { base64url, signWith } from './terminal-proof';
import { changePairing, type OwnTerminal, type Pairing, readPairing } from './terminal-store';

/** What this PC is: a terminal with those who logged in here today, one that was put out, or neither. */
export type OwnPlace = { state: 'paired'; here: AnswerOf<'GET /terminal'> } | { state: 'out'; reason: string | null; terminal: OwnTerminal } | { state: 'none' };

export const ownTerminalQuery = queryOptions({
  queryKey: ['own-terminal'],
  queryFn: async ({ signal }): Promise<OwnPlace> => {
    const kept = await readPairing();
    if (kept?.state === 'out') return kept;
    if (kept?.state !== 'paired') return { state: 'none' };
    try {
      return { state: 'paired', here: await call('GET /terminal', { signal }) };
    } catch (error) {
      const left = isRefusal(error, 'terminal.put_out') ? await readPairing() : undefined;
      if (left?.state === 'out') return left;
      throw error;
    }
  },
  staleTime: 60_000,
});

/** 取得登记码: makes a key that never leaves this browser, and asks for the code. */
export async function beginPairing(): Promise<Pairing | undefined> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const publicKey = base64url(await crypto.subtle.exportKey('spki', keys.publicKey));
  const { challenge } = await call('POST /terminal-pairing-challenges');
  const proof = { challenge, signature: await signWith(keys.privateKey, pairingStatement(challenge)) };
  const { id, code, expiresAt } = await call('POST /terminal-pairings', { body: { publicKey, proof } });
  return changePairing((kept) => (kept?.state === 'paired' ? kept : { state: 'waiting', device: id, key: keys.privateKey, ahead: 0, code, expiresAt }));
}

type Waiting = Extract<Pairing, { state: 'waiting' }>;

/** Asks whether the code was entered; then this PC is the terminal from now on. @returns `over` once the code is worth nothing. */
export async function askArrival(waiting: Waiting): Promise<'waiting' | 'over' | 'paired'> {
  const { state, terminal, seal } = await ask(waiting);
  if (state !== 'paired') return state;
  const isOurs = (kept: Pairing | undefined) => kept?.state === 'waiting' && kept.device === waiting.device;
  const { device, key, ahead } = waiting;
  // Another tab may have been faster; what it keeps is in use already.
  const kept = await changePairing((before) => (isOurs(before) && seal ? { state: 'paired', device, key, ahead, seal, terminal: terminal! } : before));
  return kept?.state === 'paired' ? 'paired' : 'over';
}

async function ask(waiting: Waiting): Promise<AnswerOf<'POST /terminal-pairings/:id/arrival'>> {
  const send = async (ahead: number) => {
    const at = Date.now() + ahead;
    return call('POST /terminal-pairings/:id/arrival', { params: { id: waiting.device }, body: { at, signature: await signWith(waiting.key, arrivalStatement(waiting.device, at)) } });
  };
  try {
    return await send(waiting.ahead);
  } catch (error) {
    if (!isRefusal(error, 'terminal.proof_stale')) throw error;
    waiting.ahead = (error.details as { now: number }).now - Date.now();
    return send(waiting.ahead);
  }
}
