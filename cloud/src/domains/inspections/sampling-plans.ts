import type { FieldError } from '@yongche/contract';
import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { Certificate } from '../registry/certificate.entity';
import { Market } from '../registry/market.entity';
import { SamplingPlan } from './sampling-plan.entity';
import { mayAdoptPlan, mayChangePlan, mayWithdrawPlan } from './sampling.policy';

interface Draft {
  version: string;
  title: string;
  content: SamplingContent;
}

/** 新建草稿. @throws inspection.plan_exists, request.invalid naming each market, agent or day that is unknown or stands twice */
export async function createPlan(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<SamplingPlan> {
  await ensureContentHolds(tx, content);
  const plan: SamplingPlan = { id: uuidv7(), version, state: 'draft', title, effectiveOn: null, madeBy: staff.staffId, changedBy: null, adoptedBy: null, createdAt: by.at, content };
  await tx.insert(SamplingPlan, plan).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('inspection.plan_exists') : error;
  });
  await audit(tx, by, act('inspections.plan_created', plan));
  return plan;
}

/** 修改草稿; who changes it counts as its maker too. @throws inspection.plan_wrong_state, request.invalid as for a new one */
export async function changePlan(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<SamplingPlan> {
  await ensureContentHolds(tx, content);
  const plan = await lockPlan(tx, version);
  ensure(mayChangePlan(staff, plan), 'inspection.plan_wrong_state');
  return move(tx, plan, { title, content, changedBy: staff.staffId }, by, act('inspections.plan_changed', plan));
}

/** 通过: by somebody else than who made it, for deals completed on a day to come. @throws inspection.plan_same_person, inspection.plan_wrong_state */
export async function adoptPlan(tx: EntityManager, { version, effectiveOn }: { version: string; effectiveOn: string }, staff: StaffActor, by: By): Promise<SamplingPlan> {
  const plan = await lockPlan(tx, version);
  ensure(plan.state === 'draft', 'inspection.plan_wrong_state');
  ensure(mayAdoptPlan(staff, plan), 'inspection.plan_same_person');
  if (effectiveOn <= dayInShanghai(by.at)) refuseField('effectiveOn', '生效日应在今天之后，今天的交易仍按现行计划抽取。');
  const adoption = { state: 'adopted', effectiveOn, adoptedBy: staff.staffId } as const;
  return move(tx, plan, adoption, by, act('inspections.plan_adopted', plan, { effectiveOn })).catch((error: unknown) => {
    if (isDuplicateKey(error, 'sampling_plans_effective_on')) refuseField('effectiveOn', '这一天已有另一个抽样计划生效，请换一天。');
    throw error;
  });
}

/** 撤回 of a draft, or of a plan that has not taken effect. @throws inspection.plan_wrong_state */
export async function withdrawPlan(tx: EntityManager, { version, reason }: { version: string; reason: string }, staff: StaffActor, by: By): Promise<SamplingPlan> {
  const plan = await lockPlan(tx, version);
  ensure(mayWithdrawPlan(staff, plan, dayInShanghai(by.at)), 'inspection.plan_wrong_state');
  return move(tx, plan, { state: 'withdrawn', effectiveOn: null }, by, act('inspections.plan_withdrawn', plan, { reason }));
}

/** @throws inspection.plan_not_found */
export async function findPlan(tx: EntityManager, version: string): Promise<SamplingPlan> {
  const plan = await tx.findOneBy(SamplingPlan, { version });
  ensure(plan, 'inspection.plan_not_found');
  return plan;
}

async function lockPlan(tx: EntityManager, version: string): Promise<SamplingPlan> {
  const plan = await tx.findOne(SamplingPlan, { where: { version }, lock: { mode: 'pessimistic_write' } });
  ensure(plan, 'inspection.plan_not_found');
  return plan;
}

const act = (action: Act['action'], { id, version }: SamplingPlan, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'sampling_plan', id }, details: { version, ...details } });

async function move(tx: EntityManager, plan: SamplingPlan, change: Partial<SamplingPlan>, by: By, told: Act): Promise<SamplingPlan> {
  await tx.update(SamplingPlan, plan.version, change);
  const changes = change.state && { state: { before: plan.state, after: change.state } };
  await audit(tx, by, { ...told, ...(changes ? { changes } : {}) });
  return { ...plan, ...change };
}

/** A rate for whom nobody knows would draw nothing, unseen; of two rates for the same the second would never count. */
async function ensureContentHolds(tx: EntityManager, { days, markets, agents }: SamplingContent): Promise<void> {
  const known = {
    markets: new Set((await tx.find(Market, { select: { id: true }, where: { id: In(markets.map(({ marketId }) => marketId)) } })).map(({ id }) => id)),
    agents: new Set((await tx.find(Certificate, { select: { id: true, number: true }, where: { number: In(agents.map(({ certificateNumber }) => certificateNumber)) } })).map(({ number }) => number)),
  };
  const wrong: FieldError[] = [
    ...refused(days.map(({ on }) => on), 'days', 'on', () => undefined),
    ...refused(markets.map(({ marketId }) => marketId), 'markets', 'marketId', (id) => (known.markets.has(id) ? undefined : '没有这个市场，请重新选择')),
    ...refused(agents.map(({ certificateNumber }) => certificateNumber), 'agents', 'certificateNumber', (number) => (known.agents.has(number) ? undefined : '没有这个代理证编号，请核对')),
  ];
  if (wrong.length > 0) throw new Refusal('request.invalid', { fields: wrong });
}

function refused(names: string[], list: string, name: string, problemOf: (named: string) => string | undefined): FieldError[] {
  return names.flatMap((named, at) => {
    const message = problemOf(named) ?? (names.indexOf(named) < at ? '与前面的重复，请删去一项' : undefined);
    return message ? [{ field: `content.${list}.${at}.${name}`, message }] : [];
  });
}
