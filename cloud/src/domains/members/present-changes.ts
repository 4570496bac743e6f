import { type EntityManager, type FindOptionsWhere, LessThan } from 'typeorm';
import type { Actor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { MembershipChange } from './membership-change.entity';
import { mayWithdrawChange } from './members.policy';

interface Filter {
  state?: MembershipChange['state'] | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** 会籍变动, the latest first; `cursor` is the id of the last one seen. */
export async function listChanges(tx: EntityManager, { state, cursor, limit }: Filter, actor: Actor) {
  if (cursor && !/^[0-9a-f-]{36}$/.test(cursor)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  const found = await readChanges(tx, { ...(state ? { state } : {}), ...(cursor ? { id: LessThan(cursor) } : {}) }, actor, limit + 1);
  const items = found.slice(0, limit);
  return { items, nextCursor: found.length > limit ? items.at(-1)!.id : null };
}

/** Everything that was proposed of one member, the latest first. */
export const changesOfMember = (tx: EntityManager, memberId: string, actor: Actor) => readChanges(tx, { memberId }, actor);

/** One change as it stands. @throws members.change_not_found */
export async function presentChange(tx: EntityManager, { id }: Pick<MembershipChange, 'id'>, actor: Actor) {
  const [change] = await readChanges(tx, { id }, actor);
  ensure(change, 'members.change_not_found');
  return change;
}

async function readChanges(tx: EntityManager, where: FindOptionsWhere<MembershipChange>, actor: Actor, take?: number) {
  const found = await tx.find(MembershipChange, { where, relations: { company: true, market: true, proposer: true, resolution: true }, order: { id: 'DESC' }, ...(take ? { take } : {}) });
  return found.map(({ company, market, proposer, resolution, ...change }) => ({
    ...change,
    company: company ? { id: company.id, name: company.name } : null,
    market: market ? { id: market.id, name: market.name } : null,
    resolutionNumber: resolution?.number ?? null,
    proposedBy: proposer?.name ?? '',
    mayWithdraw: mayWithdrawChange(actor, change),
  }));
}
