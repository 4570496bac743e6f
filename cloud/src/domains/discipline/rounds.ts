import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import { addDays } from '../registry/duties';
import { followMeasures } from './effects';
import { Measure } from './measure.entity';
import { bridgingDays, endMeasure } from './measures';
import { scoreRound } from './score-round';
import { lockAccounts, recount } from './standings';
import type { Subject } from './subjects';

/** Days before its end on which a suspension that awaits the meeting is prolonged. */
const prolongBefore = 7;

/** What comes with the day: measures that are over, suspensions that go on until the meeting decides, cycles that turn. Repeatable at any time. */
export async function disciplineRound({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  const today = dayInShanghai(by.at);
  const bridging: { id: string }[] = await db.query("SELECT id FROM measures WHERE state = 'in_force' AND cancellation_id IS NOT NULL AND until_on < ?", [addDays(today, prolongBefore)]);
  for (const { id } of bridging) await db.transaction((tx) => withMeasure(tx, id, (measure) => prolong(tx, measure, by)));
  const over: { id: string }[] = await db.query("SELECT id FROM measures WHERE state = 'in_force' AND cancellation_id IS NULL AND until_on < ?", [today]);
  for (const { id } of over) await db.transaction((tx) => withMeasure(tx, id, (measure) => finish(tx, measure, by)));
  const turned: Subject[] = await db.query('SELECT subject_type AS type, subject_id AS id FROM discipline_accounts WHERE counted_to < ? ORDER BY subject_type, subject_id', [today]);
  for (const subject of turned) await db.transaction((tx) => recount(tx, [subject], by));
  await holdWhoCameBack(db.manager, by);
  await scoreRound({ db, clock });
}

/** Does something with a measure in force, its account locked first. */
async function withMeasure(tx: EntityManager, id: string, work: (measure: Measure) => Promise<void>): Promise<void> {
  const { subjectType: type, subjectId } = await tx.findOneByOrFail(Measure, { id });
  await lockAccounts(tx, [{ type, id: subjectId }]);
  const measure = await tx.findOneOrFail(Measure, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (measure.state === 'in_force') await work(measure);
}

/** 先行暂停: the meeting has not decided yet. */
async function prolong(tx: EntityManager, measure: Measure, by: By): Promise<void> {
  const untilOn = addDays(dayInShanghai(by.at), bridgingDays);
  await tx.update(Measure, measure.id, { untilOn });
  await audit(tx, by, { action: 'discipline.measure_taken', subject: { type: 'measure', id: measure.id }, details: { kind: measure.kind, untilOn, prolonged: true } });
  await followMeasures(tx, { type: measure.subjectType, id: measure.subjectId }, by);
}

/** 期满: the points of a cycle that it kept open are cleared with it. */
async function finish(tx: EntityManager, measure: Measure, by: By): Promise<void> {
  const subject = { type: measure.subjectType, id: measure.subjectId };
  await endMeasure(tx, measure, { state: 'over', reason: `期限至${measure.untilOn}，已满。` }, by);
  await recount(tx, [subject], by);
  await followMeasures(tx, subject, by);
}

/** Whoever came to a new certificate, terminal or account during a suspension is suspended there too. */
async function holdWhoCameBack(manager: EntityManager, by: By): Promise<void> {
  const working: Subject[] = await manager.query(
    `SELECT DISTINCT m.subject_type AS type, m.subject_id AS id FROM measures m
       LEFT JOIN certificates c ON m.subject_type = 'agent' AND c.live_person_id = m.subject_id AND c.state = 'in_force'
       LEFT JOIN companies w ON m.subject_type = 'company' AND w.id = m.subject_id AND w.state IN ('in_force', 'rectifying')
       LEFT JOIN terminals t ON m.subject_type = 'market' AND t.market_id = m.subject_id AND t.state = 'in_force'
       LEFT JOIN staff e ON m.subject_type = 'operator' AND e.id = m.subject_id AND e.state = 'active'
     WHERE m.state = 'in_force' AND m.kind = 'suspension' AND (c.id IS NOT NULL OR w.id IS NOT NULL OR t.id IS NOT NULL OR e.id IS NOT NULL)`,
  );
  for (const subject of working) {
    await manager.transaction(async (tx) => {
      await lockAccounts(tx, [subject]);
      await followMeasures(tx, subject, by);
    });
  }
}
