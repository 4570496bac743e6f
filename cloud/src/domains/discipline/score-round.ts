import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai, nextDay, startOfDay } from '../../clock';
import type { Deps } from '../../deps';
import { proposeItem } from '../governance/agenda';
import { bookInForce } from './books-in-force';
import { rateOf } from './score-cards';
import { nameOfCode } from './score-file';
import { type MonthFigures, monthlyFigures, type ScoredKind } from './score-figures';
import { monthAfter } from '../ledger/calendar-month';
import { lastDayOf } from './score-months';

/** The round comes with each of these days of a month, so that a server that stood still on the first misses nothing. */
const lastRoundDay = 5;

interface Offender {
  type: ScoredKind;
  id: string;
  name: string;
  code: string;
  version: string;
  times: number;
  corrections: number;
  points: number;
  days: string[];
}

/**
 * 屡教不改 (CAP-D6): in the first days of a month, each market or company against which the same code was decided so often
 * (score.repeatsToMeeting of the rule book) in the calendar year until the end of last month comes before the chairs' meeting,
 * once a year and code. Repeatable at any time.
 */
export async function scoreRound({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const at = clock.now();
  const today = dayInShanghai(at);
  if (Number(today.slice(8)) > lastRoundDay) return;
  const month = monthAfter(today.slice(0, 7), -1);
  const period = { from: `${month.slice(0, 4)}-01-01`, to: lastDayOf(month) };
  const book = (await bookInForce(db.manager, today))?.content;
  if (!book) return;
  const by: By = { author: { kind: 'system' }, origin: undefined, at };
  for (const type of ['market', 'company'] as const) {
    const offenders = await repeatOffenders(db.manager, type, period, book);
    if (offenders.length === 0) continue;
    const figures = await yearFigures(db.manager, type, period, offenders, book);
    for (const offender of offenders) await db.transaction((tx) => bringBeforeMeeting(tx, offender, { period, book, figures: figures(offender.id) }, by));
  }
}

const keyOf = ({ type, id, code }: Pick<Offender, 'type' | 'id' | 'code'>, year: string) => `repeat:${type}:${id}:${year}:${code}`;

/** Who repeats, but for those who have come before a meeting for it. */
async function repeatOffenders(tx: EntityManager, type: ScoredKind, { from, to }: { from: string; to: string }, { score }: RuleBookContent): Promise<Offender[]> {
  const rows: { id: string; name: string; code: string; version: string; times: string; corrections: string; points: string; days: string }[] = await tx.query(
    `SELECT v.subject_id AS id, s.name, v.code, MAX(v.book_version) AS version, COUNT(*) AS times, SUM(v.outcome = 'correction') AS corrections, SUM(COALESCE(v.points, 0)) AS points,
       GROUP_CONCAT(DATE_FORMAT(v.noticed_at + INTERVAL 8 HOUR, '%Y-%m-%d') ORDER BY v.noticed_at SEPARATOR ',') AS days
     FROM violations v JOIN ${type === 'market' ? 'markets s ON' : "companies s ON s.state <> 'cancelled' AND"} s.id = v.subject_id
     WHERE v.subject_type = ? AND v.noticed_at >= ? AND v.noticed_at < ? AND v.outcome IS NOT NULL AND COALESCE(v.appeal_state, 'upheld') NOT IN ('open', 'revoked')
     GROUP BY v.subject_id, s.name, v.code HAVING COUNT(*) >= ? ORDER BY v.subject_id, v.code`,
    [type, startOfDay(from), startOfDay(nextDay(to)), score.repeatsToMeeting],
  );
  const found = rows.map(({ times, corrections, points, days, ...row }) => ({ ...row, type, times: Number(times), corrections: Number(corrections), points: Number(points), days: days.split(',') }));
  const year = from.slice(0, 4);
  const known: { key: string }[] = found.length > 0 ? await tx.query('SELECT `key` FROM agenda_items WHERE `key` IN (?)', [found.map((offender) => keyOf(offender, year))]) : [];
  return found.filter((offender) => !known.some(({ key }) => key === keyOf(offender, year)));
}

/** Deals, inspections and problems of the year until now, of all offenders in one statement. */
async function yearFigures(tx: EntityManager, type: ScoredKind, { from, to }: { from: string; to: string }, offenders: Offender[], { rollup }: RuleBookContent): Promise<(id: string) => MonthFigures> {
  const months = await monthlyFigures(tx, type, { from: from.slice(0, 7), to: to.slice(0, 7), ids: offenders.map(({ id }) => id), agentToCompany: rollup.agentToCompany });
  return (id) => {
    const of = [...(months.get(id)?.values() ?? [])];
    const sum = (field: keyof MonthFigures) => of.reduce((total, each) => total + each[field], 0);
    return { completed: sum('completed'), inspected: sum('inspected'), problems: sum('problems'), points: sum('points') };
  };
}

async function bringBeforeMeeting(tx: EntityManager, offender: Offender, { period, book, figures }: { period: { from: string; to: string }; book: RuleBookContent; figures: MonthFigures }, by: By): Promise<void> {
  const { type, id, name, code, version, times, corrections, points, days } = offender;
  const codeName = await nameOfCode(tx, version, code);
  const rate = rateOf(figures);
  const percent = (share: number) => `${(share * 100).toFixed(1)}%`;
  await proposeItem(
    tx,
    {
      kind: 'repeat_offender',
      key: keyOf(offender, period.from.slice(0, 4)),
      title: `屡教不改：${name}，${code} ${codeName}（${times}次）`.slice(0, 100),
      proposal: `${name}在${period.from}至${period.to}期间同一违规（${code} ${codeName}）达${times}次，达到提交会长例会的标准（${book.score.repeatsToMeeting}次）。建议责令限期整改，并由负责人到会说明原因和改正办法。通过即限期整改并立即执行；不通过不作处理。`,
      facts: [
        `违规：${code} ${codeName}，已决定且未被撤销${times}次，其中指出改正${corrections}次、扣分${times - corrections}次，共扣${points}分`,
        `告知日期：${days.join('、')}`,
        `同期办结交易${figures.completed}笔，核查${figures.inspected}笔，有问题${figures.problems}笔${rate ? `，问题率${percent(rate.share)}（95%区间${percent(rate.low)}至${percent(rate.high)}）` : ''}`,
      ],
      link: `${type}:${id}`,
      decidedIn: 'chairs',
      madeBy: null,
    },
    by,
  );
}
