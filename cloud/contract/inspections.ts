import { z } from 'zod';
import { dealCheck } from './checks';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, nothing, oneOf, sha256, text } from './primitives';
import { agents, market } from './rights';
import { captureContext, image, slotCode, transaction, uploadPermit } from './transactions.shapes';
import { lookVerdicts, problemStates, returnCodes, ruleCodes, samplingPlanStates } from './vocabulary';

const byId = z.object({ id });
const inspector = { inspector: 'all' } as const satisfies Rights;
const planReaders = { inspector: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const figureReaders = { ...planReaders, clerk: 'all', policy_adviser: 'all' } as const satisfies Rights;
const problemReaders = { ...agents, ...market, inspector: 'all', clerk: 'all', president: 'all' } as const satisfies Rights;
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
/** 违规代码, such as B03; which there are says the rule book in force. */
export const violationCode = z.string().regex(/^[A-Z]\d\d$/, '违规代码由一个大写字母和两位数字组成');

/** A share with its 95 % interval (Wilson), each 0–1. */
export const share = z.object({ share: z.number(), low: z.number(), high: z.number() });

/**
 * 核查案件 as the inspector has it: the deal and what the machine said of it. Nothing tells why it came up, nor whether somebody
 * else looks at it too.
 */
export const inspectionLook = z.object({
  id,
  deal: transaction,
  check: dealCheck,
  /** What somebody in doubt asked for; null where nobody did. */
  question: z.string().nullable(),
  /** Until when it is kept for who claimed it; every claim prolongs it. */
  leaseUntil: moment,
});

/** One finding: a picture (or the deal itself) with its code, and the violation that it is. */
const mark = z
  .object({
    imageId: id.nullable(),
    /** Which photo is missing, where there is no picture. */
    slot: slotCode.nullable().default(null),
    code: oneOf(returnCodes),
    /** Null where it is the usual one of the code (rule book in force), or none. */
    violation: violationCode.nullable().default(null),
    note: z.string().trim().max(200).optional(),
  })
  .refine(({ code, note }) => code !== 'R13' || Boolean(note), { path: ['note'], error: '选择“其他”时请写明原因' });

const lookDecision = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.literal('pass'), seconds: z.number().min(0).max(36_000) }),
  z.object({ verdict: z.literal('doubt'), seconds: z.number().min(0).max(36_000), note: text(200, '疑问') }),
  z.object({ verdict: z.literal('problem'), seconds: z.number().min(0).max(36_000), marks: z.array(mark).min(1, '请标出有问题的照片或项目').max(40) }),
]);

/** 抽样计划的内容; rates are shares 0–1 of the deals in which no rule fires. */
export const samplingContent = z.object({
  /** From the same seed the same deals are drawn. */
  seed: text(40, '随机种子'),
  /** From this risk on a deal is looked at in any case; 0 would be every deal. */
  redFrom: z.number().gt(0, '应大于0，否则每笔交易都算高风险').max(1),
  /** What each finding of the machine adds to the risk: 1 − ∏(1 − weight). */
  weights: z.object({ block: z.number().min(0).max(1), flag: z.number().min(0).max(1), warn: z.number().min(0).max(1), uncertain: z.number().min(0).max(1), overridden: z.number().min(0).max(1), disputed: z.number().min(0).max(1) }),
  rate: z.number().min(0).max(1),
  days: z.array(z.object({ on: day, rate: z.number().min(0).max(1) })).max(366),
  markets: z.array(z.object({ marketId: id, rate: z.number().min(0).max(1) })).max(200),
  /** By the number of the 代理证. */
  agents: z.array(z.object({ certificateNumber: z.string().trim().max(20), rate: z.number().min(0).max(1) })).max(200),
  newAgents: z.object({ days: z.int().min(0).max(3650), rate: z.number().min(0).max(1) }),
  repeatOffenders: z.object({ days: z.int().min(1).max(3650), problems: z.int().min(1).max(100), rate: z.number().min(0).max(1) }),
  /** 对照样: of the deals that neither a rule nor the sample brings up; measures what the machine misses. */
  control: z.number().min(0).max(1),
  /** 双盲复核: of all cases, a second person looks too. */
  blindSecond: z.number().min(0).max(1),
  /** Cases a person and day; shown beside the progress, never a reward. */
  target: z.int().min(1).max(2000),
});
const planVersion = z.object({ version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,19}$/, '版本号由数字、小写字母、点和短横组成，至多20个字符') });
export const samplingPlan = planVersion.extend({
  state: oneOf(samplingPlanStates),
  title: z.string(),
  content: samplingContent,
  effectiveOn: day.nullable(),
  inForce: z.boolean(),
  madeBy: z.string(),
  adoptedBy: z.string().nullable(),
  createdAt: moment,
  may: z.object({ change: z.boolean(), adopt: z.boolean(), withdraw: z.boolean() }),
});

const drawn = z.object({ red: z.int(), sample: z.int(), control: z.int(), requested: z.int() });

/** 问题单 in a list. */
export const problemSummary = z.object({
  id,
  number: z.string(),
  state: oneOf(problemStates),
  transactionId: id,
  serial: z.string(),
  plate: z.string(),
  marketName: z.string(),
  companyName: z.string(),
  agentName: z.string(),
  /** The findings in a few words. */
  findings: z.array(z.string()),
  foundAt: moment,
  dueOn: day,
  correctedAt: moment.nullable(),
  closedAt: moment.nullable(),
});

export const problem = problemSummary.extend({
  certificateNumber: z.string(),
  items: z.array(
    z.object({
      imageId: id.nullable(),
      slot: slotCode.nullable(),
      /** Of the photo type, or of the deal itself. */
      title: z.string(),
      code: oneOf(returnCodes),
      violation: violationCode.nullable(),
      violationName: z.string().nullable(),
      note: z.string().nullable(),
      /** Whether a good new picture is still missing for it; never where a word is enough. */
      missing: z.boolean(),
      /** Pictures that were taken for the correction, the latest last. */
      corrections: z.array(image),
    }),
  ),
  correctionNote: z.string().nullable(),
  /** What happened, oldest first, each with its time. */
  steps: z.array(z.object({ at: moment, step: z.enum(['found', 'notified', 'corrected', 'refused', 'verified', 'overdue', 'withdrawn', 'extended']), by: z.string(), note: z.string().nullable() })),
  may: z.object({ correct: z.boolean(), review: z.boolean(), extend: z.boolean(), withdraw: z.boolean() }),
});

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

export type SamplingContent = z.output<typeof samplingContent>;
export type LookDecision = z.output<typeof lookDecision>;
