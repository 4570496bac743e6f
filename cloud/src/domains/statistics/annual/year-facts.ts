import { returnCodes } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { bookInForce } from '../../discipline/books-in-force';
import { yearOfServers } from '../../operations/monitoring/year-of-servers';
import { RuleBook } from '../../discipline/rule-book.entity';
import { nameOfCode } from '../../discipline/score-file';
import { bind, type DayRange } from '../metrics/range';
import type { YearFacts } from './sections';

/** So many kinds of problems are named. */
const mostNamed = 6;

/** What the report says in words and not in numbers. */
export async function yearFacts(tx: EntityManager, range: DayRange): Promise<Omit<YearFacts, 'year' | 'values'>> {
  const book = await bookInForce(tx, range.to);
  const { title } = book ? await tx.findOneOrFail(RuleBook, { select: { version: true, title: true }, where: { version: book.version } }) : { title: null };
  return { ruleBookTitle: title, problemNames: await problemNames(tx, range), lateDuties: await lateDuties(tx, range), servers: await yearOfServers(tx, range) };
}

/** 问题 of the deals completed in the year by their 违规代码, or where there is none by the 退回代码: as the metric `problems` counts them. */
async function problemNames(tx: EntityManager, range: DayRange): Promise<string[]> {
  const { sql, values } = bind(
    `SELECT i.violation, IF(i.violation IS NULL, i.code, NULL) AS code, MAX(p.book_version) AS version, COUNT(DISTINCT p.transaction_id) AS n
     FROM inspection_cases c JOIN problems p ON p.transaction_id = c.transaction_id AND p.state <> 'withdrawn' JOIN problem_items i ON i.problem_id = p.id
     WHERE c.day BETWEEN :from AND :to AND c.closed_at IS NOT NULL AND c.state = 'problem' GROUP BY i.violation, IF(i.violation IS NULL, i.code, NULL) ORDER BY n DESC, i.violation, code LIMIT ?`,
    range,
  );
  const rows: { violation: string | null; code: keyof typeof returnCodes | null; version: string | null }[] = await tx.query(sql, [...values, mostNamed]);
  return Promise.all(rows.map(async ({ violation, code, version }) => (violation && version ? nameOfCode(tx, version, violation) : code ? returnCodes[code] : violation!)));
}

/** Whether a duty to report ran out within the year and was not met by its day. */
async function lateDuties(tx: EntityManager, range: DayRange): Promise<YearFacts['lateDuties']> {
  const { sql, values } = bind("SELECT DISTINCT d.kind FROM duties d WHERE d.due_on BETWEEN :from AND :to AND (d.state = 'overdue' OR (d.state = 'met' AND d.closed_at >= DATE_ADD(CAST(d.due_on AS DATETIME), INTERVAL 16 HOUR)))", range);
  const kinds = new Set(((await tx.query(sql, values)) as { kind: string }[]).map(({ kind }) => kind));
  return { closing: kinds.has('A01'), change: kinds.has('A02') };
}
