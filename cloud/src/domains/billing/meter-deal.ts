import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { insertRows } from '../../insert-rows';
import { monthOf } from '../ledger/calendar-month';
import { marketIsMember } from '../members/standings';
import { Transaction } from '../transactions/transaction.entity';
import { MeterEvent } from './meter-event.entity';
import { billMonthOf, shareOpenMonth } from './open-month';
import { chargedTwinOf, lockSameCar } from './redone';
import { priceOf, tariffOn } from './tariffs-in-force';

/**
 * 计量: writes the event of a completed deal, once, priced by the market's membership and the tariff of the day of completion
 * (Shanghai). What is not charged has its event too, so that none is missing. Run twice, or twice at once, it is written once.
 */
export async function meterDeal({ db, clock }: Pick<Deps, 'db' | 'clock'>, transactionId: string): Promise<void> {
  if (await db.manager.existsBy(MeterEvent, { transactionId })) return;
  const at = clock.now();
  await db.transaction(async (tx) => {
    const openMonth = await shareOpenMonth(tx);
    const found = await tx.findOneBy(Transaction, { id: transactionId, state: 'completed' });
    if (!found) return;
    const sameCar = await lockSameCar(tx, found);
    if (await tx.existsBy(MeterEvent, { transactionId })) return;
    await insertRows(tx, MeterEvent, [await eventOf(tx, found, sameCar, { openMonth, at })]);
  });
}

async function eventOf(tx: EntityManager, deal: Transaction, sameCar: Transaction[], { openMonth, at }: { openMonth: string; at: Date }): Promise<MeterEvent> {
  const { id: transactionId, marketId, channel } = deal;
  const completedOn = dayInShanghai(deal.completedAt!);
  const month = monthOf(completedOn);
  const tariff = await tariffOn(tx, completedOn);
  const member = await marketIsMember(tx, marketId, completedOn);
  const redoneOf = tariff?.content.channels.includes(channel) ? await chargedTwinOf(tx, deal, sameCar, tariff.content.redoneWithinDays) : null;
  const exemption = tariff === null ? 'no_tariff' : !tariff.content.channels.includes(channel) ? 'channel' : redoneOf ? 'redone' : null;
  return {
    id: uuidv7(),
    kind: 'charge',
    transactionId,
    turn: 1,
    marketId,
    channel,
    completedOn,
    month,
    billMonth: billMonthOf(month, openMonth),
    member,
    fen: tariff && exemption === null ? priceOf(tariff.content, member) : 0,
    exemption,
    redoneOf,
    tariffVersion: tariff?.version ?? null,
    storedBytes: await storedBytesOf(tx, transactionId),
    reason: null,
    madeBy: null,
    madeAt: at,
  };
}

/** 数据流量: of every picture that was received for the deal, also of those that were returned or replaced. */
async function storedBytesOf(tx: EntityManager, transactionId: string): Promise<number> {
  const [row]: { bytes: string | null }[] = await tx.query('SELECT SUM(bytes) AS bytes FROM images WHERE transaction_id = ? AND problem_id IS NULL', [transactionId]);
  return Number(row?.bytes ?? 0);
}
