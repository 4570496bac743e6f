import type { scoreColours } from '@yongche/contract';
import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { shareOf } from '../inspections/statistics';
import { bookInForce } from './books-in-force';
import { untilReadmitted } from '../registry/terminals';
import { type MonthFigures, monthlyFigures, nothingHappened, overdueProblems, type ScoredKind } from './score-figures';
import { monthAfter } from '../ledger/calendar-month';
import { lastDayOf } from './score-months';

type Colour = keyof typeof scoreColours;
type Share = ReturnType<typeof shareOf>;

/** Who is scored: every market, one that is out until it is readmitted only where something happened in it, and every company that is not cancelled. */
interface Scored {
  id: string;
  name: string;
  isOut: number;
}
const scored: Record<ScoredKind, string> = {
  market: `SELECT id, name, suspended_until <=> '${untilReadmitted}' AS isOut FROM markets`,
  company: "SELECT id, name, 0 AS isOut FROM companies WHERE state <> 'cancelled'",
};

/** 评分卡 of all markets or companies in a month, or of those with these ids: the worst first. */
export async function scoreCards(tx: EntityManager, { kind, month, ids }: { kind: ScoredKind; month: string; ids?: string[] }, now: Date) {
  if (ids?.length === 0) return [];
  const subjects: Scored[] = await tx.query(`SELECT id, name, isOut FROM (${scored[kind]}) scored ${ids ? 'WHERE id IN (?)' : ''}`, ids ? [ids] : []);
  const settings = await scoreSettings(tx, month, now);
  const before = monthAfter(month, -1);
  const figures = await monthlyFigures(tx, kind, { from: before, to: month, agentToCompany: settings.agentToCompany, ...(ids ? { ids } : {}) });
  const overdue = await overdueProblems(tx, kind, month, ids);
  const cards = subjects.filter(({ id, isOut }) => !isOut || figures.has(id)).map(({ id, name }) => {
    const of = (wanted: string) => figures.get(id)?.get(wanted) ?? nothingHappened;
    const problemRate = rateOf(of(month));
    return { id, name, colour: colourOf(problemRate, settings), ...of(month), problemRate, overdue: overdue.get(id) ?? 0, before: rateOf(of(before)) };
  });
  const weight: Colour[] = ['red', 'amber', 'green'];
  return cards.sort((one, other) => weight.indexOf(one.colour) - weight.indexOf(other.colour) || (other.problemRate?.low ?? -1) - (one.problemRate?.low ?? -1) || one.name.localeCompare(other.name, 'zh-CN'));
}

/** 问题率 with its 95 % interval; null where nothing was inspected. */
export const rateOf = ({ problems, inspected }: MonthFigures): Share => shareOf({ hits: problems, of: inspected });

/** By the lower end of the interval: who was hardly inspected is not called bad by one problem. Green where no book is in force, or nothing was inspected. */
function colourOf(rate: Share, { score }: ScoreSettings): Colour {
  if (!rate || !score) return 'green';
  return rate.low >= score.red ? 'red' : rate.low >= score.amber ? 'amber' : 'green';
}

export interface ScoreSettings {
  /** Null where no rule book is in force. */
  score: RuleBookContent['score'] | null;
  agentToCompany: number;
}

/** What the rule book in force at the end of the month says, or today's while the month is not over. */
export async function scoreSettings(tx: EntityManager, month: string, now: Date): Promise<ScoreSettings> {
  const [end, today] = [lastDayOf(month), dayInShanghai(now)];
  const book = await bookInForce(tx, end < today ? end : today);
  return { score: book?.content.score ?? null, agentToCompany: book?.content.rollup.agentToCompany ?? 1 };
}
