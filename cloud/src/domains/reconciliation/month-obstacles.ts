import { funds, statementSources } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { yuan } from '../../yuan';
import type { Fund } from '../ledger/accounts';
import { daysOf } from '../ledger/calendar-month';
import { statementGaps } from './gaps';

/** What of a month's reconciliation stands in the way of its close: statements that are not there, lines that nobody has explained, a bank balance that the ledger does not have. */
export async function reconciliationObstacles(tx: EntityManager, month: string): Promise<{ what: string; count: number; link: string }[]> {
  const { last } = daysOf(month);
  const gaps = await statementGaps(tx, month);
  const missing = gaps.map(({ source, fund, from, to }) => ({ what: `缺少${funds[fund]}的${statementSources[source]}：${from === to ? from : `${from}至${to}`}`, count: daysBetween(from, to), link: '/reconciliation' }));
  const [row]: { n: string }[] = await tx.query("SELECT COUNT(*) AS n FROM statement_lines WHERE state = 'open' AND traded_on <= ?", [last]);
  const open = Number(row!.n);
  if (open > 0) return [...missing, { what: '对账明细还没有处理', count: open, link: '/reconciliation' }];
  const differing = [];
  for (const fund of Object.keys(funds) as Fund[]) {
    const stated = await statedBalance(tx, fund, last);
    const booked = await bankBalanceOn(tx, fund, last);
    if (stated !== null && stated !== booked) differing.push({ what: `${funds[fund]}的银行存款账面${yuan(booked)}，对账单${yuan(stated)}，不一致`, count: 1, link: '/reconciliation' });
  }
  return [...missing, ...differing];
}

const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;

/** What the bank says that a fund's account holds at the end of a day, in fen; null where no statement goes so far back. */
async function statedBalance(tx: EntityManager, fund: Fund, day: string): Promise<number | null> {
  const [row]: { fen: string }[] = await tx.query("SELECT balance_fen AS fen FROM statement_lines WHERE fund = ? AND source = 'bank' AND traded_on <= ? ORDER BY position DESC LIMIT 1", [fund, day]);
  return row ? Number(row.fen) : null;
}

/** 银行存款 of a fund by the ledger at the end of a day, in fen. */
export async function bankBalanceOn(tx: EntityManager, fund: Fund, day: string): Promise<number> {
  const side = (column: string) => `(SELECT COALESCE(SUM(t.fen), 0) FROM ledger_accounts a JOIN ledger_transfers t ON t.${column} = a.id JOIN ledger_bookings b ON b.id = t.booking_id WHERE a.fund = ? AND a.account = 'bank' AND b.booked_on <= ?)`;
  const [row]: { fen: string }[] = await tx.query(`SELECT ${side('debit_account_id')} - ${side('credit_account_id')} AS fen`, [fund, day, fund, day]);
  return Number(row!.fen);
}
