import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { nextNumber } from '../../next-number';
import type { Transaction } from './transaction.entity';

const businessDigits: Record<Transaction['business'], string> = { city_transfer: '01', moved_out: '02', cross_region: '03' };

/** 业务流水号: day (8), market (4), business (2), number of the day (4), 18 digits (domain.md 2.3, as carexcn numbers them). */
export async function nextSerial(tx: EntityManager, { marketCode, business, at }: { marketCode: string; business: Transaction['business']; at: Date }): Promise<string> {
  const prefix = dayInShanghai(at).replaceAll('-', '') + marketCode + businessDigits[business];
  return prefix + String(await nextNumber(tx, prefix)).padStart(4, '0');
}
