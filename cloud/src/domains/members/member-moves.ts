import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { changesOf } from '../../audit/changes';
import { isDuplicateKey } from '../../database-errors';
import { ensure, Refusal } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { enqueue } from '../../jobs/queue';
import { nextNumber } from '../../next-number';
import { Member, MemberStanding } from './member.entity';
import { lastStanding } from './standings';
import { tellMoved } from './telling-members';

type Kind = MemberStanding['kind'];
type State = MemberStanding['state'];

/** From where each change leads whither; without `to` the state stays. `null` is who was never a member. */
const moves: Record<Kind, { from: (State | null)[]; to?: State; action: Act['action'] }> = {
  join: { from: [null, 'left'], to: 'active', action: 'members.joined' },
  leave: { from: ['active', 'suspended'], to: 'left', action: 'members.left' },
  suspend: { from: ['active'], to: 'suspended', action: 'members.suspended' },
  resume: { from: ['suspended'], to: 'active', action: 'members.resumed' },
  change_position: { from: ['active', 'suspended'], action: 'members.position_changed' },
};

/** Whether a change may follow a member's last standing: never back to a day before it. */
export function mayFollow(kind: Kind, effectiveOn: string, last: Pick<MemberStanding, 'state' | 'effectiveOn'> | null): boolean {
  return moves[kind].from.includes(last?.state ?? null) && (last === null || last.effectiveOn <= effectiveOn);
}

/** What is decided of a member, from a day on, by a resolution. */
export interface Move {
  kind: Kind;
  /** After 入会 and 职务调整; the others keep it. */
  position?: MemberStanding['position'] | null;
  effectiveOn: string;
  reason: string;
  resolutionId: string;
  changeId?: string | null;
}

/** Who joins. */
export interface NewMember {
  name: string;
  creditCode: string;
  companyId: string | null;
  marketId: string | null;
}

/**
 * 入会, or coming back under the old number; gives the member.
 * @throws members.exists, members.market_taken, members.company_taken, members.change_wrong_state for a day before it left
 */
export async function enrolMember(tx: EntityManager, { name, creditCode, companyId, marketId }: NewMember, move: Omit<Move, 'kind'> & { position: MemberStanding['position'] }, by: By): Promise<Member> {
  const former = await tx.findOne(Member, { where: { creditCode }, lock: { mode: 'pessimistic_write' } });
  ensure(!former || former.leftOn !== null, 'members.exists');
  const about = { name, companyId, marketId, liveCompanyId: companyId, liveMarketId: marketId, joinedOn: move.effectiveOn, leftOn: null };
  const member: Member = former ? { ...former, ...about } : { id: uuidv7(), number: `HY${String(await nextNumber(tx, 'MEMBER')).padStart(4, '0')}`, creditCode, ...about };
  await (former ? tx.update(Member, former.id, about) : insertRows(tx, Member, [member])).catch(refuseTaken);
  await enterStanding(tx, member, { ...move, kind: 'join' }, by);
  return member;
}

/** 退会, 暂停, 恢复 or 职务调整 of a member. @throws members.not_found, members.change_wrong_state where it cannot follow what the member is */
export async function moveMember(tx: EntityManager, memberId: string, move: Move & { kind: Exclude<Kind, 'join'> }, by: By): Promise<Member> {
  const member = await lockMember(tx, memberId);
  const gone = move.kind === 'leave' && { leftOn: move.effectiveOn, liveCompanyId: null, liveMarketId: null };
  if (gone) await tx.update(Member, memberId, gone);
  await enterStanding(tx, member, move, by);
  return { ...member, ...gone };
}

/** Writes what a locked member is from now on, tells it, and has its market's deals priced anew from that day. */
async function enterStanding(tx: EntityManager, { id, companyId, marketId }: Member, { kind, position, effectiveOn, reason, resolutionId, changeId = null }: Move, by: By): Promise<void> {
  const last = await lastStanding(tx, id);
  ensure(mayFollow(kind, effectiveOn, last), 'members.change_wrong_state');
  const { to, action } = moves[kind];
  const after = { state: to ?? last!.state, position: position ?? last!.position };
  await insertRows(tx, MemberStanding, [{ memberId: id, turn: (last?.turn ?? 0) + 1, kind, ...after, effectiveOn, marketId, resolutionId, changeId, reason, madeAt: by.at }]);
  await audit(tx, by, { action, subject: { type: 'member', id }, details: { effectiveOn, resolutionId, changeId, marketId }, changes: changesOf<typeof after>(last ?? {}, after) });
  await tellMoved(tx, { companyId, kind, position: after.position, effectiveOn }, by.at);
  if (marketId && after.state !== last?.state) await enqueue(tx, 'billing.rerate-market', { marketId, fromOn: effectiveOn }, { runAt: by.at });
}

/** Links the member to a company of the register, or to none. @throws members.not_found, members.company_taken */
export async function linkCompany(tx: EntityManager, memberId: string, companyId: string | null, by: By): Promise<void> {
  const member = await lockMember(tx, memberId);
  if (member.companyId === companyId) return;
  await tx.update(Member, memberId, { companyId, liveCompanyId: member.leftOn === null ? companyId : null }).catch(refuseTaken);
  await audit(tx, by, { action: 'members.linked', subject: { type: 'member', id: memberId }, changes: { companyId: { before: member.companyId, after: companyId } } });
}

/** @throws members.not_found */
export async function lockMember(tx: EntityManager, id: string): Promise<Member> {
  const member = await tx.findOne(Member, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(member, 'members.not_found');
  return member;
}

/** Somebody else has the company, the market or the credit code. */
function refuseTaken(error: unknown): never {
  if (isDuplicateKey(error, 'members_live_market_id')) throw new Refusal('members.market_taken');
  if (isDuplicateKey(error, 'members_live_company_id')) throw new Refusal('members.company_taken');
  if (isDuplicateKey(error, 'members_credit_code')) throw new Refusal('members.exists');
  throw error;
}
