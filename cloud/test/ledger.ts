import { randomUUID } from 'node:crypto';
import type { By } from '../src/audit/audit';
import { dayInShanghai } from '../src/clock';
import type { AccountRef, Fund } from '../src/domains/ledger/accounts';
import type { Account } from '../src/domains/ledger/chart';
import { type Entry, postBooking } from '../src/domains/ledger/post-booking';
import type { Product } from './product';

type Booked = Partial<Omit<Entry, 'transfers'>> & { fund?: Fund; debit?: Account | AccountRef; credit?: Account | AccountRef; fen?: number; transfers?: Entry['transfers'] };

const refOf = (account: Account | AccountRef): AccountRef => (typeof account === 'string' ? { account } : account);

/** The ledger's own hand, at the product's time. */
export const system = (product: Product): By => ({ author: { kind: 'system' }, origin: undefined, at: product.clock.now() });

/** A booking of today, as if some act had made it: 100.00 yuan that the bank has as net assets of the service fee, unless said otherwise. Gives its id. */
export async function booked(product: Product, { fund = 'service_fee', debit = 'bank', credit = 'net_assets', fen = 100_00, transfers, ...head }: Booked = {}): Promise<string> {
  const entry: Entry = {
    ...{ kind: 'opening', key: `test:${randomUUID()}`, on: dayInShanghai(product.clock.now()), memo: '试验', document: null },
    ...head,
    transfers: transfers ?? [{ fund, debit: refOf(debit), credit: refOf(credit), fen }],
  };
  return (await product.server.deps.db.transaction((tx) => postBooking(tx, entry, system(product))))!;
}
