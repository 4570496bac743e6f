import { createHash } from 'node:crypto';
import { funds } from '@yongche/contract';
import { type EntityManager, MoreThanOrEqual, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai, nextDay } from '../../clock';
import type { StaffActor } from '../../http/actor';
import type { UploadedFile } from '../../http/file-body';
import { insertRows } from '../../insert-rows';
import { balanceOf, type Fund } from '../ledger/accounts';
import { postBooking } from '../ledger/post-booking';
import { payeeAccount } from '../payments/payee-accounts';
import type { BankFile, BankRow } from './bank-statement-file';
import { matchBankLines } from './match-bank-lines';
import { newRows } from './new-rows';
import { openItems } from './open-items';
import { Statement, StatementLine } from './statement.entity';
import { lockStatements } from './statement-lock';

/** What came of a file: nothing of it was taken where there is a problem. */
export interface Imported {
  statement: Statement | null;
  added: number;
  known: number;
  problems: BankFile['problems'];
}

/** Lines that are matched with the import itself; the rest of a very long file is matched by the hourly round. */
const matchedAtOnce = 500;

/**
 * 导入银行对账单 of a fund's account: whole or not at all. What is known from an earlier file is not taken again, what is new must
 * follow from it without a gap, and everything new is matched and booked in the same transaction, so that the ledger's bank balance
 * is the statement's once nothing is left open. `to` is the 截止日 where nothing moved after the last line.
 */
export async function importBankStatement(tx: EntityManager, { fund, to, file, read, actor }: { fund: Fund; to?: string | undefined; file: UploadedFile; read: BankFile; actor: StaffActor }, by: By): Promise<Imported> {
  await lockStatements(tx);
  const last = await lastLine(tx, fund);
  const refused = (problems: BankFile['problems']): Imported => ({ statement: null, added: 0, known: 0, problems });
  const extendsOnly = read.empty && to !== undefined && last !== null;
  if (read.problems.length > 0 && !extendsOnly) return refused(read.problems);
  const wrong = wrongDayIn(read.rows.at(-1), to, dayInShanghai(by.at)) ?? (await wrongAccountIn(tx, fund, read, last === null));
  if (wrong) return refused([wrong]);
  const known = read.rows[0] ? await tx.find(StatementLine, { where: { fund, source: 'bank', tradedOn: MoreThanOrEqual(read.rows[0].on) }, order: { position: 'ASC' } }) : [];
  const fresh = newRows(read.rows, known, last);
  if ('message' in fresh) return refused([{ ...fresh, column: null }]);

  const from = fresh.rows[0]?.on ?? nextDay((await coveredTo(tx, fund)) ?? dayInShanghai(by.at));
  const until = to ?? fresh.rows.at(-1)?.on;
  const knownRows = read.rows.length - fresh.rows.length;
  if (!until || until < from) return { ...refused([]), known: knownRows };
  const statement: Statement = {
    id: uuidv7(),
    source: 'bank',
    fund,
    fromOn: from,
    toOn: until,
    dayKey: null,
    fileName: file.name.slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    inFen: sumOf(fresh.rows, 1),
    outFen: sumOf(fresh.rows, -1),
    closingFen: fresh.rows.at(-1)?.balanceFen ?? last!.balanceFen,
    importedBy: actor.staffId,
    importedAt: by.at,
  };
  await insertRows(tx, Statement, [statement]);
  const lines = fresh.rows.map((row, index) => lineOf(row, statement, (last?.position ?? 0) + index + 1));
  const items = await openItems(tx, fund, lines, { lock: true });
  if (!last && fresh.rows[0]) await bookOpening(tx, statement, fresh.rows[0], by);
  await matchBankLines(tx, lines.slice(0, matchedAtOnce), items, by);
  if (lines.length > 0) await insertRows(tx, StatementLine, lines);
  const details = { fund, sha256: statement.sha256, from, to: until, added: lines.length, known: knownRows, matched: lines.filter(({ state }) => state === 'matched').length };
  await audit(tx, by, { action: 'reconciliation.statement_imported', subject: { type: 'statement', id: statement.id }, details });
  return { statement, added: lines.length, known: knownRows, problems: [] };
}

function wrongDayIn(last: BankRow | undefined, to: string | undefined, today: string): BankFile['problems'][number] | undefined {
  if (last && last.on > today) return { row: last.line, column: '交易日期', message: `第${last.line}行的日期${last.on}还没有到，请核对。` };
  if (to && (to > today || (last && to < last.on))) return { row: last?.line ?? 1, column: null, message: `截止日${to}应不早于最后一笔${last ? `（${last.on}）` : ''}，也不晚于今天。` };
  return undefined;
}

/** Another account's statement is told by its number, and the first one of an account by the lines that another fund has already. */
async function wrongAccountIn(tx: EntityManager, fund: Fund, { rows: [first, second], accounts }: BankFile, isFirst: boolean): Promise<BankFile['problems'][number] | undefined> {
  const registered = await payeeAccount(tx, fund);
  const other = registered && accounts.find((number) => number !== registered.bankNumber);
  if (other) return { row: first?.line ?? 1, column: '账号', message: `对账单的账号尾号${other.slice(-4)}，不是登记的${funds[fund]}账户（尾号${registered.bankNumber.slice(-4)}）。请核对选的资金。` };
  if (!first || !second || !isFirst) return undefined;
  const alike = ({ on: tradedOn, fen, balanceFen }: BankRow) => tx.findOneBy(StatementLine, { source: 'bank', fund: Not(fund), tradedOn, fen, balanceFen });
  const elsewhere = (await alike(first)) && (await alike(second));
  return elsewhere ? { row: first.line, column: null, message: `第${first.line}、${second.line}行已在${funds[elsewhere.fund]}账户的对账单里，日期、金额和余额都相同。请核对选的资金。` } : undefined;
}

const lastLine = (tx: EntityManager, fund: Fund) => tx.findOne(StatementLine, { where: { fund, source: 'bank' }, order: { position: 'DESC' } });

/** Last day for which the account's statements are there; null where none is. */
async function coveredTo(tx: EntityManager, fund: Fund): Promise<string | null> {
  const [row]: { day: string | null }[] = await tx.query("SELECT MAX(to_on) AS day FROM statements WHERE fund = ? AND source = 'bank'", [fund]);
  return row?.day ?? null;
}

const sumOf = (rows: BankRow[], sign: 1 | -1) => rows.reduce((sum, { fen }) => sum + Math.max(0, fen * sign), 0);

function lineOf({ on, at, fen, balanceFen, serial, counterparty, accountTail, memo }: BankRow, { id: statementId, fund }: Statement, position: number): StatementLine {
  const undecided = { decision: null, subjectId: null, outcome: null, paysSource: null, paysFrom: null, paysTo: null, decidedBy: null, decidedAt: null, turn: 1 };
  return {
    ...undecided,
    id: uuidv7(),
    statementId,
    lineKey: `bank:${fund}:${position}`,
    position,
    source: 'bank',
    fund,
    kind: fen > 0 ? 'bank_in' : 'bank_out',
    tradedOn: on,
    tradedAt: at,
    fen,
    feeFen: 0,
    balanceFen,
    number: serial,
    orderNumber: null,
    providerNumber: null,
    counterparty,
    accountTail,
    memo,
    lacking: false,
    state: 'open',
    difference: fen > 0 ? 'unidentified_in' : 'unidentified_out',
  };
}

/** 期初余额: what the account had before its first line, as far as the ledger does not have it. */
async function bookOpening(tx: EntityManager, { id, fund }: Statement, first: BankRow, by: By): Promise<void> {
  const fen = first.balanceFen - first.fen - (await balanceOf(tx, fund, { account: 'bank' }));
  const [bank, assets] = [{ account: 'bank' }, { account: 'net_assets' }] as const;
  const [debit, credit] = fen > 0 ? [bank, assets] : [assets, bank];
  await postBooking(tx, { kind: 'opening', key: `opening:${fund}`, on: first.on, memo: '首份银行对账单的期初余额', document: `statement:${id}`, transfers: [{ fund, debit, credit, fen: Math.abs(fen) }] }, by);
}
