import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { type CountedViolation, type Counting, countSubject } from './count-subject';
import { DisciplineAccount } from './discipline-account.entity';
import { followMeasures } from './effects';
import { followCount } from './measures';
import type { CountedFinding } from './points';
import { keyOfSubject, type Subject } from './subjects';
import { tellPointsChanged } from './telling-measures';
import { Violation } from './violation.entity';

/** In which accounts are locked and counted: who counts for others comes before them. */
const order: Subject['type'][] = ['agent', 'company', 'market', 'operator'];
/** In which the register is touched: a company before the certificates of its people, as the register itself does. */
const registerOrder: Subject['type'][] = ['company', 'agent', 'market', 'operator'];
const inOrder = (subjects: Subject[], by: Subject['type'][]) =>
  [...new Map(subjects.map((subject) => [keyOfSubject(subject), subject])).values()].sort((one, other) => by.indexOf(one.type) - by.indexOf(other.type) || (one.id < other.id ? -1 : 1));

/**
 * Locks the accounts of subjects until the transaction ends, and of those for whom their points count too, each made on first
 * use, always in the same order: before any violation is locked, so that two who decide at once wait for each other.
 */
export async function lockAccounts(tx: EntityManager, subjects: Subject[]): Promise<void> {
  await lockRows(tx, [...subjects, ...(await whoElseCounts(tx, subjects))]);
}

async function lockRows(tx: EntityManager, subjects: Subject[]): Promise<void> {
  if (subjects.length === 0) return;
  const rows = inOrder(subjects, order).map(({ type, id }) => [type, id]);
  // An update that changes nothing takes the row's lock; INSERT IGNORE would take a shared one, and two of these wait for each other.
  await tx.query('INSERT INTO discipline_accounts (subject_type, subject_id) VALUES ? ON DUPLICATE KEY UPDATE subject_id = VALUES(subject_id)', [rows]);
}

/**
 * The one way by which points change: locks the subjects, and those for whom their points count too, counts everything anew
 * (`countPoints`), writes what each violation comes to, and takes, revokes or ends measures with all that they do to the
 * register. Counting again without anything new changes nothing. Does nothing where no book is in force.
 */
export async function recount(tx: EntityManager, subjects: Subject[], by: By): Promise<void> {
  const all = inOrder([...subjects, ...(await whoElseCounts(tx, subjects))], order);
  await lockRows(tx, all);
  const today = dayInShanghai(by.at);
  const moved: Subject[] = [];
  for (const subject of all) {
    // Until nothing more follows: a measure that ends may have kept the last cycle open.
    for (let follows = true; follows; ) {
      const counting = await countSubject(tx, subject, today);
      if (!counting) return;
      await writeCount(tx, counting, by);
      follows = await followCount(tx, counting, by);
      if (follows) moved.push(subject);
    }
  }
  for (const subject of inOrder(moved, registerOrder)) await followMeasures(tx, subject, by);
}

/** An agent's points count for the companies in whose name they arose, and all of these for the markets where they did. */
async function whoElseCounts(tx: EntityManager, subjects: Subject[]): Promise<Subject[]> {
  const idsOf = (type: Subject['type']) => subjects.filter((subject) => subject.type === type).map(({ id }) => id);
  const [agents, companies] = [idsOf('agent'), idsOf('company')];
  if (agents.length + companies.length === 0) return [];
  const places: { companyId: string | null; marketId: string | null }[] = await tx.query(
    "SELECT DISTINCT company_id AS companyId, market_id AS marketId FROM violations WHERE (subject_type = 'agent' AND subject_id IN (?)) OR (subject_type = 'company' AND subject_id IN (?))",
    [[...agents, ''], [...companies, '']],
  );
  const found = (type: Subject['type'], ids: (string | null)[]) => ids.flatMap((id): Subject[] => (id === null ? [] : [{ type, id }]));
  return [...found('company', places.map(({ companyId }) => companyId)), ...found('market', places.map(({ marketId }) => marketId))];
}

async function writeCount(tx: EntityManager, { subject: { type, id }, violations, count, period }: Counting, by: By): Promise<void> {
  const counted = new Map(count.findings.map((finding) => [finding.id, finding]));
  for (const violation of violations) {
    const now = counted.get(violation.id)!;
    if (isSame(violation, now)) continue;
    await tx.update(Violation, violation.id, { multiplier: now.multiplier, points: now.points, standing: now.standing });
    await audit(tx, by, {
      action: 'discipline.points_changed',
      subject: { type: 'violation', id: violation.id },
      details: { standing: now.standing, multiplier: now.multiplier },
      changes: { points: { before: violation.points, after: now.points } },
    });
    // Something else was decided, and this one counts otherwise than its subject was told.
    if (violation.standing === 'counted' && now.standing === 'counted') await tellPointsChanged(tx, { type, id }, { violation, points: now.points! }, by.at);
  }
  await tx.update(DisciplineAccount, { subjectType: type, subjectId: id }, { countedFrom: period.from, countedTo: period.to });
}

const isSame = (violation: CountedViolation, now: CountedFinding) => violation.multiplier === now.multiplier && violation.points === now.points && violation.standing === now.standing;
