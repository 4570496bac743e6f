import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { addDays } from '../registry/duties';
import { Party } from '../transactions/party.entity';
import { Transaction } from '../transactions/transaction.entity';

/** Every completed deal of the same car in the same market, locked in the order of their ids: two of them are metered one after the other. */
export function lockSameCar(tx: EntityManager, { vin, marketId }: Transaction): Promise<Transaction[]> {
  return tx.find(Transaction, { where: { vin, marketId, state: 'completed' }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
}

/**
 * 重办: id of the charged deal that this one does again: the same car, sellers and buyers within so many days (in either
 * direction, whichever was metered first); null where there is none. A deal whose charge was taken back does not count, and an
 * erased party is like nobody.
 */
export async function chargedTwinOf(tx: EntityManager, deal: Transaction, sameCar: Transaction[], withinDays: number): Promise<string | null> {
  if (withinDays === 0) return null;
  const day = dayInShanghai(deal.completedAt!);
  const near = sameCar.filter(({ id, completedAt }) => {
    const other = dayInShanghai(completedAt!);
    return id !== deal.id && other >= addDays(day, -withinDays) && other <= addDays(day, withinDays);
  });
  if (near.length === 0) return null;
  const ids = near.map(({ id }) => id);
  const charged: { id: string }[] = await tx.query(
    `SELECT e.transaction_id AS id FROM meter_events e LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1
     WHERE e.transaction_id IN (?) AND e.kind = 'charge' AND e.exemption IS NULL AND n.id IS NULL ORDER BY e.completed_on, e.transaction_id`,
    [ids],
  );
  if (charged.length === 0) return null;
  const parties = await tx.find(Party, { where: { transactionId: In([deal.id, ...charged.map(({ id }) => id)]) }, order: { numberIndex: 'ASC' } });
  const own = sidesOf(parties, deal.id);
  return (own && charged.find(({ id }) => sidesOf(parties, id) === own)?.id) ?? null;
}

/** Sellers and buyers of a deal by their blind indexes; null where one of them is erased. */
function sidesOf(parties: Party[], transactionId: string): string | null {
  const own = parties.filter((party) => party.transactionId === transactionId);
  const side = (wanted: Party['side']) => own.filter((party) => party.side === wanted).map(({ numberIndex }) => numberIndex).join(',');
  return own.length > 0 && own.every(({ numberIndex }) => numberIndex !== null) ? `${side('seller')}>${side('buyer')}` : null;
}
