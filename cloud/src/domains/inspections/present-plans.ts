import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { planInForce } from './plans-in-force';
import { SamplingPlan } from './sampling-plan.entity';
import { mayAdoptPlan, mayChangePlan, mayWithdrawPlan } from './sampling.policy';

const cameWithSystem = '随系统发布';

/** 抽样计划列表, latest first. */
export async function listPlans(tx: EntityManager, actor: Actor, now: Date) {
  return { items: await presentPlans(tx, await tx.find(SamplingPlan, { order: { createdAt: 'DESC', version: 'DESC' } }), actor, now) };
}

/** One plan with what `actor` may do with it. */
export async function presentPlan(tx: EntityManager, plan: SamplingPlan, actor: Actor, now: Date) {
  const [presented] = await presentPlans(tx, [plan], actor, now);
  return presented!;
}

async function presentPlans(tx: EntityManager, plans: SamplingPlan[], actor: Actor, now: Date) {
  const today = dayInShanghai(now);
  const inForce = await planInForce(tx, today);
  const ids = [...new Set(plans.flatMap(({ madeBy, adoptedBy }) => [madeBy, adoptedBy]))].filter((id) => id !== null);
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return plans.map((plan) => {
    const { version, state, title, content, effectiveOn, madeBy, adoptedBy, createdAt } = plan;
    return {
      version,
      state,
      title,
      content,
      effectiveOn,
      inForce: version === inForce.version,
      madeBy: madeBy ? (nameOf.get(madeBy) ?? '') : cameWithSystem,
      adoptedBy: adoptedBy ? (nameOf.get(adoptedBy) ?? '') : null,
      createdAt,
      may: { change: mayChangePlan(actor, plan), adopt: mayAdoptPlan(actor, plan), withdraw: mayWithdrawPlan(actor, plan, today) },
    };
  });
}
