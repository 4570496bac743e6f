import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { followMeasures } from './effects';
import { Measure } from './measure.entity';
import { endMeasure } from './measures';
import { isLiftable } from './measures.policy';
import { lockAccounts, recount } from './standings';

/**
 * 提前解除 of a measure in force: its effect ends at once, unless another one lasts longer. It does not come back by the same sum.
 * @throws discipline.measure_not_found; discipline.measure_wrong_state where it has ended, or a meeting decides
 */
export async function liftMeasure(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<Measure> {
  const seen = await tx.findOneBy(Measure, { id });
  ensure(seen, 'discipline.measure_not_found');
  const subject = { type: seen.subjectType, id: seen.subjectId };
  await lockAccounts(tx, [subject]);
  const measure = await tx.findOneOrFail(Measure, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(isLiftable(measure), 'discipline.measure_wrong_state');
  await endMeasure(tx, measure, { state: 'lifted', reason, endedBy: staff.staffId }, by);
  await recount(tx, [subject], by);
  await followMeasures(tx, subject, by);
  return measure;
}
