import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { isDuplicateKey } from '../../../database-errors';
import type { StaffActor } from '../../../http/actor';
import { ensure, Refusal } from '../../../http/errors';
import { staffNames } from '../present-imports';
import { ComparisonRules } from './comparison-rules.entity';

/** 容差与对应期限 in force: the newest. */
export async function rulesInForce(tx: EntityManager): Promise<ComparisonRules> {
  const [newest] = await tx.find(ComparisonRules, { order: { version: 'DESC' }, take: 1 });
  return newest!;
}

/** The rules in force as they are shown. */
export async function presentRules(tx: EntityManager, { version, toleranceHundredths, windowDays, reason, madeBy, madeAt }: ComparisonRules) {
  const nameOf = await staffNames(tx, [madeBy]);
  return { version, toleranceHundredths, windowDays, reason, madeBy: madeBy && nameOf(madeBy), madeAt };
}

interface Change extends Pick<ComparisonRules, 'toleranceHundredths' | 'windowDays' | 'reason'> {
  /** As the one who changes saw it. */
  version: number;
}

/** 修改容差: a version more; what was compared before is judged by it from now on, and nothing is matched anew. @throws statistics.comparison_rules_outdated */
export async function changeRules(tx: EntityManager, { version, ...rules }: Change, staff: StaffActor, by: By): Promise<ComparisonRules> {
  const before = await rulesInForce(tx);
  ensure(before.version === version, 'statistics.comparison_rules_outdated');
  const made: ComparisonRules = { ...rules, version: version + 1, id: uuidv7(), madeBy: staff.staffId, madeAt: by.at };
  await tx.insert(ComparisonRules, made).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('statistics.comparison_rules_outdated') : error;
  });
  const changed = (['toleranceHundredths', 'windowDays'] as const).filter((field) => before[field] !== made[field]);
  const changes = Object.fromEntries(changed.map((field) => [field, { before: before[field], after: made[field] }]));
  await audit(tx, by, { action: 'statistics.comparison_rules_changed', subject: { type: 'comparison_rules', id: made.id }, details: { version: made.version, reason: made.reason }, changes });
  return made;
}
