import type { z } from 'zod';
import type { Standing, standing } from '@yongche/contract/discipline.shapes';
import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { Certificate } from '../registry/certificate.entity';
import { whoIs } from './cancellations';
import { type Counting, countSubject } from './count-subject';
import { cycleOn } from './cycles';
import { Measure } from './measure.entity';
import { presentMeasures } from './measure-list';
import { live } from './measures';
import { stepAfter } from './points';
import { type Keys, presentSummaries } from './present-violations';
import { keyOfSubject, namesOf, type Subject } from './subjects';
import { Violation } from './violation.entity';

/** A full cycle where no book says how much it is (rule-pack.yaml). */
const usualFull = 12;

/** 扣分情况 of a subject now, counted anew: what counts, what is pending, the measures of the cycle and the next one. All 0 where no book is in force. */
export async function presentStanding(tx: EntityManager, keys: Keys, subject: Subject, actor: Actor, now: Date): Promise<z.input<typeof standing>> {
  const name = (await namesOf(tx, keys, [subject])).get(keyOfSubject(subject)) ?? '';
  const counting = await countSubject(tx, subject, dayInShanghai(now));
  if (!counting) return { ...nothing, subject: { ...subject, name }, cycle: cycleOn('calendar_year', null, dayInShanghai(now)) };
  const { book, cycle, period, count } = counting;
  const { counted, pending, rolledUp, reduced, peak } = count;
  const next = stepAfter(book.measures, peak);
  return {
    subject: { ...subject, name },
    cycle,
    full: book.full,
    counted,
    pending,
    rolledUp,
    reduced,
    violations: await presentSummaries(tx, keys, await violationsOf(tx, counting)),
    measures: await presentMeasures(tx, keys, await measuresOf(tx, subject, period.from), actor),
    next: next && { kind: next.kind, from: next.from, left: next.from - counted },
  };
}

const nothing: Omit<Standing, 'subject' | 'cycle'> = { full: usualFull, counted: 0, pending: 0, rolledUp: 0, reduced: 0, violations: [], measures: [], next: null };

/** What was found in the period, and what still counts or is open; latest first, as it is counted now. */
async function violationsOf(tx: EntityManager, { period, violations, count }: Counting): Promise<Violation[]> {
  const shown = count.findings.filter(({ standing }, at) => standing === 'counted' || standing === 'pending' || dayInShanghai(violations[at]!.noticedAt) >= period.from);
  if (shown.length === 0) return [];
  const counted = new Map(shown.map((finding) => [finding.id, finding]));
  const found = await tx.find(Violation, { where: { id: In([...counted.keys()]) }, order: { noticedAt: 'DESC', id: 'DESC' } });
  return found.map((violation) => ({ ...violation, ...counted.get(violation.id)! }));
}

async function measuresOf(tx: EntityManager, { type, id }: Subject, from: string): Promise<Measure[]> {
  const found = await tx.find(Measure, { where: { subjectType: type, subjectId: id }, order: { beganOn: 'DESC', id: 'DESC' } });
  return found.filter(({ cycleFrom, state }) => cycleFrom >= from || live.includes(state));
}

/** Whether a person has ever been asked to act for others: everybody else has no points to look at. */
export const hasStanding = (tx: EntityManager, personId: string) => tx.existsBy(Certificate, { personId });

/** The market to which a subject belongs, null for one of no market; undefined for one that does not exist. */
export async function marketOf(tx: EntityManager, subject: Subject): Promise<string | null | undefined> {
  if (subject.type === 'operator') return (await tx.findOneBy(Staff, { id: subject.id, role: 'operator' }))?.marketId;
  if (!(await whoIs(tx, subject))) return undefined;
  return subject.type === 'market' ? subject.id : null;
}
