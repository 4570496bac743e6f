import { setTimeout as pause } from 'node:timers/promises';
import { AgendaItem } from '../src/domains/governance/agenda-item.entity';
import { proposeItem } from '../src/domains/governance/agenda';
import { planMeeting, setAgenda } from '../src/domains/governance/meetings';
import { InspectionDraw } from '../src/domains/inspections/inspection-draw.entity';
import { InspectionCase } from '../src/domains/inspections/inspection-case.entity';
import { InspectionLook } from '../src/domains/inspections/inspection-look.entity';
import { requestCase } from '../src/domains/inspections/cases';
import { decideLook } from '../src/domains/inspections/looks';
import { dayInShanghai } from '../src/clock';
import type { Deps } from '../src/deps';
import { Image } from '../src/domains/transactions/image.entity';
import { Transaction } from '../src/domains/transactions/transaction.entity';
import type { By } from '../src/audit/audit';
import type { StaffActor } from '../src/http/actor';
import { Refusal } from '../src/http/errors';
import { employeeOf } from './demo-rule-book';
import { daysAfter } from './documents/deal';

/** The deal of a unit whose 委托书 the inspector finds fault with. */
const foundIn = 'LSGPC52U6AF102554';
const patienceMs = 5 * 60_000;

/**
 * Gives the demo city a problem card with its notices, and a president meeting with an item, by the product's own steps: the other
 * completed deals wait at the inspector's desk. What a visitor made of it since is left alone.
 */
export async function loadDemoReview(deps: Deps, stopping: AbortSignal): Promise<void> {
  const { db, clock } = deps;
  await planDemoMeeting(deps);
  const deadline = clock.now().getTime() + patienceMs;
  while (!stopping.aborted && clock.now().getTime() < deadline) {
    const deal = await db.manager.findOneBy(Transaction, { vin: foundIn, state: 'completed' });
    if (deal && (await db.manager.existsBy(InspectionDraw, { transactionId: deal.id }))) {
      const known = await db.manager.findOneBy(InspectionCase, { transactionId: deal.id });
      // A visitor who has the case at the desk goes on with it.
      if (!known?.closedAt) await findFault(deps, deal).catch((error: unknown) => (error instanceof Refusal ? undefined : Promise.reject(error)));
      return;
    }
    await pause(1000, undefined, { signal: stopping }).catch(() => undefined);
  }
}

/** 委托书缺公章: the inspector takes the deal and decides; ten seconds later the card is open and agent and market are told. */
async function findFault({ db, clock }: Deps, { id: transactionId }: Transaction): Promise<void> {
  const inspector = await employeeOf(db.manager, 'inspector1');
  const by: By = { author: inspector, origin: undefined, at: clock.now() };
  const letter = await db.manager.findOneBy(Image, { transactionId, slot: 'P05', state: 'accepted' });
  if (!letter) return;
  await db.transaction(async (tx) => {
    await requestCase(tx, { transactionId, reason: '单位车辆过户，抽看委托书' }, inspector, by);
    const look = await tx.findOneBy(InspectionLook, { case: { transactionId }, staffId: inspector.staffId, state: 'open' });
    const marks = [{ imageId: letter.id, slot: null, code: 'R11' as const, violation: null, note: '公章压住了签发日期，看不清是哪一天' }];
    if (look) await decideLook(tx, { id: look.id, decision: { verdict: 'problem', seconds: 42, marks } }, inspector, by);
  });
}

/** 会长例会 of next week, with one matter on its agenda. */
async function planDemoMeeting({ db, clock }: Deps): Promise<void> {
  const clerk: StaffActor = await employeeOf(db.manager, 'clerk');
  const by: By = { author: clerk, origin: undefined, at: clock.now() };
  const key = 'demo:sampling';
  if (await db.manager.existsBy(AgendaItem, { key })) return;
  const heldOn = daysAfter(dayInShanghai(by.at), 7);
  await db.transaction(async (tx) => {
    const proposal = { title: '下季度抽查比例', proposal: '建议保持三分之一的抽查比例，新代理人头30天全部核查。', facts: ['现行抽样计划：抽样三分之一，对照样3%，双盲复核5%。'] };
    const itemId = await proposeItem(tx, { kind: 'other', key, ...proposal, link: null, decidedIn: 'chairs', madeBy: clerk.staffId }, by);
    const meeting = await planMeeting(tx, { kind: 'chairs', title: `${Number(heldOn.slice(5, 7))}月会长例会`, heldOn, place: '协会会议室' }, clerk, by);
    await setAgenda(tx, { id: meeting.id, itemIds: [itemId] }, clerk, by);
  });
}
