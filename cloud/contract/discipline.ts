import { z } from 'zod';
import { bookVersion, course, courses, measure, month, ruleBook, ruleBookContent, scoreCard, scoredKind, scoreFile, standing, subjectType, violation, violationSummary } from './discipline.shapes';
import type { EndpointMap, Rights } from './endpoint';
import { adoptionInput, draftRights } from './governance.shapes';
import { violationCode } from './inspections.shapes';
import { day, id, oneOf, text } from './primitives';
import { agents } from './rights';
import { measureKinds, measureStates, violationStates } from './vocabulary';

const byId = z.object({ id });
const staffReaders = { inspector: 'all', clerk: 'all', president: 'all' } as const satisfies Rights;
const readers = { ...agents, operator: 'own', market_manager: 'own', ...staffReaders } as const satisfies Rights;
/** 管理细则: everybody whom it concerns reads all of it. */
const bookReaders = { agent: 'all', company_manager: 'all', operator: 'all', market_manager: 'all', ...staffReaders, auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
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
      may: draftRights,
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
    body: adoptionInput.extend({ effectiveOn: day }),
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
