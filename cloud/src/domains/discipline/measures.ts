import type { measureStates } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { workingDayAfter } from '../../working-days';
import { withdrawItem } from '../governance/agenda';
import { addDays } from '../registry/duties';
import { bookOf } from './books-in-force';
import { keyOfCancellation, proposeCancellation } from './cancellations';
import type { Counting } from './count-subject';
import { daysBetween } from './cycles';
import { Measure } from './measure.entity';
import { type Step, stepFor } from './points';
import { keyOfSubject, type Subject } from './subjects';
import { tellEnded, tellTaken } from './telling-measures';
import { codeIn } from './violation-book';

/** Days of a suspension, and working days of a 限期整改, where the book names none. */
const usualDays = 15;
export const usualWorkingDays = 10;
/** 先行暂停 until the meeting has decided; the day's round prolongs it. */
export const bridgingDays = 30;
export const live: (keyof typeof measureStates)[] = ['in_force', 'proposed'];

/**
 * Takes what a count calls for and takes back what it calls for no longer; the register follows in `followMeasures`.
 * - A sum calls for the last step that it has reached on the way, once a cycle: what was served, lifted or voted down does not
 *   come back by counting again. A measure that was lifted or voted down comes back where the sum has risen since.
 * - 立即暂停 rests on its violation, whatever the sum is and also during an appeal, until that is revoked.
 * - What an appeal takes away is revoked; if it is upheld, a suspension goes on with the days that are left.
 * @returns whether anything changed
 */
export async function followCount(tx: EntityManager, counting: Counting, by: By): Promise<boolean> {
  const { subject, book, period, count } = counting;
  const taken = await tx.find(Measure, { where: { subjectType: subject.type, subjectId: subject.id }, order: { id: 'ASC' } });
  const fallen = await takeBack(tx, counting, taken, by);
  const atOnce = await suspendAtOnce(tx, counting, taken, by);
  const step = stepFor(book.measures, count.peak);
  const ofCycle = taken.filter((measure) => measure.step !== null && measure.cycleFrom === period.from);
  if (!step || isTaken(step, count.peak, ofCycle)) return fallen || atOnce;
  const days = step.kind === 'suspension' ? (step.days ?? usualDays) - servedDays(taken, period.from, dayInShanghai(by.at)) : 0;
  if (step.kind === 'suspension' && days <= 0) return fallen || atOnce;
  await makeWayFor(tx, step, ofCycle, by);
  await takeStep(tx, counting, { step, days }, by);
  return true;
}

/** Revokes what rests on points that are no longer there, and closes the warnings of cycles that are over. */
async function takeBack(tx: EntityManager, { period, count, violations }: Counting, taken: Measure[], by: By): Promise<boolean> {
  const revoked = new Set(violations.filter(({ outcome, appealState }) => outcome !== 'points' || appealState === 'revoked').map(({ id }) => id));
  const before = taken.filter(({ state }) => live.includes(state)).length;
  for (const measure of taken) {
    const tooHigh = measure.step !== null && measure.step > count.peak && measure.cycleFrom === period.from;
    const groundless = measure.violationId !== null && revoked.has(measure.violationId);
    if (live.includes(measure.state)) {
      if (measure.kind === 'warning' && measure.cycleFrom < period.from) await endMeasure(tx, measure, { state: 'over', reason: '扣分周期届满，扣分已清零。' }, by);
      else if (tooHigh) await endMeasure(tx, measure, { state: 'revoked', reason: `扣分变动后，本周期累计没有达到${measure.step}分。`, mayReturn: true }, by);
      else if (groundless) await endMeasure(tx, measure, { state: 'revoked', reason: '所依据的违规已撤销。' }, by);
    } else if (measure.state === 'executed' && tooHigh && count.pending === 0) {
      await endMeasure(tx, measure, { state: 'revoked', reason: '据以取消的扣分已变更或撤销，可以重新申请。', mayReturn: true }, by);
    }
  }
  return taken.filter(({ state }) => live.includes(state)).length !== before;
}

/** 立即暂停 of what was decided in this period, once for each violation. */
async function suspendAtOnce(tx: EntityManager, { subject, book, period, violations, count }: Counting, taken: Measure[], by: By): Promise<boolean> {
  const standing = new Set(count.findings.filter((finding) => finding.standing === 'counted').map(({ id }) => id));
  let suspended = false;
  for (const violation of violations.filter(({ id }) => standing.has(id) && !taken.some(({ violationId }) => violationId === id))) {
    const { code, name, suspendsAtOnce } = codeIn(await bookOf(tx, violation.bookVersion), violation);
    if (!suspendsAtOnce) continue;
    const days = book.measures.find(({ kind }) => kind === 'suspension')?.days ?? usualDays;
    const grounds = { violationId: violation.id, reason: `${code} ${name}（编号${violation.number}）按管理细则立即暂停。` };
    await take(tx, subject, { ...grounds, kind: 'suspension', untilOn: addDays(dayInShanghai(by.at), days), cycleFrom: period.from, liveKey: `at_once:${violation.id}` }, by);
    suspended = true;
  }
  return suspended;
}

/** Whether a step, or a higher one of its kind, has been taken in this cycle. */
function isTaken({ kind, from }: Step, peak: number, ofCycle: Measure[]): boolean {
  const same = ofCycle.filter((measure) => measure.liveKey !== null && measure.kind === kind && measure.step! >= from);
  return same.some(({ state, sum }) => (state !== 'lifted' && state !== 'revoked') || sum! >= peak);
}

/** Days for which the sum has suspended in this cycle already, before a decision of the meeting too. */
function servedDays(taken: Measure[], cycleFrom: string, today: string): number {
  const suspensions = taken.filter((measure) => measure.kind === 'suspension' && measure.violationId === null && measure.cycleFrom === cycleFrom);
  return suspensions.reduce((sum, { beganOn, untilOn, endedAt }) => {
    const last = [untilOn!, endedAt ? dayInShanghai(endedAt) : today].sort()[0]!;
    return sum + Math.max(0, daysBetween(beganOn, last));
  }, 0);
}

/** A higher step takes the place of a lower one of its kind; what was lifted or voted down at a lower sum frees its key. */
async function makeWayFor(tx: EntityManager, { kind, from }: Step, ofCycle: Measure[], by: By): Promise<void> {
  for (const measure of ofCycle.filter((lower) => lower.kind === kind)) {
    if (live.includes(measure.state)) await endMeasure(tx, measure, { state: 'revoked', reason: `累计达到${from}分，由新的措施接替。`, mayReturn: true, silent: true }, by);
    else if (measure.liveKey !== null && measure.step === from) await tx.update(Measure, measure.id, { liveKey: null });
  }
}

async function takeStep(tx: EntityManager, counting: Counting, { step, days }: { step: Step; days: number }, by: By): Promise<void> {
  const { subject, period, count } = counting;
  const today = dayInShanghai(by.at);
  const { kind, from } = step;
  const untilOn = { warning: null, cancellation: null, rectification: workingDayAfter(today, step.workingDays ?? usualWorkingDays), suspension: addDays(today, days) }[kind];
  const asks = { warning: '予以警告', rectification: '限期整改', suspension: '暂停', cancellation: '提请会长例会决定取消资格' }[kind];
  const grounds = { sum: count.peak, step: from, reason: `本周期累计扣${count.peak}分，达到${from}分，${asks}。` };
  const measure = await take(tx, subject, { ...grounds, kind, untilOn, cycleFrom: period.from, liveKey: `${keyOfSubject(subject)}:${period.from}:${kind}:${from}` }, by);
  if (kind !== 'cancellation') return;
  const bridge = { cancellationId: measure.id, reason: '会长例会决定是否取消资格之前，先行暂停。' };
  await take(tx, subject, { ...bridge, kind: 'suspension', untilOn: addDays(today, bridgingDays), cycleFrom: period.from, liveKey: `bridge:${measure.id}` }, by);
  await proposeCancellation(tx, measure, counting, by);
}

/** What a new measure needs to say; it begins today. */
type Taken = Pick<Measure, 'kind' | 'untilOn' | 'cycleFrom' | 'reason' | 'liveKey'> & Partial<Pick<Measure, 'sum' | 'step' | 'violationId' | 'cancellationId'>>;

/** Writes a measure and tells its subject. */
export async function take(tx: EntityManager, { type, id }: Subject, taken: Taken, by: By): Promise<Measure> {
  const state = taken.kind === 'cancellation' ? ('proposed' as const) : ('in_force' as const);
  const rest = { sum: null, step: null, violationId: null, cancellationId: null, endedAt: null, endReason: null, endedBy: null };
  const measure: Measure = { ...rest, ...taken, id: uuidv7(), subjectType: type, subjectId: id, state, beganOn: dayInShanghai(by.at) };
  await tx.insert(Measure, measure);
  const { kind, sum, untilOn } = measure;
  await audit(tx, by, { action: 'discipline.measure_taken', subject: { type: 'measure', id: measure.id }, details: { subject: keyOfSubject({ type, id }), kind, sum, untilOn, violationId: measure.violationId } });
  await tellTaken(tx, measure, by.at);
  return measure;
}

interface End {
  state: 'over' | 'lifted' | 'revoked' | 'executed';
  reason: string;
  endedBy?: string | null;
  /** Whether counting anew may take it again. */
  mayReturn?: boolean;
  /** Where another message tells more. */
  silent?: boolean;
}

/**
 * Ends a measure, tells its subject, and, for a cancellation, takes its agenda item back and ends the suspension that bridged
 * the time. `measure` is brought up to date. The accounts must be locked; the register follows in `followMeasures`.
 */
export async function endMeasure(tx: EntityManager, measure: Measure, { state, reason, endedBy = null, mayReturn = false, silent = false }: End, by: By): Promise<void> {
  const before = measure.state;
  Object.assign(measure, { state, endedAt: by.at, endReason: reason, endedBy, ...(mayReturn ? { liveKey: null } : {}) });
  await tx.update(Measure, measure.id, { state, endedAt: by.at, endReason: reason, endedBy, liveKey: measure.liveKey });
  await audit(tx, by, { action: 'discipline.measure_ended', subject: { type: 'measure', id: measure.id }, details: { reason }, changes: { state: { before, after: state } } });
  if (!silent) await tellEnded(tx, measure, by.at);
  if (before !== 'proposed') return;
  if (state === 'revoked' && mayReturn) await withdrawItem(tx, keyOfCancellation(measure.id), reason, by);
  const bridges = await tx.findBy(Measure, { cancellationId: measure.id, state: In(live) });
  for (const bridge of bridges) await endMeasure(tx, bridge, { state: state === 'executed' ? 'over' : 'revoked', reason, silent: state === 'executed' }, by);
}
