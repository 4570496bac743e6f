import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { drawn, inspectionLook, lookDecision, planVersion, problem, problemSummary, samplingContent, samplingPlan, share } from './inspections.shapes';
import { day, id, moment, nothing, oneOf, sha256, text } from './primitives';
import { agents, market } from './rights';
import { captureContext, slotCode, uploadPermit } from './transactions.shapes';
import { lookVerdicts, problemStates, ruleCodes } from './vocabulary';

const byId = z.object({ id });
const inspector = { inspector: 'all' } as const satisfies Rights;
const planReaders = { inspector: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const figureReaders = { ...planReaders, clerk: 'all', policy_adviser: 'all' } as const satisfies Rights;
const problemReaders = { ...agents, ...market, inspector: 'all', clerk: 'all', president: 'all' } as const satisfies Rights;
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
export const inspectionEndpoints = {
  'POST /inspection-claims': {
    summary: '领取核查案件：先给已领而未决的，不足再领，同一案件不会给两个人',
    access: 'staff', roles: inspector,
    body: z.object({ ahead: z.int().min(1).max(5).default(3) }),
    response: z.object({ looks: z.array(inspectionLook), waiting: z.int() }),
  },
  'POST /inspection-looks/:id/release': { summary: '退还没有处理的案件', access: 'staff', roles: inspector, params: byId, response: nothing, status: 204 },
  'POST /inspection-looks/:id/decision': {
    summary: '核查结论：通过、存疑（转第二人）、有问题；10秒内可撤销，之后生效',
    access: 'staff', roles: inspector,
    params: byId,
    body: lookDecision,
    response: z.object({ verdict: oneOf(lookVerdicts), undoableUntil: moment }),
    idempotent: true,
  },
  'POST /inspection-looks/:id/undo': { summary: '撤销刚作的结论，案件回到自己手上', access: 'staff', roles: inspector, params: byId, response: inspectionLook, idempotent: true },
  'POST /inspection-cases': {
    summary: '指定核查一笔已完成的交易，排在自己队列的最前面',
    access: 'staff', roles: inspector,
    body: z.object({ transactionId: id, reason: text(200, '原因') }),
    response: z.object({ waiting: z.int() }),
    status: 201,
    idempotent: true,
  },
  'GET /inspection-day': {
    summary: '我今天的核查：已核、目标、队列、命中率、复核一致率',
    access: 'staff', roles: inspector,
    response: z.object({
      decided: z.int(),
      target: z.int(),
      waiting: z.int(),
      /** Of today's own decisions, in seconds from seeing it to deciding. */
      medianSeconds: z.number().nullable(),
      problems: z.int(),
      /** Of the last 90 days, as far as a second person looked too. */
      agreement: z.object({ pairs: z.int(), agreed: z.int(), kappa: z.number().nullable() }),
      overdueProblems: z.int(),
      toReview: z.int(),
    }),
  },
  'GET /inspection-figures': {
    summary: '核查统计：逐日覆盖率、问题率、漏检率（95%区间）、复核一致率',
    access: 'staff', roles: figureReaders,
    query: z.object({ from: day, to: day }),
    response: z.object({
      days: z.array(z.object({ on: day, completed: z.int(), drawn, inspected: z.int(), problems: z.int() })),
      completed: z.int(),
      inspected: z.int(),
      problems: z.int(),
      /** 问题率 of what was inspected; null where nothing was. */
      problemRate: share.nullable(),
      /** 漏检率: problems in the blind control sample / control sample (domain.md 6.3). */
      control: z.object({ inspected: z.int(), problems: z.int(), missRate: share.nullable() }),
      agreement: z.object({
        pairs: z.int(),
        agreed: z.int(),
        /** Cohen's kappa of problem or not; null where fewer than ten pairs or no spread. */
        kappa: z.number().nullable(),
        rules: z.array(z.object({ rule: oneOf(ruleCodes), title: z.string(), pairs: z.int(), agreed: z.int(), kappa: z.number().nullable() })),
      }),
      /** Null for who sees aggregates only. Never the number of deductions (CAP-D7). */
      persons: z
        .array(z.object({ name: z.string(), decided: z.int(), medianSeconds: z.number().nullable(), pairs: z.int(), agreed: z.int(), kappa: z.number().nullable(), appealed: z.int(), overturned: z.int() }))
        .nullable(),
    }),
  },

  'GET /sampling-plans': { summary: '抽样计划，最近的在前', access: 'staff', roles: planReaders, response: z.object({ items: z.array(samplingPlan) }) },
  'POST /sampling-plans': {
    summary: '新建抽样计划草稿',
    access: 'staff', roles: inspector,
    body: planVersion.extend({ title: text(60, '名称'), content: samplingContent }),
    response: samplingPlan,
    status: 201,
    idempotent: true,
  },
  'PUT /sampling-plans/:version': { summary: '修改草稿', access: 'staff', roles: inspector, params: planVersion, body: z.object({ title: text(60, '名称'), content: samplingContent }), response: samplingPlan },
  'POST /sampling-plans/:version/adoption': {
    summary: '通过抽样计划并定下生效日；须与制定人不是同一人',
    access: 'staff', roles: { president: 'all' },
    params: planVersion,
    body: z.object({ effectiveOn: day }),
    response: samplingPlan,
    idempotent: true,
  },
  'POST /sampling-plans/:version/withdrawal': { summary: '撤回草稿或尚未生效的计划', access: 'staff', roles: { inspector: 'all', president: 'all' }, params: planVersion, body: z.object({ reason: text(200, '原因') }), response: samplingPlan, idempotent: true },
  'GET /sampling-plans/:version/trial': {
    summary: '用这个计划重抽一段时间已完成的交易，看每天会抽多少（不影响任何人）',
    access: 'staff', roles: planReaders,
    params: planVersion,
    query: z.object({ from: day, to: day }),
    response: z.object({ completed: z.int(), drawn, days: z.array(z.object({ on: day, completed: z.int(), drawn })), strata: z.array(z.object({ name: z.string(), completed: z.int(), sample: z.int() })) }),
  },

  'GET /problems': {
    summary: '问题单：代理人看自己的，企业负责人看本企业的，市场看本市场的，员工看全部',
    access: 'agent_or_staff', roles: problemReaders,
    query: z.object({ state: oneOf(problemStates).optional(), q: z.string().trim().max(40).optional(), ...page }),
    response: z.object({ items: z.array(problemSummary), nextCursor: z.string().nullable() }),
  },
  'GET /problems/:id': { summary: '问题单详情', access: 'agent_or_staff', roles: problemReaders, params: byId, response: problem },
  'POST /problems/:id/images': {
    summary: '取得改正照片的直传许可；不改动已冻结的交易照片',
    access: 'agent', roles: agents,
    params: byId,
    body: z.object({
      images: z
        .array(z.object({ slot: slotCode, contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']), bytes: z.int().positive().max(10 * 1024 * 1024, '单张照片不能超过10MB'), sha256: sha256.optional(), capturedAt: z.iso.datetime(), capture: captureContext.optional() }))
        .min(1)
        .max(20),
    }),
    response: z.object({ permits: z.array(uploadPermit) }),
    status: 201,
    idempotent: true,
  },
  'POST /problems/:id/correction': {
    summary: '提交改正：说明和改正照片',
    access: 'agent', roles: agents,
    params: byId,
    body: z.object({ note: text(300, '改正说明') }),
    response: problem,
    idempotent: true,
  },
  'POST /problems/:id/review': {
    summary: '复核改正：通过，或退回再改（重新计算期限）',
    access: 'staff', roles: inspector,
    params: byId,
    body: z.discriminatedUnion('accepted', [z.object({ accepted: z.literal(true) }), z.object({ accepted: z.literal(false), note: text(300, '退回原因') })]),
    response: problem,
    idempotent: true,
  },
  'POST /problems/:id/extension': { summary: '延长改正期限', access: 'staff', roles: inspector, params: byId, body: z.object({ until: day, reason: text(200, '原因') }), response: problem, idempotent: true },
  'POST /problems/:id/withdrawal': { summary: '撤回问题单（核查有误）', access: 'staff', roles: inspector, params: byId, body: z.object({ reason: text(200, '原因') }), response: problem, idempotent: true },
  'GET /problems/:id/letter.pdf': { summary: '限期改正通知书 PDF', access: 'staff', roles: { inspector: 'all', clerk: 'all', market_manager: 'own' }, params: byId, response: z.any(), produces: 'application/pdf' },
} satisfies EndpointMap;
