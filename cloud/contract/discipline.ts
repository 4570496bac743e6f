import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { share, violationCode } from './inspections';
import { day, id, moment, oneOf, text } from './primitives';
import { agents } from './rights';
import { slotCode } from './transactions.shapes';
import { appealStates, disciplineSubjects, measureKinds, measureStates, returnCodes, ruleBookStates, scoreColours, violationOutcomes, violationSources, violationStates } from './vocabulary';

const byId = z.object({ id });
const staffReaders = { inspector: 'all', clerk: 'all', president: 'all' } as const satisfies Rights;
const readers = { ...agents, operator: 'own', market_manager: 'own', ...staffReaders } as const satisfies Rights;
/** 管理细则: everybody whom it concerns reads all of it. */
const bookReaders = { agent: 'all', company_manager: 'all', operator: 'all', market_manager: 'all', ...staffReaders, auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
const subjectType = oneOf(disciplineSubjects);

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
const bookVersion = z.object({ version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,19}$/, '版本号由数字、小写字母、点和短横组成，至多20个字符') });

export const ruleBook = bookVersion.extend({
  state: oneOf(ruleBookStates),
  title: z.string(),
  effectiveOn: day.nullable(),
  inForce: z.boolean(),
  /** 通过: resolution, meeting, votes, and where and when it was published; null until then. */
  adoption: z
    .object({ resolutionNumber: z.string(), meeting: z.string(), heldOn: day, inFavour: z.int(), against: z.int(), abstained: z.int(), publishedOn: day, publishedWhere: z.string() })
    .nullable(),
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

const course = z.object({
  code: z.string(),
  title: z.string(),
  minutes: z.int(),
  /** Points that a pass gives back, as far as the cycle allows. */
  points: z.int(),
  passedAt: moment.nullable(),
});
const courses = z.object({ items: z.array(course), reduced: z.int(), most: z.int() });

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
const scoredKind = z.enum(['market', 'company']);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 的样子');
const scoreFile = scoreCard.extend({
  kind: scoredKind,
  /** Oldest first. */
  trend: z.array(z.object({ month, completed: z.int(), inspected: z.int(), problems: z.int(), problemRate: share.nullable(), points: z.int() })),
  standing,
  /** Noticed in the month, decided, and neither revoked nor under appeal: a market's own, a company's own and its agents'. */
  codes: z.array(z.object({ code: violationCode, name: z.string(), count: z.int() })),
});

export const disciplineEndpoints = {
  'GET /rule-books': { summary: '管理细则各版本，最近的在前', access: 'agent_or_staff', roles: bookReaders, response: z.object({ items: z.array(ruleBook) }) },
  'GET /rule-books/:version': {
    summary: '管理细则全文、扣分标准与其他设置',
    access: 'agent_or_staff', roles: bookReaders,
    params: bookVersion,
    response: ruleBook.extend({
      content: ruleBookContent,
      /** Each setting that differs from the book in force, in words. */
      differences: z.array(z.object({ label: z.string(), inForce: z.string(), here: z.string() })),
      /** The agenda item through which it came before a meeting; null while it did not. */
      agendaItemId: id.nullable(),
      may: z.object({ change: z.boolean(), propose: z.boolean(), adopt: z.boolean(), withdraw: z.boolean() }),
    }),
  },
  'POST /rule-books': { summary: '新建管理细则草稿', access: 'staff', roles: { inspector: 'all', clerk: 'all' }, body: bookVersion.extend({ title: text(60, '名称'), content: ruleBookContent }), response: ruleBook, status: 201, idempotent: true },
  'PUT /rule-books/:version': { summary: '修改草稿', access: 'staff', roles: { inspector: 'all', clerk: 'all' }, params: bookVersion, body: z.object({ title: text(60, '名称'), content: ruleBookContent }), response: ruleBook },
  'GET /rule-books/:version/effect': {
    summary: '过去一年的违规若按这一版处理，扣分和措施会有什么不同',
    access: 'staff', roles: { ...staffReaders, auditor: 'all' },
    params: bookVersion,
    response: z.object({
      from: day,
      to: day,
      violations: z.int(),
      /** Sums over all subjects: by the book in force, and by this one. */
      points: z.object({ inForce: z.int(), here: z.int() }),
      codes: z.array(z.object({ code: violationCode, name: z.string(), count: z.int(), inForce: z.int(), here: z.int() })),
      measures: z.array(z.object({ kind: oneOf(measureKinds), inForce: z.int(), here: z.int() })),
      /** How many subjects would stand better or worse. */
      better: z.int(),
      worse: z.int(),
    }),
  },
  'POST /rule-books/:version/proposal': { summary: '把草稿提交会员大会', access: 'staff', roles: { clerk: 'all' }, params: bookVersion, response: ruleBook, idempotent: true },
  'POST /rule-books/:version/adoption': {
    summary: '按已确认的决议通过，写明公布情况和生效日；没有决议不能生效',
    access: 'staff', roles: { president: 'all' },
    params: bookVersion,
    body: z.object({ resolutionId: id, publishedOn: day, publishedWhere: text(200, '公布方式'), effectiveOn: day }),
    response: ruleBook,
    idempotent: true,
  },
  'POST /rule-books/:version/withdrawal': { summary: '撤回草稿', access: 'staff', roles: { clerk: 'all', president: 'all' }, params: bookVersion, body: z.object({ reason: text(200, '原因') }), response: ruleBook, idempotent: true },

  'GET /violations': {
    summary: '违规：自己的、本企业的、本市场的，或全部',
    access: 'agent_or_staff', roles: readers,
    query: z.object({ state: oneOf(violationStates).optional(), subjectType: subjectType.optional(), code: violationCode.optional(), appeal: z.enum(['open']).optional(), problemId: id.optional(), ...page }),
    response: z.object({ items: z.array(violationSummary), nextCursor: z.string().nullable() }),
  },
  'GET /violations/:id': { summary: '违规详情：事实、依据、证据、下一步；当事人首次打开即为送达', access: 'agent_or_staff', roles: readers, params: byId, response: violation },
  'POST /violations': {
    summary: '登记发现的违规并告知当事人',
    access: 'staff', roles: { inspector: 'all', clerk: 'all' },
    body: z.object({ code: violationCode, subjectType, subjectId: id, transactionId: id.nullable().default(null), facts: text(500, '违规事实') }),
    response: violation,
    status: 201,
    idempotent: true,
  },
  'GET /operators': {
    summary: '各市场在岗的操作员，供登记违规时选择',
    access: 'staff', roles: { inspector: 'all', clerk: 'all' },
    response: z.object({ items: z.array(z.object({ id, name: z.string(), marketName: z.string() })) }),
  },
  'POST /violations/:id/statement': { summary: '陈述申辩', access: 'agent_or_staff', roles: { ...agents, operator: 'own', market_manager: 'own' }, params: byId, body: z.object({ text: text(1000, '陈述') }), response: violation, idempotent: true },
  'POST /violations/:id/decision': {
    summary: '处理决定：扣分、指出改正或不予处理，写明理由；陈述期满或已陈述后才能作出',
    access: 'staff', roles: { inspector: 'all', clerk: 'all' },
    params: byId,
    body: z.object({ outcome: z.enum(['points', 'correction', 'dismissed']), reason: text(500, '理由') }),
    response: violation,
    idempotent: true,
  },
  'POST /violations/:id/appeal': { summary: '申诉', access: 'agent_or_staff', roles: { ...agents, operator: 'own', market_manager: 'own' }, params: byId, body: z.object({ text: text(1000, '申诉理由') }), response: violation, status: 201, idempotent: true },
  'POST /violations/:id/appeal-decision': {
    summary: '申诉决定：须由没有参与原决定的人作出；取消资格的由会长例会决定',
    access: 'staff', roles: { inspector: 'all', clerk: 'all' },
    params: byId,
    body: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.enum(['upheld', 'revoked']), reason: text(500, '理由') }),
      z.object({ outcome: z.literal('changed'), reason: text(500, '理由'), points: z.int().min(0).max(12) }),
    ]),
    response: violation,
    idempotent: true,
  },

  'GET /my-discipline': {
    summary: '我的扣分：本周期计入与待定、措施、下一步；企业负责人也看本企业的',
    access: 'agent', roles: agents,
    response: z.object({
      standing: standing.nullable(),
      company: standing.nullable(),
      courses,
      /** Problem cards that wait for a correction of mine. */
      problemsToCorrect: z.int(),
    }),
  },
  'GET /standings/:subjectType/:id': {
    summary: '一个对象的扣分情况',
    access: 'staff', roles: { ...staffReaders, market_manager: 'own', operator: 'own' },
    params: z.object({ subjectType, id }),
    response: standing,
  },
  'GET /measures': {
    summary: '措施，最近的在前',
    access: 'staff', roles: { ...staffReaders, market_manager: 'own' },
    query: z.object({ state: oneOf(measureStates).optional(), kind: oneOf(measureKinds).optional(), ...page }),
    response: z.object({ items: z.array(measure), nextCursor: z.string().nullable() }),
  },
  'POST /measures/:id/lifting': { summary: '提前解除措施，写明理由', access: 'staff', roles: { clerk: 'all' }, params: byId, body: z.object({ reason: text(200, '理由') }), response: measure, idempotent: true },

  'GET /courses': { summary: '学习减分课程', access: 'agent', roles: agents, response: courses },
  'GET /courses/:code': {
    summary: '课程内容与试题（不含答案）',
    access: 'agent', roles: agents,
    params: z.object({ code: z.string().max(20) }),
    response: course.extend({ paragraphs: z.array(z.object({ title: z.string(), text: z.string() })), questions: z.array(z.object({ id: z.string(), text: z.string(), options: z.array(z.string()) })), mayPass: z.boolean() }),
  },
  'POST /courses/:code/attempts': {
    summary: '交卷：全部答对为通过，减分立即计入',
    access: 'agent', roles: agents,
    params: z.object({ code: z.string().max(20) }),
    body: z.object({ answers: z.array(z.object({ id: z.string().max(20), option: z.int().min(0).max(9) })).min(1).max(30) }),
    /** `reduced`: what this pass gave back; 0 where no points count now. */
    response: z.object({ passed: z.boolean(), correct: z.int(), total: z.int(), wrong: z.array(z.object({ id: z.string(), explanation: z.string() })), reduced: z.int() }),
    status: 201,
    idempotent: true,
  },

  'GET /score-cards': {
    summary: '市场或企业评分卡',
    access: 'staff', roles: { ...staffReaders, market_manager: 'own' },
    query: z.object({ kind: scoredKind.default('market'), month: month.optional() }),
    response: z.object({ month, items: z.array(scoreCard) }),
  },
  'GET /score-cards/:kind/:id': { summary: '评分卡与趋势', access: 'staff', roles: { ...staffReaders, market_manager: 'own' }, params: z.object({ kind: scoredKind, id }), query: z.object({ month: month.optional() }), response: scoreFile },
  'GET /my-score-card': { summary: '本企业的评分卡与趋势', access: 'agent', roles: { company_manager: 'own' }, response: scoreFile },
  'GET /discipline-figures': {
    summary: '处理情况汇总：只有合计，不含任何人和企业',
    access: 'staff', roles: { ...staffReaders, auditor: 'all', policy_adviser: 'all' },
    query: z.object({ from: day, to: day }),
    response: z.object({
      violations: z.int(),
      codes: z.array(z.object({ code: violationCode, name: z.string(), found: z.int(), points: z.int(), correction: z.int(), dismissed: z.int() })),
      appeals: z.object({ open: z.int(), upheld: z.int(), changed: z.int(), revoked: z.int() }),
      measures: z.array(z.object({ kind: oneOf(measureKinds), count: z.int() })),
      problems: z.object({ found: z.int(), verified: z.int(), open: z.int(), overdue: z.int() }),
    }),
  },
} satisfies EndpointMap;

export type RuleBookContent = z.output<typeof ruleBookContent>;
export type BookCode = z.output<typeof bookCode>;
export type Standing = z.output<typeof standing>;
