import type { EntityManager } from 'typeorm';
import { balanceOf, type Fund } from '../ledger/accounts';
import type { Expense } from '../ledger/expense.entity';
import { approvedExpenses } from '../ledger/expenses';
import { billPayables } from '../billing/bill-payable';
import { duePayables } from '../members/due-payable';
import { openPayables, type PayableFacts } from '../payments/payables';
import { remittanceCodesIn } from '../payments/remittance-code';
import { type UnpaidDay, unpaidDays } from './payouts';
import type { StatementLine } from './statement.entity';

/** A due or bill, and the names under which its payer's transfers come. */
export interface OpenPayable extends PayableFacts {
  /** As `nameKey` writes them. */
  payers: string[];
}

/** Everything that a line of a fund's bank account may be. */
export interface OpenItems {
  fund: Fund;
  /** With something to be paid; and those that are paid already and whose code stands in a line. */
  payables: OpenPayable[];
  expenses: Expense[];
  cashFen: number;
  unpaidDays: UnpaidDay[];
}

/** A name without what is written in one way here and in another there: blanks, brackets, dots, width. */
export const nameKey = (name: string) => name.normalize('NFKC').toUpperCase().replace(/[\s()[\]·.,，。、_-]/g, '');

/**
 * Reads what lines of a fund may be. With `lock`, dues and bills are locked first, so that they are booked without a wait once the
 * month's lock is held.
 */
export async function openItems(tx: EntityManager, fund: Fund, lines: Pick<StatementLine, 'memo'>[], { lock = false } = {}): Promise<OpenItems> {
  const codes = [...new Set(lines.flatMap(({ memo }) => remittanceCodesIn(memo ?? '')))];
  const open = await openPayables(tx, fund);
  const named = await idsOfCodes(tx, fund, codes);
  const ids = [...new Set([...open.map(({ id }) => id), ...named])].sort();
  const found = await (fund === 'dues' ? duePayables : billPayables)(tx, { ids }, { lock });
  const payables = found.filter(({ id, cancelled, outstandingFen }) => !cancelled && (outstandingFen > 0 || named.includes(id)));
  return {
    fund,
    payables: await withPayers(tx, payables),
    expenses: await approvedExpenses(tx, fund),
    cashFen: await balanceOf(tx, fund, { account: 'cash' }),
    unpaidDays: await unpaidDays(tx, fund),
  };
}

async function idsOfCodes(tx: EntityManager, fund: Fund, codes: string[]): Promise<string[]> {
  if (codes.length === 0) return [];
  const rows: { id: string }[] = await tx.query(`SELECT id FROM ${fund === 'dues' ? 'dues' : 'bills'} WHERE remittance_code IN (?)`, [codes]);
  return rows.map(({ id }) => id);
}

/** A market's bill is paid by the company that runs it, whose account has the company's name. */
async function withPayers(tx: EntityManager, payables: PayableFacts[]): Promise<OpenPayable[]> {
  const companyIds = [...new Set(payables.flatMap(({ companyId }) => companyId ?? []))];
  const marketIds = [...new Set(payables.filter(({ kind }) => kind === 'bill').map(({ partyId }) => partyId))];
  const companies: { id: string; name: string }[] = companyIds.length > 0 ? await tx.query('SELECT id, name FROM companies WHERE id IN (?)', [companyIds]) : [];
  const members: { id: string; name: string }[] = marketIds.length > 0 ? await tx.query('SELECT market_id AS id, name FROM members WHERE market_id IN (?)', [marketIds]) : [];
  const namesOf = (id: string | null) => [...companies, ...members].filter((known) => known.id === id).map(({ name }) => name);
  return payables.map((payable) => ({ ...payable, payers: [...new Set([payable.partyName, ...namesOf(payable.companyId), ...namesOf(payable.partyId)].map(nameKey))] }));
}
