import { z } from 'zod';
import { dealCheck } from './checks';
import { day, id, moment, oneOf, text } from './primitives';
import { image, slotCode, transaction } from './transactions.shapes';
import { problemStates, returnCodes, samplingPlanStates } from './vocabulary';

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

/** 核查结论 with what belongs to it; `seconds` from seeing the case to deciding, as the console measured. */
export const lookDecision = z.discriminatedUnion('verdict', [
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
/** The version by which a 抽样计划 is known. */
export const planVersion = z.object({ version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,19}$/, '版本号由数字、小写字母、点和短横组成，至多20个字符') });
/** 抽样计划. */
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

/** Deals by what brought them up. */
export const drawn = z.object({ red: z.int(), sample: z.int(), control: z.int(), requested: z.int() });

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

/** 问题单 with its findings, corrections and steps. */
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

export type SamplingContent = z.output<typeof samplingContent>;
export type LookDecision = z.output<typeof lookDecision>;
