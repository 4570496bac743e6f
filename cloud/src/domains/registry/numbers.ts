import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { nextNumber } from '../../next-number';

/** What the register numbers, each in its own row of numbers: prefix on paper, and whether it begins anew each year. */
const numbered = {
  company: { prefix: 'QY', written: '甬企', yearly: false },
  certificate: { prefix: 'DLZ', written: '甬代', yearly: true },
  terminal: { prefix: 'GD', written: '甬固', yearly: false },
  request: { prefix: 'SQ', written: 'SQ', yearly: true },
  cleanup: { prefix: 'QL', written: 'QL', yearly: true },
} as const;

/** The next number of a kind, such as 甬代20260001; at least four digits behind the year. */
export async function nextRegisterNumber(tx: EntityManager, kind: keyof typeof numbered, at: Date): Promise<string> {
  const { prefix, written, yearly } = numbered[kind];
  const year = yearly ? dayInShanghai(at).slice(0, 4) : '';
  return written + year + String(await nextNumber(tx, prefix + year)).padStart(4, '0');
}
