import type { z } from 'zod';
import type { ledgerEndpoints } from '@yongche/contract/ledger';
import type { EntityManager } from 'typeorm';
import { refuseField } from '../../http/errors';
import { LedgerBooking } from './ledger.entity';
import { presentBookings } from './present-bookings';

type Filter = z.output<(typeof ledgerEndpoints)['GET /ledger/bookings']['query']>;

/** 分录, the latest day first, by keyset; of a fund or an account: every booking that touches it, whole. */
export async function listBookings(tx: EntityManager, { fund, account, kind, document, from, to, cursor, limit }: Filter) {
  const query = tx.createQueryBuilder(LedgerBooking, 'b').orderBy('b.bookedOn', 'DESC').addOrderBy('b.id', 'DESC').limit(limit + 1);
  if (fund) query.andWhere('EXISTS (SELECT 1 FROM ledger_transfers f WHERE f.booking_id = b.id AND f.fund = :fund)', { fund });
  if (account) query.andWhere('EXISTS (SELECT 1 FROM ledger_transfers t JOIN ledger_accounts a ON a.id IN (t.debit_account_id, t.credit_account_id) WHERE t.booking_id = b.id AND a.account = :account)', { account });
  if (kind) query.andWhere('b.kind = :kind', { kind });
  if (document) query.andWhere('b.document = :document', { document });
  if (from) query.andWhere('b.bookedOn >= :from', { from });
  if (to) query.andWhere('b.bookedOn <= :to', { to });
  if (cursor) query.andWhere('(b.bookedOn < :on OR (b.bookedOn = :on AND b.id < :id))', placeOf(cursor));
  const found = await query.getMany();
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return { items: await presentBookings(tx, page), nextCursor: found.length > limit && last ? Buffer.from(`${last.bookedOn} ${last.id}`).toString('base64url') : null };
}

function placeOf(cursor: string): { on: string; id: string } {
  const [on = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{4}-\d\d-\d\d$/.test(on)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return { on, id };
}
