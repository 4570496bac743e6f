import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { Deps } from '../../deps';
import { insertRows } from '../../insert-rows';
import { marketIsMember } from '../members/standings';
import { MeterEvent } from './meter-event.entity';
import { holdOpenMonth } from './open-month';
import { reversalOf } from './reverse-event';
import { priceOf, tariffOn } from './tariffs-in-force';

/** Cars that are priced anew in one transaction. */
const batch = 500;
/** SQL: charges of a market that stand and cost what its membership decides; `?` its id. */
const standing = `meter_events e LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1
  WHERE e.market_id = ? AND e.kind = 'charge' AND e.exemption IS NULL AND n.id IS NULL`;

/**
 * 重新计价: after a change of its membership, what a market's deals cost that were completed from a day on (Shanghai): each charge
 * that goes by the wrong membership is taken back and charged anew. What is billed already is made up for in the next bill.
 * Repeatable at any time; priced rightly, nothing is written.
 */
export async function rerateMarket({ db, clock }: Pick<Deps, 'db' | 'clock'>, marketId: string, fromOn: string): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const reason = `会籍变动，自${fromOn}起按新的价格重新计价`;
  for (const day of await daysSince(db.manager, marketId, fromOn)) {
    while ((await db.transaction((tx) => rerateSome(tx, { marketId, day, reason }, by))) === batch);
  }
}

/** Days on which something of the market was charged. Read alone: events that were written by the membership of before are all there. */
function daysSince(manager: EntityManager, marketId: string, fromOn: string): Promise<string[]> {
  return manager.transaction(async (tx) => {
    await holdOpenMonth(tx);
    const days: { day: string }[] = await tx.query(`SELECT DISTINCT e.completed_on AS day FROM ${standing} AND e.completed_on >= ? ORDER BY e.completed_on`, [marketId, fromOn]);
    return days.map(({ day }) => day);
  });
}

/** Prices anew what goes by the wrong membership on one day, at most a batch; gives how many. */
async function rerateSome(tx: EntityManager, { marketId, day, reason }: { marketId: string; day: string; reason: string }, by: By): Promise<number> {
  const openMonth = await holdOpenMonth(tx);
  const member = await marketIsMember(tx, marketId, day);
  const found: { id: string }[] = await tx.query(`SELECT e.id FROM ${standing} AND e.completed_on = ? AND e.member <> ? ORDER BY e.id LIMIT ${batch}`, [marketId, day, member]);
  if (found.length === 0) return 0;
  const wrong = await tx.createQueryBuilder(MeterEvent, 'e').whereInIds(found.map(({ id }) => id)).getMany();
  const tariff = await tariffOn(tx, day);
  const fen = priceOf(tariff!.content, member);
  const events = wrong.flatMap((charge) => {
    const reversal = reversalOf(charge, { openMonth, reason, madeBy: null, at: by.at });
    return [reversal, { ...reversal, id: uuidv7(), kind: 'charge', turn: reversal.turn + 1, member, fen, tariffVersion: tariff!.version } as const];
  });
  await insertRows(tx, MeterEvent, events);
  await audit(tx, by, { action: 'billing.rerated', subject: { type: 'market', id: marketId }, details: { day, member, cars: wrong.length, fen } });
  return wrong.length;
}
