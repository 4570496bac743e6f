import { ApiError, isRefusal, sentenceOf } from '../../../api';
import { endings } from '../../../session-endings';
import type { CounterDeal, ServerDeal } from '../counter-deal';
import { KeepingTrouble } from './trouble';

/**
 * What a failure means for the sender. `offline` and `busy`: everything waits and goes on by itself. `session`: everything waits for
 * a log-in. `fault`: this deal waits, the others go on. `refusal`: the operator must do something. `left`: the page is going.
 */
export type Fault = 'offline' | 'busy' | 'session' | 'fault' | 'refusal' | 'left';

/** The storage was not reached, though the server is. */
export class StorageSilence extends Error {
  override name = 'StorageSilence';
  override message = '照片暂时传不上存储，都在本机等着，恢复后会自动上传。';
}

/** With these it is the place or the session that must be put right, by the page itself or by whoever sits at it. */
const place = ['identity.step_up_required', 'identity.setup_required', 'page.outdated', 'terminal.proof_stale', 'terminal.proof_invalid'] as const;
const busyCodes = new Set<string>(['request.idempotency_running', 'request.foreign_origin', ...place]);

export function kindOf(error: unknown): Fault {
  if (error instanceof StorageSilence || error instanceof KeepingTrouble) return 'busy';
  if (!(error instanceof ApiError)) return (error as { name?: unknown } | null)?.name === 'AbortError' ? 'left' : 'refusal';
  const { code, status } = error;
  if (isRefusal(error, ...endings)) return 'session';
  if (code.startsWith('network.')) return 'offline';
  if ([429, 502, 503, 504].includes(status) || busyCodes.has(code)) return 'busy';
  return status >= 500 || code === 'image.not_arrived' ? 'fault' : 'refusal';
}

/** Why nothing goes up though the network is there, where the operator can do something about it. */
export function obstacleOf(error: unknown): string | null {
  if (error instanceof StorageSilence || error instanceof KeepingTrouble) return error.message;
  return isRefusal(error, ...place) ? sentenceOf(error) : null;
}

type Matters = CounterDeal['matters'];
export type Gate = ServerDeal['gate'];

/** A refusal in the server's words, one sentence for each matter. */
export function mattersOf(error: unknown): Matters {
  const whole = [{ sentence: sentenceOf(error), slot: null }];
  if (!(error instanceof ApiError)) return whole;
  if (error.code === 'transaction.incomplete') return (error.details as Gate).map(({ sentence, slot }) => ({ sentence, slot }));
  if (error.code === 'check.blocking') return [...whole, ...(error.details as { sentence: string }[]).map(({ sentence }) => ({ sentence, slot: null }))];
  if (error.fields.length > 0) return error.fields.map(({ message }) => ({ sentence: message, slot: null }));
  return whole;
}
