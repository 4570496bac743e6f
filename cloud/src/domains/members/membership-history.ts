import type { EntityManager } from 'typeorm';
import { refuseField } from '../../http/errors';
import { addDays } from '../registry/duties';
import { MemberStanding } from './member.entity';
import { turnOnSql } from './standings';

/** What became of a membership, the latest first. */
export async function historyOf(tx: EntityManager, memberId: string) {
  const standings = await tx.find(MemberStanding, { where: { memberId }, relations: { resolution: true }, order: { turn: 'DESC' } });
  return standings.map(({ kind, state, position, effectiveOn, resolution, reason }) => ({ kind, state, position, effectiveOn, resolutionNumber: resolution!.number, reason }));
}

/** 会员增减: 期初 + 入会 − 退会 = 期末, from the standings alone; who is suspended counts as a member. @throws request.invalid for days out of order, Error where it does not add up */
export async function membershipFlow(tx: EntityManager, { from, to }: { from: string; to: string }) {
  if (to < from) refuseField('to', '截止日期不能早于起始日期。');
  const membersOn = async (day: string, states: MemberStanding['state'][]) => {
    const [row]: { n: string }[] = await tx.query(`SELECT COUNT(*) AS n FROM member_standings s WHERE s.state IN (?) AND s.turn = ${turnOnSql('s.member_id')}`, [states, day]);
    return Number(row!.n);
  };
  const moved: { kind: MemberStanding['kind']; n: string }[] = await tx.query("SELECT kind, COUNT(*) AS n FROM member_standings WHERE kind IN ('join', 'leave') AND effective_on BETWEEN ? AND ? GROUP BY kind", [from, to]);
  const count = (kind: MemberStanding['kind']) => Number(moved.find((row) => row.kind === kind)?.n ?? 0);
  const opening = await membersOn(addDays(from, -1), ['active', 'suspended']);
  const closing = await membersOn(to, ['active', 'suspended']);
  const flow = { from, to, opening, joined: count('join'), left: count('leave'), closing, suspended: await membersOn(to, ['suspended']) };
  if (flow.opening + flow.joined - flow.left !== flow.closing) throw new Error(`the flow of members does not add up: ${JSON.stringify(flow)}`);
  return flow;
}
