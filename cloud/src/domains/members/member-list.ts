import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { ensure, refuseField } from '../../http/errors';
import type { Due } from './due.entity';
import type { Member, MemberStanding } from './member.entity';
import { presentDue, readDues } from './present-dues';
import { turnOnSql } from './standings';

interface Filter {
  q?: string | undefined;
  state?: MemberStanding['state'] | undefined;
  position?: MemberStanding['position'] | undefined;
  cursor?: string | undefined;
  limit: number;
}
interface Condition {
  sql: string;
  values: unknown[];
}
type Row = Pick<Member, 'id' | 'number' | 'name' | 'creditCode' | 'joinedOn' | 'leftOn' | 'companyId' | 'marketId'> & Pick<MemberStanding, 'state' | 'position'> & { companyName: string | null; marketName: string | null };

/** Members with what they are today; one whose first day is to come, with what it will be. */
const from = `FROM members m JOIN member_standings s ON s.member_id = m.id AND s.turn = COALESCE(${turnOnSql('m.id')}, 1) LEFT JOIN companies c ON c.id = m.company_id LEFT JOIN markets k ON k.id = m.market_id`;
const columns = 'm.id, m.number, m.name, m.credit_code AS creditCode, s.position, s.state, m.joined_on AS joinedOn, m.left_on AS leftOn, m.company_id AS companyId, c.name AS companyName, m.market_id AS marketId, k.name AS marketName';

/** 会员名册 in the order of the numbers; `q` is a part of the name, the number, or the beginning of the credit code. */
export async function listMembers(tx: EntityManager, { q, state, position, cursor, limit }: Filter, now: Date) {
  const today = dayInShanghai(now);
  const part = (q ?? '').replace(/[\\%_]/g, '\\$&');
  const conditions: Condition[] = [
    ...(q ? [{ sql: '(m.name LIKE ? OR m.number = ? OR m.credit_code LIKE ?)', values: [`%${part}%`, q.toUpperCase(), `${part.toUpperCase()}%`] }] : []),
    ...(state ? [{ sql: 's.state = ?', values: [state] }] : []),
    ...(position ? [{ sql: 's.position = ?', values: [position] }] : []),
  ];
  const onPage: Condition[] = cursor ? [...conditions, { sql: 'm.number > ?', values: [numberIn(cursor)] }] : conditions;
  const [counted]: { n: string }[] = await tx.query(`SELECT COUNT(*) AS n ${from} WHERE ${sqlOf(conditions)}`, [today, ...valuesOf(conditions)]);
  const rows: Row[] = await tx.query(`SELECT ${columns} ${from} WHERE ${sqlOf(onPage)} ORDER BY m.number LIMIT ?`, [today, ...valuesOf(onPage), limit + 1]);
  const page = rows.slice(0, limit);
  return { items: await presentMembers(tx, page, today), nextCursor: rows.length > limit ? Buffer.from(page.at(-1)!.number).toString('base64url') : null, total: Number(counted!.n) };
}

const sqlOf = (conditions: Condition[]) => conditions.map(({ sql }) => sql).join(' AND ') || 'TRUE';
const valuesOf = (conditions: Condition[]) => conditions.flatMap(({ values }) => values);

function numberIn(cursor: string): string {
  const number = Buffer.from(cursor, 'base64url').toString();
  if (!/^HY\d{4,}$/.test(number)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return number;
}

/** One member. @throws members.not_found */
export async function readMember(tx: EntityManager, id: string, now: Date) {
  const today = dayInShanghai(now);
  const rows: Row[] = await tx.query(`SELECT ${columns} ${from} WHERE m.id = ?`, [today, id]);
  const [member] = await presentMembers(tx, rows, today);
  ensure(member, 'members.not_found');
  return member;
}

async function presentMembers(tx: EntityManager, rows: Row[], today: string) {
  const year = Number(today.slice(0, 4));
  const dues = rows.length > 0 ? await readDues(tx, 'WHERE d.year = ? AND d.member_id IN (?)', [year, rows.map(({ id }) => id)]) : [];
  const dueOf = new Map(dues.map((due) => [due.memberId, presentDue(due, today)]));
  return rows.map(({ companyId, companyName, marketId, marketName, ...member }) => ({
    ...member,
    company: companyId ? { id: companyId, name: companyName! } : null,
    market: marketId ? { id: marketId, name: marketName! } : null,
    due: summaryOf(dueOf.get(member.id)),
  }));
}

const summaryOf = (due: (Pick<ReturnType<typeof presentDue>, 'outstandingFen' | 'standing'> & Pick<Due, 'id' | 'year' | 'fen'>) | undefined) =>
  due ? { id: due.id, year: due.year, fen: due.fen, outstandingFen: due.outstandingFen, standing: due.standing } : null;
