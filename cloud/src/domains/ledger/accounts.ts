import type { funds, ledgerAccounts } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { ensure } from '../../http/errors';
import { isAccountOf } from './chart';
import { LedgerAccount } from './ledger.entity';

export type Fund = keyof typeof funds;

/** An account of a fund; `partyId` (member, market) and `documentId` (due, bill) where it is kept for each of them. */
export interface AccountRef {
  account: keyof typeof ledgerAccounts;
  partyId?: string;
  documentId?: string;
}

const keyOf = (fund: Fund, { account, partyId = '', documentId = '' }: AccountRef) => `${fund}:${account}:${partyId}:${documentId}`;

/** The account's id, opened where it is used first; twice at once opens one. @throws ledger.head_not_allowed for a head that the fund is not for */
export async function openAccount(tx: EntityManager, fund: Fund, ref: AccountRef): Promise<string> {
  const key = keyOf(fund, ref);
  const known = await tx.findOne(LedgerAccount, { select: { id: true }, where: { key } });
  if (known) return known.id;
  ensure(isAccountOf(fund, ref.account), 'ledger.head_not_allowed');
  await tx.query('INSERT IGNORE INTO ledger_accounts (id, `key`, fund, account, party_id, document_id) VALUES (?, ?, ?, ?, ?, ?)', [uuidv7(), key, fund, ref.account, ref.partyId ?? null, ref.documentId ?? null]);
  return (await tx.findOneOrFail(LedgerAccount, { select: { id: true }, where: { key } })).id;
}

/** Debit − credit of one account, in fen; 0 where it was never used. */
export async function balanceOf(tx: EntityManager, fund: Fund, ref: AccountRef): Promise<number> {
  const [row]: { fen: string }[] = await tx.query(`SELECT ${balanceSql('a.id')} AS fen FROM ledger_accounts a WHERE a.\`key\` = ?`, [keyOf(fund, ref)]);
  return Number(row?.fen ?? 0);
}

/** SQL: debit − credit of the account whose id stands in this column. */
export const balanceSql = (column: string) =>
  `(COALESCE((SELECT SUM(d.fen) FROM ledger_transfers d WHERE d.debit_account_id = ${column}), 0) - COALESCE((SELECT SUM(c.fen) FROM ledger_transfers c WHERE c.credit_account_id = ${column}), 0))`;

/** SQL: what is still to be paid of the due or bill whose id stands in this column, in fen. */
export const outstandingSql = (column: string) => `COALESCE((SELECT SUM(${balanceSql('oa.id')}) FROM ledger_accounts oa WHERE oa.document_id = ${column} AND oa.account = 'receivable'), 0)`;

/** What is still to be paid of each due or bill, in fen; 0 for one that was never raised. */
export async function outstandingOf(tx: EntityManager, documentIds: string[]): Promise<Map<string, number>> {
  if (documentIds.length === 0) return new Map();
  const rows: { id: string; fen: string }[] = await tx.query(`SELECT a.document_id AS id, SUM(${balanceSql('a.id')}) AS fen FROM ledger_accounts a WHERE a.account = 'receivable' AND a.document_id IN (?) GROUP BY a.document_id`, [documentIds]);
  const found = new Map(rows.map(({ id, fen }) => [id, Number(fen)]));
  return new Map(documentIds.map((id) => [id, found.get(id) ?? 0]));
}
