import type { EntityManager } from 'typeorm';
import { bookOf } from './books-in-force';
import { rateOf, scoreCards, scoreSettings } from './score-cards';
import { monthlyFigures, nothingHappened, type ScoredKind } from './score-figures';
import { monthAfter } from '../ledger/calendar-month';
import { momentsOf, monthsUntil } from './score-months';

const trendMonths = 12;

/** 评分卡 of one market or company with the trend of twelve months and the month's violations by code; undefined where there is none by this id. */
export async function scoreFile(tx: EntityManager, { kind, id, month }: { kind: ScoredKind; id: string; month: string }, now: Date) {
  const [card] = await scoreCards(tx, { kind, month, ids: [id] }, now);
  if (!card) return undefined;
  const from = monthAfter(month, 1 - trendMonths);
  const { agentToCompany } = await scoreSettings(tx, month, now);
  const figures = (await monthlyFigures(tx, kind, { from, to: month, ids: [id], agentToCompany })).get(id);
  const trend = monthsUntil(month, trendMonths).map((each) => {
    const of = figures?.get(each) ?? nothingHappened;
    return { month: each, ...of, problemRate: rateOf(of) };
  });
  return { ...card, kind, trend, codes: await codesOf(tx, kind, id, momentsOf(month, month)) };
}

/** What was decided against them, pointed out or with points, and neither revoked nor under appeal: by code, the most frequent first. */
async function codesOf(tx: EntityManager, kind: ScoredKind, id: string, moments: [Date, Date]) {
  const whose = kind === 'market' ? "(subject_type = 'market' AND subject_id = ?)" : "((subject_type = 'company' AND subject_id = ?) OR (subject_type = 'agent' AND company_id = ?))";
  const rows: { code: string; version: string; n: string }[] = await tx.query(
    `SELECT code, MAX(book_version) AS version, COUNT(*) AS n FROM violations
     WHERE ${whose} AND noticed_at >= ? AND noticed_at < ? AND outcome IS NOT NULL AND COALESCE(appeal_state, 'upheld') NOT IN ('open', 'revoked') GROUP BY code ORDER BY n DESC, code`,
    [...(kind === 'market' ? [id] : [id, id]), ...moments],
  );
  return Promise.all(rows.map(async ({ code, version, n }) => ({ code, name: await nameOfCode(tx, version, code), count: Number(n) })));
}

/** The name that a version of the rule book gives a code. */
export async function nameOfCode(tx: EntityManager, version: string, code: string): Promise<string> {
  return (await bookOf(tx, version)).codes.find((candidate) => candidate.code === code)?.name ?? code;
}
