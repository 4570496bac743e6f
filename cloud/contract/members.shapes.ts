import { z } from 'zod';
import { adoptionFacts, atMeeting, draftRights } from './governance.shapes';
import { fen, version } from './money';
import { creditCode, day, id, moment, oneOf, text } from './primitives';
import { contactOutcomes, contactWays, dueStates, duesSchemeStates, memberPositions, membershipChangeKinds, membershipChangeStates, membershipStates, paymentStandings } from './vocabulary';

/** 会员单位. */
export const memberSummary = z.object({
  id,
  /** 会员号, such as `HY0032`. */
  number: z.string(),
  name: z.string(),
  creditCode: z.string(),
  position: oneOf(memberPositions),
  state: oneOf(membershipStates),
  joinedOn: day,
  leftOn: day.nullable(),
  /** The company of the register whose manager sees and pays in the mini-program; null where it has none. */
  company: z.object({ id, name: z.string() }).nullable(),
  /** The market that this member runs: its deals cost the member's price; null where it runs none. */
  market: z.object({ id, name: z.string() }).nullable(),
  /** This year's due; null where none is raised. */
  due: z.object({ id, year: z.int(), fen, outstandingFen: fen, standing: oneOf(paymentStandings) }).nullable(),
});

/** 会籍变动: proposed by the secretariat, decided by the chairs, carried out with the president's confirmation. */
export const membershipChange = z.object({
  id,
  kind: oneOf(membershipChangeKinds),
  state: oneOf(membershipChangeStates),
  /** Null for a 入会 that is not carried out. */
  memberId: id.nullable(),
  memberName: z.string(),
  creditCode: z.string(),
  /** The position after 入会 or 职务调整; null for the others. */
  position: oneOf(memberPositions).nullable(),
  company: z.object({ id, name: z.string() }).nullable(),
  market: z.object({ id, name: z.string() }).nullable(),
  effectiveOn: day,
  reason: z.string(),
  agendaItemId: id,
  /** 文号 of the deciding resolution; null until it is carried out. */
  resolutionNumber: z.string().nullable(),
  proposedBy: z.string(),
  proposedAt: moment,
  mayWithdraw: z.boolean(),
});

export const membershipChangeInput = z
  .object({
    kind: oneOf(membershipChangeKinds),
    /** Whom it concerns; absent for 入会. */
    memberId: id.optional(),
    /** 入会: the new member, or one that left and comes back (same credit code). */
    member: z.object({ name: text(60, '单位名称'), creditCode, companyId: id.nullable().default(null), marketId: id.nullable().default(null) }).optional(),
    position: oneOf(memberPositions).optional(),
    effectiveOn: day,
    reason: text(300, '事由'),
  })
  .refine(({ kind, member }) => (kind === 'join') === (member !== undefined), { path: ['member'], error: '入会须填写单位，其他变动不填' })
  .refine(({ kind, memberId }) => (kind !== 'join') === (memberId !== undefined), { path: ['memberId'], error: '请选择会员单位' })
  .refine(({ kind, position }) => (kind === 'join' || kind === 'change_position') === (position !== undefined), { path: ['position'], error: '入会和职务调整须选择会员职务，其他变动不填' });

/** 会费档次: one amount, the same for everybody in it (law.md R-F7). */
export const duesTier = z.object({ code: z.string().regex(/^[A-D]$/, '档次代号为 A 至 D'), name: text(20, '档次名称'), fen, positions: z.array(oneOf(memberPositions)).min(1, '每一档至少对应一种会员职务') });

/** 会费标准: at most four tiers, adopted by secret ballot of the general meeting (law.md R-F7); the schedule of reminders is part of it. */
export const duesSchemeContent = z
  .object({
    tiers: z.array(duesTier).min(1, '至少一档').max(4, '会费标准不得超过四档（社会团体会费管理规定）'),
    /** Month and day by which the due of a year is to be paid, `03-31`. */
    dueOn: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '缴费期限应写成 03-31 的样子'),
    /** Days before (negative) or after the deadline on which who has not paid is reminded. */
    remindAfterDays: z.array(z.int().min(-120).max(365)).max(12),
    /** 章程: so many days after the deadline it becomes a matter for the chairs. */
    proposeAfterDays: z.int().min(30).max(730),
  })
  .refine(({ tiers }) => new Set(tiers.map(({ code }) => code)).size === tiers.length, { path: ['tiers'], error: '档次代号不能重复' })
  .refine(({ tiers }) => Object.keys(memberPositions).every((position) => tiers.filter(({ positions }) => positions.includes(position as never)).length === 1), {
    path: ['tiers'],
    error: '每种会员职务须正好属于一档：同一档内不得再分标准',
  });
export type DuesSchemeContent = z.output<typeof duesSchemeContent>;

export const duesScheme = version.extend({
  state: oneOf(duesSchemeStates),
  title: z.string(),
  /** First year whose dues are raised by it; null while it is not adopted. */
  fromYear: z.int().nullable(),
  inForce: z.boolean(),
  content: duesSchemeContent,
  adoption: adoptionFacts,
  agendaItemId: id.nullable(),
  atMeeting,
  madeBy: z.string(),
  createdAt: moment,
  may: draftRights,
});

/** 应缴会费 of one member for one year. */
export const dueSummary = z.object({
  id,
  memberId: id,
  memberName: z.string(),
  memberNumber: z.string(),
  year: z.int(),
  tier: z.string(),
  state: oneOf(dueStates),
  standing: oneOf(paymentStandings),
  fen,
  outstandingFen: fen,
  dueOn: day,
  /** To be written into the bank transfer. */
  remittanceCode: z.string(),
  reminders: z.int(),
  lastContactAt: moment.nullable(),
  /** The agenda item that 拒不缴纳 has become; null while it has not. */
  refusalItemId: id.nullable(),
});

/** 催缴记录. */
export const duesContact = z.object({ at: moment, way: oneOf(contactWays), outcome: oneOf(contactOutcomes), note: z.string().nullable(), by: z.string() });

/** 缴费率 by amount and by members, each by its name (domain.md 1.3 h); in hundredths of a percent, null where nothing is due. */
export const collection = z.object({
  dueFen: fen,
  paidFen: fen,
  members: z.int(),
  /** Who has paid all of it. */
  paidMembers: z.int(),
  byAmount: z.int().nullable(),
  byMembers: z.int().nullable(),
});
