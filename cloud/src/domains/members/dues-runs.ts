import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure, refuseField } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { postBooking } from '../ledger/post-booking';
import { holdAdvances, settleFromAdvances } from '../payments/advance-applications';
import type { Advance } from '../payments/advances';
import { newRemittanceCode } from '../payments/remittance-code';
import { addDays } from '../registry/duties';
import { duePayables, titleOfDue } from './due-payable';
import { Due } from './due.entity';
import type { DuesScheme } from './dues-scheme.entity';
import type { MemberStanding } from './member.entity';
import { duesSchemeFor } from './schemes-in-force';
import { turnOnSql } from './standings';
import { tellRaised } from './telling-members';

/** Who is asked after the deadline, or shortly before it, has as long as this. */
const leastDays = 30;

/** What one member is to owe. */
export interface PlannedDue {
  memberId: string;
  memberName: string;
  companyId: string | null;
  position: MemberStanding['position'];
  tier: string;
  fen: number;
}

/** 试算: whose due a run of this moment raises, and how many stand already. The run itself does nothing else than what this says. */
export interface DuesPlan {
  scheme: DuesScheme | null;
  items: PlannedDue[];
  totalFen: number;
  raised: number;
}

/**
 * Every member of the day of `now`, suspended ones too, that belongs to the association in that year and has no due for it yet,
 * by the tier of its position; nobody where no scheme is in force for the year.
 */
export async function planDues(tx: EntityManager, year: number, now: Date): Promise<DuesPlan> {
  const scheme = await duesSchemeFor(tx, year);
  const raised = await tx.countBy(Due, { year });
  if (!scheme) return { scheme, items: [], totalFen: 0, raised };
  const owing: Omit<PlannedDue, 'tier' | 'fen'>[] = await tx.query(
    `SELECT m.id AS memberId, m.name AS memberName, m.company_id AS companyId, s.position FROM members m JOIN member_standings s ON s.member_id = m.id AND s.turn = ${turnOnSql('m.id')}
     WHERE s.state IN ('active', 'suspended') AND m.joined_on <= ? AND (m.left_on IS NULL OR m.left_on > ?) AND NOT EXISTS (SELECT 1 FROM dues d WHERE d.member_id = m.id AND d.year = ?) ORDER BY m.number`,
    [dayInShanghai(now), `${year}-12-31`, `${year}-01-01`, year],
  );
  const items = owing.map((member) => {
    const { code: tier, fen } = scheme.content.tiers.find(({ positions }) => positions.includes(member.position))!;
    return { ...member, tier, fen };
  });
  return { scheme, items, totalFen: items.reduce((sum, { fen }) => sum + fen, 0), raised };
}

/**
 * 部署年度会费: one due for each member of the plan, booked as receivable, settled as far as the member has paid in advance, and told
 * to its company; again, it raises what is missing since. One run at a time.
 * @throws members.no_scheme, request.invalid for a year that is too far off
 */
export async function raiseDues(tx: EntityManager, year: number, by: By): Promise<{ year: number; raised: number; totalFen: number }> {
  const today = dayInShanghai(by.at);
  const thisYear = Number(today.slice(0, 4));
  if (year > thisYear + 1) refuseField('year', `只能部署到下一年度（${thisYear + 1}）的会费。`);
  await lockDuesRuns(tx);
  const { scheme, items, totalFen } = await planDues(tx, year, by.at);
  ensure(scheme, 'members.no_scheme');
  const dueOn = latest(deadlineOf(scheme, year), addDays(today, leastDays));
  const raisedBy = by.author.kind === 'staff' ? by.author.staffId : null;
  const advances = await holdAdvances(tx, 'dues', items.map(({ memberId }) => memberId));
  const dues: Due[] = [];
  for (const { memberId, tier, fen } of items) {
    const about = { memberId, year, schemeVersion: scheme.version, tier, fen, dueOn };
    const due: Due = { id: uuidv7(), ...about, state: 'open', remittanceCode: await unusedCode(tx), raisedOn: today, raisedBy, refusalItemId: null, remindingUntil: null, cancelledBy: null, cancelReason: null };
    await insertRows(tx, Due, [due]);
    await audit(tx, by, { action: 'members.dues_raised', subject: { type: 'due', id: due.id }, details: about });
    dues.push(due);
  }
  for (const [at, due] of dues.entries()) await bookRaised(tx, due, items[at]!, advances, by);
  return { year, raised: items.length, totalFen };
}

/** 应收, what of it is paid in advance, and the news to who pays the rest. */
async function bookRaised(tx: EntityManager, due: Due, { memberName, companyId }: PlannedDue, advances: Advance[], by: By): Promise<void> {
  const { id, memberId, year, fen, raisedOn } = due;
  const debit = { account: 'receivable', partyId: memberId, documentId: id } as const;
  const memo = `${titleOfDue({ year })}应收 ${memberName}`;
  await postBooking(tx, { kind: 'due_raised', key: keyOfRaising(id), on: raisedOn, memo, document: `due:${id}`, transfers: [{ fund: 'dues', debit, credit: { account: 'income' }, fen }] }, by);
  const [payable] = await duePayables(tx, { ids: [id] });
  await tellRaised(tx, { companyId, due, settledFen: await settleFromAdvances(tx, advances, payable!, by) }, by.at);
}

/** The booking by which a due was raised. */
export const keyOfRaising = (dueId: string) => `due_raised:${dueId}`;

/** 29 February is the 28th in other years. */
function deadlineOf({ content }: DuesScheme, year: number): string {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}-${content.dueOn === '02-29' && !isLeap ? '02-28' : content.dueOn}`;
}

const latest = (...days: string[]) => days.sort().at(-1)!;

/** A code that no due has had: drawn codes may fall on each other once in a long life. */
async function unusedCode(tx: EntityManager): Promise<string> {
  for (;;) {
    const remittanceCode = newRemittanceCode('due');
    if (!(await tx.existsBy(Due, { remittanceCode }))) return remittanceCode;
  }
}

/** One transaction at a time raises dues, or adopts the scheme by which they are raised. */
export async function lockDuesRuns(tx: EntityManager): Promise<void> {
  await tx.query("INSERT INTO serials (prefix, `last`) VALUES ('DUES', 0) ON DUPLICATE KEY UPDATE `last` = `last`");
}
