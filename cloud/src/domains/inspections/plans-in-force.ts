import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import type { EntityManager } from 'typeorm';
import { SamplingPlan } from './sampling-plan.entity';

export interface PlanInForce {
  version: string;
  content: SamplingContent;
}

/** What is adopted never changes any more, so the content of each such version is read from the database once. */
const read = new WeakMap<object, Map<string, SamplingContent>>();

/** 现行抽样计划: the plan that draws on the deals completed on `day` (Shanghai). */
export async function planInForce(tx: EntityManager, day: string): Promise<PlanInForce> {
  const [row]: { version: string }[] = await tx.query("SELECT version FROM sampling_plans WHERE state = 'adopted' AND effective_on <= ? ORDER BY effective_on DESC LIMIT 1", [day]);
  if (!row) throw new Error(`no sampling plan is in force on ${day}`);
  const known = read.get(tx.dataSource) ?? new Map<string, SamplingContent>();
  read.set(tx.dataSource, known);
  const content = known.get(row.version) ?? (await tx.findOneByOrFail(SamplingPlan, { version: row.version })).content;
  known.set(row.version, content);
  return { version: row.version, content };
}
