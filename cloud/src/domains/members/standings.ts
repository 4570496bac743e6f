import type { EntityManager } from 'typeorm';
import { MemberStanding } from './member.entity';

/** SQL: turn of the standing of a member on a day (one `?`); null before the first one. `member` is a column with its id. */
export const turnOnSql = (member: string) => `(SELECT MAX(t.turn) FROM member_standings t WHERE t.member_id = ${member} AND t.effective_on <= ?)`;

/** Whether the deals of a market cost the member's price on a day (Shanghai): its member is 在会 then, neither suspended nor gone. */
export async function marketIsMember(tx: EntityManager, marketId: string, day: string): Promise<boolean> {
  const [found] = await tx.query(`SELECT 1 FROM member_standings s WHERE s.market_id = ? AND s.state = 'active' AND s.turn = ${turnOnSql('s.member_id')} LIMIT 1`, [marketId, day]);
  return found !== undefined;
}

/** What a member is from the last decision on, perhaps from a day to come; null where it is nothing yet. */
export function lastStanding(tx: EntityManager, memberId: string): Promise<MemberStanding | null> {
  return tx.findOne(MemberStanding, { where: { memberId }, order: { turn: 'DESC' } });
}

/** What a member is on a day (Shanghai); null before the first day of its membership. */
export async function standingOn(tx: EntityManager, memberId: string, day: string): Promise<MemberStanding | null> {
  const [row]: { turn: number | null }[] = await tx.query(`SELECT ${turnOnSql('?')} AS turn`, [memberId, day]);
  return row?.turn ? tx.findOneBy(MemberStanding, { memberId, turn: row.turn }) : null;
}

/** 会员: 在会 or suspended; who is suspended still owes dues and still counts. */
export const isMember = (standing: Pick<MemberStanding, 'state'> | null): boolean => standing !== null && standing.state !== 'left';
