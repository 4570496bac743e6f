import { funds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { dayInShanghai, startOfDay } from '../../clock';
import { meterFigures } from '../billing/meter-figures';
import { openPayables } from '../payments/payables';
import { type Fund, outstandingSql } from './accounts';
import { monthOf } from './calendar-month';
import { collectionCurve } from './collection-curve';
import { deskWork } from './desk-work';
import { ageingOf } from './receivables';
import { balanceIn, balanceOfAll, sumsOf } from './sums';

/** 财务台: a month's cars, what is to be paid and was, where the money lies, and what waits for somebody. */
export async function financeDesk(tx: EntityManager, now: Date) {
  const today = dayInShanghai(now);
  const month = monthOf(today);
  const year = Number(today.slice(0, 4));
  const each = <T>(work: (fund: Fund) => Promise<T>) => Promise.all((Object.keys(funds) as Fund[]).map(work));
  const { memberVehicles, nonMemberVehicles, exempt } = await meterFigures(tx, month, now);
  const { todo, unmatchedLines } = await deskWork(tx, now);
  return {
    month,
    vehicles: { member: memberVehicles, nonMember: nonMemberVehicles, exempt },
    serviceFee: await collectedOf(tx, 'SELECT id FROM bills WHERE published_at >= ? AND published_at < ?', [startOfDay(`${year}-01-01`), startOfDay(`${year + 1}-01-01`)]),
    dues: await collectedOf(tx, 'SELECT id FROM dues WHERE year = ?', [year]),
    unmatchedLines,
    ageing: await each(async (fund) => ({ fund, ...ageingOf(await openPayables(tx, fund), today) })),
    balances: await each(async (fund) => {
      const sums = await sumsOf(tx, fund);
      return { fund, bankFen: balanceIn(sums, 'bank'), clearingFen: balanceOfAll(sums, ['wechat_clearing', 'alipay_clearing']), cashFen: balanceIn(sums, 'cash'), suspenseFen: -balanceIn(sums, 'suspense') };
    }),
    curve: await collectionCurve(tx, month),
    todo,
    at: now,
  };
}

/** Of the dues or bills that this SQL selects: what was raised and not taken back, what of it came in, and what is still to come. */
async function collectedOf(tx: EntityManager, documents: string, values: unknown[]) {
  const between = (one: string, other: string) =>
    `COALESCE((SELECT SUM(t.fen) FROM ledger_accounts a JOIN ledger_transfers t ON t.${one}_account_id = a.id JOIN ledger_accounts i ON i.id = t.${other}_account_id
      WHERE a.document_id = x.id AND a.account = 'receivable' AND i.account = 'income'), 0)`;
  const [row]: { raised: string | null; outstanding: string | null }[] = await tx.query(
    `SELECT SUM(${between('debit', 'credit')} - ${between('credit', 'debit')}) AS raised, SUM(${outstandingSql('x.id')}) AS outstanding FROM (${documents}) x`,
    values,
  );
  const [receivableFen, outstandingFen] = [Number(row!.raised), Number(row!.outstanding)];
  return { receivableFen, receivedFen: receivableFen - outstandingFen, outstandingFen };
}
