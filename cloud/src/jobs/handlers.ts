import type { Deps } from '../deps';
import { settleVerification } from '../domains/identity/face';
import { sweepUploads } from '../domains/transactions/images';
import { forgetIntents } from '../http/idempotency';
import type { JobHandlers } from './queue';
import { nextRound } from './worker';

/** Every job's handler; a name of the catalogue that is missing here does not compile. */
export function jobHandlers(deps: Deps): JobHandlers {
  return {
    async 'identity.settle-verification'({ verificationId }) {
      const by = { author: { kind: 'system' }, origin: undefined, at: deps.clock.now() } as const;
      const { state, method } = await settleVerification(deps, verificationId, by);
      return state === 'pending' ? { againInSeconds: method === 'counter' ? 3600 : 30 } : undefined;
    },
    async 'transactions.sweep-uploads'() {
      await sweepUploads(deps);
      return nextRound('transactions.sweep-uploads');
    },
    async 'http.forget-intents'() {
      await forgetIntents(deps.db, deps.clock.now());
      return nextRound('http.forget-intents');
    },
  };
}
