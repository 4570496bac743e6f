import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Transaction } from './transaction.entity';

const businessDigits: Record<Transaction['business'], string> = { city_transfer: '01', moved_out: '02', cross_region: '03' };

/** 业务流水号: day (8), market (4), business (2), number of the day (4), 18 digits (domain.md 2.3, as carexcn numbers them). */
export async function nextSerial(tx: EntityManager, { marketCode, business, at }: { marketCode: string; business: Transaction['business']; at: Date }): Promise<string> {
  const prefix = dayInShanghai(at).replaceAll('-', '') + marketCode + businessDigits[business];
  const written = await tx.query('INSERT INTO serials (prefix, `last`) VALUES (?, 1) ON DUPLICATE KEY UPDATE `last` = LAST_INSERT_ID(`last` + 1)', [prefix]);
  const number = written.affectedRows === 1 ? 1 : written.insertId;
  return prefix + String(number).padStart(4, '0');
}
