import { z } from 'zod';
import { adoptionFacts, atMeeting } from './governance.shapes';
import { share, violationCode } from './inspections.shapes';
import { day, id, moment, oneOf, text } from './primitives';
import { slotCode } from './transactions.shapes';
import { appealStates, disciplineSubjects, measureKinds, measureStates, returnCodes, ruleBookStates, scoreColours, violationOutcomes, violationSources, violationStates } from './vocabulary';

/** 扣分对象. */
export const subjectType = oneOf(disciplineSubjects);

/** 违规代码 of a rule book (rule-pack.yaml, domain.md 2.7). */
const bookCode = z.object({
  code: violationCode,
  name: text(60, '名称'),
  subjects: z.array(subjectType).min(1, '请选择扣分对象'),
  /** 0 where it costs no points; it then goes another way (`route`). */
  points: z.int().min(0).max(12),
  /** Where it costs no points: what happens instead, such as 按章程提交会长例会. */
  route: z.string().trim().max(60).nullable(),
  /** 立即暂停 whatever the sum is. */
  suspendsAtOnce: z.boolean(),
  /** 移送 to the police or another body. */
  refers: z.boolean(),
  /** 轻微: the first one within the transition is pointed out only. */
  minor: z.boolean(),
  article: z.int().min(1).max(99),
});

/** 管理细则与扣分标准 as data. */
export const ruleBookContent = z.object({
  chapters: z.array(z.object({ title: text(40, '章名'), articles: z.array(z.object({ number: z.int().min(1).max(99), title: text(40, '条名'), text: text(2000, '条文') })).min(1) })).min(1),
  codes: z.array(bookCode).min(1).max(200),
  /** Points of a full cycle; at this sum the right is to be cancelled. */
  full: z.int().min(1).max(100),
  cycles: z.record(subjectType, z.enum(['from_issue', 'calendar_year'])),
  /** 措施 by the sum, lowest first; the last one has no end. */
  measures: z.array(z.object({ from: z.int().min(1), kind: oneOf(measureKinds), workingDays: z.int().min(1).max(60).nullable(), days: z.int().min(1).max(90).nullable() })).min(1).max(8),
  /** Months after a cancellation before one may apply anew. */
  reapplyAfterMonths: z.int().min(0).max(60),
  /** 指出改正 → 扣分: the latest line that applies counts, one with a code before one without. */
  transition: z.array(z.object({ code: violationCode.nullable(), from: day, mode: oneOf(violationOutcomes) })).min(1),
  /** 屡教不改: the same code so many times within so many days counts so many times. */
  repeat: z.object({ times: z.int().min(2).max(20), days: z.int().min(1).max(730), multiplier: z.int().min(1).max(5) }),
  /** Divisors, rounded down: an agent's points count for the company, a company's for the market where they arose. */
  rollup: z.object({ agentToCompany: z.int().min(1).max(100), companyToMarket: z.int().min(1).max(100) }),
  /** Working days. */
  correctionWorkingDays: z.int().min(1).max(60),
  defenceWorkingDays: z.int().min(1).max(60),
  decisionWorkingDays: z.int().min(1).max(60),
  appealWorkingDays: z.int().min(1).max(60),
  learning: z.object({ perCycle: z.int().min(0).max(12), perCourse: z.int().min(0).max(12) }),
  /** The usual violation behind a return code of the console; null where there is none. */
  byReturnCode: z.record(oneOf(returnCodes), violationCode.nullable()),
  /** Score cards: problem rate (lower end of its 95 % interval) from which a market or company is amber, and red; and how often a company or market repeats until it comes before the meeting. */
  score: z.object({ amber: z.number().min(0).max(1), red: z.number().min(0).max(1), repeatsToMeeting: z.int().min(1).max(100) }),
});
/** The version by which a 管理细则 is known. */
export const bookVersion = z.object({ version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,19}$/, '版本号由数字、小写字母、点和短横组成，至多20个字符') });

/** 管理细则 in a list. */
export const ruleBook = bookVersion.extend({
  state: oneOf(ruleBookStates),
  title: z.string(),
  effectiveOn: day.nullable(),
  inForce: z.boolean(),
  adoption: adoptionFacts,
  atMeeting,
  madeBy: z.string(),
  createdAt: moment,
});

/** 申诉 of a violation, at most one. */
const appeal = z.object({
  state: oneOf(appealStates),
  text: z.string(),
  at: moment,
  decideBy: day,
  /** 取消 is decided by the president meeting. */
  beforeMeeting: z.boolean(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  reason: z.string().nullable(),
  points: z.int().nullable(),
});

/** 违规 in a list. */
export const violationSummary = z.object({
  id,
  number: z.string(),
  code: violationCode,
  name: z.string(),
  subject: z.object({ type: subjectType, id, name: z.string() }),
  state: oneOf(violationStates),
  source: oneOf(violationSources),
  outcome: oneOf(violationOutcomes).nullable(),
  /** What the book asks, what a repetition makes of it, and what counts now. */
  bookPoints: z.int(),
  multiplier: z.int(),
  points: z.int().nullable(),
  /** 计入, 待定 (under appeal or not decided), 不计 (revoked, put aside, pointed out), 已清零. */
  standing: z.enum(['counted', 'pending', 'none', 'cleared']),
  noticedAt: moment,
  defenceUntil: day,
  decideBy: day,
  appealState: oneOf(appealStates).nullable(),
});

/** 违规 with its facts, article, evidence and what may be done now. */
export const violation = violationSummary.extend({
  bookVersion: z.string(),
  article: z.object({ number: z.int(), title: z.string(), text: z.string() }),
  /** What happened, in plain Chinese, without names or numbers of other persons. */
  facts: z.string(),
  transactionId: id.nullable(),
  serial: z.string().nullable(),
  problemId: id.nullable(),
  pictures: z.array(z.object({ imageId: id, slot: slotCode, title: z.string(), note: z.string() })),
  marketName: z.string().nullable(),
  companyName: z.string().nullable(),
  foundBy: z.string(),
  /** 送达: when the subject opened it first. */
  readAt: moment.nullable(),
  statement: z.object({ text: z.string(), at: moment }).nullable(),
  decision: z.object({ outcome: oneOf(violationOutcomes).nullable(), reason: z.string(), by: z.string(), at: moment }).nullable(),
  appealUntil: day.nullable(),
  appeal: appeal.nullable(),
  /** The next thing, in one sentence for who reads it. */
  whatNow: z.string(),
  /** Why the book lets it be pointed out only, for who decides now; null where it may cost points, and for everybody else. */
  whyNoPoints: z.string().nullable(),
  may: z.object({ state: z.boolean(), decide: z.boolean(), appeal: z.boolean(), decideAppeal: z.boolean() }),
});

/** 措施. */
export const measure = z.object({
  id,
  kind: oneOf(measureKinds),
  state: oneOf(measureStates),
  subject: z.object({ type: subjectType, id, name: z.string() }),
  /** The sum that called for it; null where a single violation did (立即暂停). */
  sum: z.int().nullable(),
  beganOn: day,
  /** Last day; null for a warning and a cancellation. */
  untilOn: day.nullable(),
  reason: z.string(),
  endedAt: moment.nullable(),
  endReason: z.string().nullable(),
  may: z.object({ lift: z.boolean() }),
});

/** 扣分情况 of one subject in its cycle. */
export const standing = z.object({
  subject: z.object({ type: subjectType, id, name: z.string() }),
  cycle: z.object({ from: day, to: day }),
  full: z.int(),
  /** 计入 after learning, 待定 beside it. */
  counted: z.int(),
  pending: z.int(),
  /** What came from others: an agent's to the company, a company's to the market. */
  rolledUp: z.int(),
  reduced: z.int(),
  violations: z.array(violationSummary),
  measures: z.array(measure),
  /** The next measure and how many points are left until then. */
  next: z.object({ kind: oneOf(measureKinds), from: z.int(), left: z.int() }).nullable(),
});

/** 学习减分课程. */
export const course = z.object({
  code: z.string(),
  title: z.string(),
  minutes: z.int(),
  /** Points that a pass gives back, as far as the cycle allows. */
  points: z.int(),
  passedAt: moment.nullable(),
});
/** The courses, and how much they have given back in this cycle. */
export const courses = z.object({ items: z.array(course), reduced: z.int(), most: z.int() });

/** 评分卡 of a market or company in one month. */
export const scoreCard = z.object({
  id,
  name: z.string(),
  colour: oneOf(scoreColours),
  completed: z.int(),
  inspected: z.int(),
  problems: z.int(),
  problemRate: share.nullable(),
  overdue: z.int(),
  points: z.int(),
  /** The month before, to compare. */
  before: share.nullable(),
});
/** Who has a 评分卡. */
export const scoredKind = z.enum(['market', 'company']);
/** A month, YYYY-MM. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 的样子');
/** 评分卡 of one market or company with its trend. */
export const scoreFile = scoreCard.extend({
  kind: scoredKind,
  /** Oldest first. */
  trend: z.array(z.object({ month, completed: z.int(), inspected: z.int(), problems: z.int(), problemRate: share.nullable(), points: z.int() })),
  standing,
  /** Noticed in the month, decided, and neither revoked nor under appeal: a market's own, a company's own and its agents'. */
  codes: z.array(z.object({ code: violationCode, name: z.string(), count: z.int() })),
});

export type RuleBookContent = z.output<typeof ruleBookContent>;
export type BookCode = z.output<typeof bookCode>;
export type Standing = z.output<typeof standing>;
