import type { z } from 'zod';
import { memberPositions, membershipChangeKinds } from '@yongche/contract';
import type { membershipChangeInput } from '@yongche/contract/members.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { lockItem, proposeItem, withdrawItem } from '../governance/agenda';
import { Company } from '../registry/company.entity';
import { addDays } from '../registry/duties';
import { Market } from '../registry/market.entity';
import { enrolMember, mayFollow, moveMember } from './member-moves';
import { Member } from './member.entity';
import { MembershipChange } from './membership-change.entity';
import { mayWithdrawChange } from './members.policy';
import { lastStanding } from './standings';

type Input = z.output<typeof membershipChangeInput>;
type Whom = Pick<MembershipChange, 'memberId' | 'memberName' | 'creditCode' | 'companyId' | 'marketId'>;

/** How far ahead a change may be decided. */
const mostDaysAhead = 366;
const keyOfChange = (id: string) => `membership:${id}`;

/**
 * 提出会籍变动, for the next meeting of the chairs.
 * @throws members.not_found, members.exists, members.market_taken, members.company_taken, members.change_open,
 * members.change_wrong_state where it cannot follow what the member is, registry.market_not_found, registry.company_not_found
 */
export async function proposeChange(tx: EntityManager, { kind, memberId, member, position = undefined, effectiveOn, reason }: Input, staff: StaffActor, by: By): Promise<MembershipChange> {
  if (effectiveOn > addDays(dayInShanghai(by.at), mostDaysAhead)) refuseField('effectiveOn', '生效日离今天太远，最多提前一年提出。');
  const whom = member ? await whoJoins(tx, member) : await whoIsMember(tx, memberId!);
  await ensureFits(tx, { kind, effectiveOn, position, ...whom });
  const id = uuidv7();
  const proposed = { ...whom, kind, position: position ?? null, effectiveOn, reason };
  const agendaItemId = await proposeItem(tx, { kind: 'membership', key: keyOfChange(id), link: keyOfChange(id), decidedIn: 'chairs', madeBy: staff.staffId, ...(await matterOf(tx, proposed)) }, by);
  const change: MembershipChange = { id, state: 'proposed', ...proposed, openKey: whom.creditCode, agendaItemId, resolutionId: null, proposedBy: staff.staffId, proposedAt: by.at };
  await tx.insert(MembershipChange, change).catch((error: unknown) => {
    throw isDuplicateKey(error, 'membership_changes_open_key') ? new Refusal('members.change_open') : error;
  });
  await audit(tx, by, { action: 'members.change_proposed', subject: { type: 'membership_change', id }, details: { kind, memberId: whom.memberId, position: proposed.position, effectiveOn, agendaItemId } });
  return change;
}

/** A new member, or one that left and comes back. */
async function whoJoins(tx: EntityManager, { name, creditCode, companyId, marketId }: NonNullable<Input['member']>): Promise<Whom> {
  if (companyId) ensure((await tx.findOneBy(Company, { id: companyId }))?.liveId, 'registry.company_not_found');
  if (marketId) ensure(await tx.existsBy(Market, { id: marketId }), 'registry.market_not_found');
  const former = await tx.findOneBy(Member, { creditCode });
  ensure(!former || former.leftOn !== null, 'members.exists');
  ensure(!companyId || !(await tx.existsBy(Member, { liveCompanyId: companyId })), 'members.company_taken');
  ensure(!marketId || !(await tx.existsBy(Member, { liveMarketId: marketId })), 'members.market_taken');
  return { memberId: former?.id ?? null, memberName: name, creditCode, companyId, marketId };
}

async function whoIsMember(tx: EntityManager, id: string): Promise<Whom> {
  const member = await tx.findOneBy(Member, { id });
  ensure(member, 'members.not_found');
  const { name, creditCode, companyId, marketId } = member;
  return { memberId: id, memberName: name, creditCode, companyId, marketId };
}

/** @throws members.change_wrong_state, request.invalid for a day before the last decision, or a position that it has already */
async function ensureFits(tx: EntityManager, { kind, memberId, position, effectiveOn }: Pick<MembershipChange, 'kind' | 'memberId' | 'effectiveOn'> & Pick<Input, 'position'>): Promise<void> {
  const last = memberId ? await lastStanding(tx, memberId) : null;
  if (kind === 'change_position' && position === last?.position) refuseField('position', '职务没有变化，请选择调整后的职务。');
  if (mayFollow(kind, effectiveOn, last)) return;
  ensure(last && mayFollow(kind, last.effectiveOn, last), 'members.change_wrong_state');
  refuseField('effectiveOn', `生效日不能早于上一次会籍变动的生效日（${last.effectiveOn}）。`);
}

/** The matter as the meeting reads it. */
async function matterOf(tx: EntityManager, { kind, memberName, memberId, creditCode, position, marketId, effectiveOn, reason }: Whom & Pick<MembershipChange, 'kind' | 'position' | 'effectiveOn' | 'reason'>) {
  const last = memberId ? await lastStanding(tx, memberId) : null;
  const market = marketId ? await tx.findOneBy(Market, { id: marketId }) : null;
  const what = membershipChangeKinds[kind] + (position ? `（${memberPositions[position]}）` : '');
  return {
    title: `${membershipChangeKinds[kind]}：${memberName}`,
    proposal: `${memberName}自${effectiveOn}起${what}。通过即执行；不通过的，会籍不变。`,
    facts: [
      `统一社会信用代码：${creditCode}`,
      ...(last ? [`目前为${memberPositions[last.position]}`] : []),
      ...(market ? [`所属市场：${market.name}，会籍决定该市场按会员或非会员计价`] : []),
      `事由：${reason}`,
    ],
  };
}

/** 撤回, until the meeting has decided; its item leaves the agenda. @throws members.change_not_found, members.change_wrong_state */
export async function withdrawChange(tx: EntityManager, { id, reason }: { id: string; reason: string }, staff: StaffActor, by: By): Promise<MembershipChange> {
  const found = await tx.findOneBy(MembershipChange, { id });
  ensure(found, 'members.change_not_found');
  // The item before the change: in this order the meeting's decision locks them too.
  await lockItem(tx, found.agendaItemId);
  const change = await lockChange(tx, id);
  ensure(mayWithdrawChange(staff, change), 'members.change_wrong_state');
  await withdrawItem(tx, keyOfChange(id), reason, by);
  return settle(tx, change, { state: 'withdrawn' }, { action: 'members.change_withdrawn', details: { reason } }, by);
}

/**
 * 执行会籍变动 by the confirmed resolution, or note that it was not adopted; gives what was done, in plain Chinese.
 * @throws members.change_wrong_state where the membership has changed meanwhile: it is to be withdrawn and proposed anew
 */
export async function carryOutChange(tx: EntityManager, changeId: string, { adopted, resolutionId }: { adopted: boolean; resolutionId: string }, by: By): Promise<string> {
  const change = await lockChange(tx, changeId);
  ensure(change.state === 'proposed', 'members.change_wrong_state');
  if (!adopted) {
    await settle(tx, change, { state: 'rejected' }, { action: 'members.change_rejected', details: {} }, by);
    return `决议不通过，${change.memberName}的会籍不变。`;
  }
  const { kind, position, effectiveOn, reason } = change;
  const move = { effectiveOn, reason, resolutionId, changeId };
  const member =
    kind === 'join'
      ? await enrolMember(tx, { name: change.memberName, creditCode: change.creditCode, companyId: change.companyId, marketId: change.marketId }, { ...move, position: position! }, by)
      : await moveMember(tx, change.memberId!, { ...move, kind, position }, by);
  await tx.update(MembershipChange, changeId, { state: 'carried_out', openKey: null, memberId: member.id, resolutionId });
  return `${member.name}（${member.number}）自${effectiveOn}起${membershipChangeKinds[kind]}${position ? `，为${memberPositions[position]}` : ''}。`;
}

async function settle(tx: EntityManager, change: MembershipChange, { state }: Pick<MembershipChange, 'state'>, { action, details }: { action: 'members.change_withdrawn' | 'members.change_rejected'; details: object }, by: By): Promise<MembershipChange> {
  await tx.update(MembershipChange, change.id, { state, openKey: null });
  await audit(tx, by, { action, subject: { type: 'membership_change', id: change.id }, details: { ...details }, changes: { state: { before: change.state, after: state } } });
  return { ...change, state, openKey: null };
}

async function lockChange(tx: EntityManager, id: string): Promise<MembershipChange> {
  const change = await tx.findOne(MembershipChange, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(change, 'members.change_not_found');
  return change;
}
