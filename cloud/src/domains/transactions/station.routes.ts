import { partyNotices } from '@yongche/contract/standards/party-notice';
import { platePrefix } from '@yongche/contract/standards/plate';
import { isDuplicateKey } from '../../database-errors';
import type { Deps } from '../../deps';
import { route } from '../../http/route';
import { Market } from '../registry/market.entity';
import { findAgent, presentAgent } from './counter-agents';
import { beginCounterDeal } from './counter-deals';
import { presentTransaction } from './present';
import { rulesInForce } from './rules-in-force';

/** 采集台: what the counter's page needs, and the deals that begin there. What follows in them goes the way of every deal. */
export const stationRoutes = (deps: Deps) => {
  const { db, clock, keys } = deps;
  return [
    route('GET /capture-station', async ({ actor }) => {
      const now = clock.now();
      const { id, name, allowsAgentForBothSides } = await db.manager.findOneByOrFail(Market, { id: actor.marketId! });
      const { version, rules } = await rulesInForce(db.manager, now);
      return { marketId: id, marketName: name, platePrefix, allowsAgentForBothSides, photoRules: { version, rules }, partyNotice: partyNotices.fixed, now };
    }),

    route('GET /capture-station/certificate', async ({ query }) => presentAgent(keys, await findAgent(db.manager, keys, query.q), clock.now())),

    route('POST /counter-deals', ({ actor, body, origin, transact }) => {
      const begin = () =>
        transact(async (tx) => presentTransaction(keys, await beginCounterDeal(tx, { input: body, operator: actor, keys }, { author: actor, origin, at: clock.now() }), actor));
      return begin().catch((error: unknown) => (isDuplicateKey(error, 'PRIMARY') ? begin() : Promise.reject(error)));
    }),
  ];
};
