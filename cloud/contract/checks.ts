import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, text } from './primitives';
import { agents, market } from './rights';
import { slotCode } from './transactions.shapes';
import { detectors, documentFields, documentKinds, readingStates, ruleCodes, rulePackStates, severities, valueSources, verdicts } from './vocabulary';

const readers = { ...agents, ...market, inspector: 'all', clerk: 'all' } as const satisfies Rights;
/** 规则: who sees what a rule does; aggregates only, no deal and no person. */
const ruleReaders = { inspector: 'all', technician: 'all', president: 'all', auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;

/** Part of a picture, as shares (0–1) of the upright picture's width and height. */
export const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

/** One value that a rule compared; names and numbers of persons come masked. */
export const comparedValue = z.object({
  field: oneOf(documentFields),
  label: z.string(),
  /** Null where nothing could be read. */
  value: z.string().nullable(),
  source: oneOf(valueSources),
  confidence: z.number().nullable(),
  imageId: id.nullable(),
  slot: slotCode.nullable(),
  /** Where it stands on the picture, to be framed. */
  box: box.nullable(),
  /** It differs from the majority of the compared values. */
  differs: z.boolean(),
});

/** 规则结论: what one rule says of one deal, and what to do. */
export const ruleResult = z.object({
  rule: oneOf(ruleCodes),
  title: z.string(),
  version: z.int(),
  severity: oneOf(severities),
  verdict: oneOf(verdicts),
  /** What is so, in plain Chinese, without names or numbers of persons. */
  sentence: z.string(),
  /** What to do now; null where there is nothing to do. */
  fix: z.string().nullable(),
  values: z.array(comparedValue),
  /** Pictures, or parts of them, that the rule speaks of beside its values. */
  areas: z.array(z.object({ imageId: id, slot: slotCode, box: box.nullable(), label: z.string() })),
  /** 请人工核对: the agent does not agree, and why. */
  dispute: z.object({ at: moment, note: z.string() }).nullable(),
  /** 人工放行 at the counter: who, when, why. */
  override: z.object({ at: moment, by: z.string(), reason: z.string() }).nullable(),
  /** What the caller may do about it now. */
  may: z.object({ dispute: z.boolean(), override: z.boolean() }),
});

/** 预检 of one deal, as it stands now. */
export const dealCheck = z.object({
  /** `reading` while pictures wait or are read; `done` when every rule has spoken of the deal as it stands. */
  state: z.enum(['reading', 'done']),
  packVersion: z.string(),
  checkedAt: moment.nullable(),
  /** Pictures of other people that are read before the next of this deal, and about how long that takes; null when none waits. */
  queue: z.object({ ahead: z.int(), seconds: z.int() }).nullable(),
  pictures: z.array(
    z.object({
      imageId: id,
      slot: slotCode,
      title: z.string(),
      state: oneOf(readingStates),
      /** Why it could not be read and what to do, in plain Chinese; null unless it is `failed`. */
      why: z.string().nullable(),
      /** What it shows, as read. */
      kind: oneOf(documentKinds).nullable(),
      /** Fields that rules need and that could not be read, or not surely: to be typed or confirmed by the agent. */
      toType: z.array(z.object({ field: oneOf(documentFields), label: z.string(), value: z.string().nullable(), hint: z.string() })),
    }),
  ),
  results: z.array(ruleResult),
  may: z.object({ type: z.boolean() }),
});

/** Settings of one rule in a pack: its severity, and its own figures by name. */
const ruleSetting = z.object({ severity: oneOf(severities), settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])) });
/** Scores (0–1) from which a detector's finding counts: `flag` is told, `block` stops; null never. */
const detectorSetting = z.object({ flag: z.number().min(0).max(1).nullable(), block: z.number().min(0).max(1).nullable() });

/** 规则包的内容: every rule and every threshold, as data. */
export const rulePackContent = z.object({
  rules: z.record(oneOf(ruleCodes), ruleSetting),
  detectors: z.record(oneOf(detectors), detectorSetting),
  /** A value read with less confidence than this is asked of the agent, 0–1. */
  minConfidence: z.number().min(0).max(1),
  /** For so many seconds after the last picture a submission waits for the readings; afterwards what is unread is 不能确定. */
  waitsForReadingSeconds: z.int().min(0).max(600),
});

/** 规则包. */
export const rulePack = z.object({
  version: z.string(),
  state: oneOf(rulePackStates),
  title: z.string(),
  /** First day (Shanghai) for deals that begin then; null while it is not adopted. */
  effectiveOn: day.nullable(),
  inForce: z.boolean(),
  /** 依据 of its adoption. */
  resolution: z.string().nullable(),
  madeBy: z.string(),
  adoptedBy: z.string().nullable(),
  createdAt: moment,
});
const packVersion = z.object({ version: z.string().regex(/^[0-9a-z][0-9a-z.-]{0,19}$/, '规则包版本号由数字、小写字母、点和短横组成，至多20个字符') });

/** What one rule of a shadow pack would have meant, beside the pack in force. */
export const ruleEffect = z.object({
  rule: oneOf(ruleCodes),
  title: z.string(),
  severity: oneOf(severities),
  severityInForce: oneOf(severities),
  /** Deals looked at, and what the two packs said: inconsistent or uncertain. */
  deals: z.int(),
  hits: z.int(),
  hitsInForce: z.int(),
  uncertain: z.int(),
  uncertainInForce: z.int(),
  /** Hits where people returned the deal or a picture of it, and hits where people completed it untouched or overrode. */
  agreed: z.int(),
  disagreed: z.int(),
  /** Deals that people returned and this rule let pass. */
  missed: z.int(),
});

export const checkEndpoints = {
  'GET /transactions/:id/checks': {
    summary: '交易预检：读取进度、逐条规则结论、对应的照片位置',
    access: 'agent_or_staff', roles: readers,
    params: z.object({ id }),
    response: dealCheck,
  },
  'PUT /images/:id/fields': {
    summary: '代理人填写或确认机器没有读清的栏位，标记为“填写”',
    access: 'agent', roles: agents,
    params: z.object({ id }),
    body: z.object({ fields: z.array(z.object({ field: oneOf(documentFields), value: z.string().trim().max(100) })).min(1).max(20) }),
    response: dealCheck,
  },
  'POST /transactions/:id/check-disputes': {
    summary: '代理人不同意某条规则的结论，请市场人工核对',
    access: 'agent', roles: agents,
    params: z.object({ id }),
    body: z.object({ rule: oneOf(ruleCodes), note: text(200, '说明') }),
    response: dealCheck,
    status: 201,
    idempotent: true,
  },
  'POST /transactions/:id/check-overrides': {
    summary: '市场操作员核对原件后放行某条规则，须写明理由，计入统计',
    access: 'staff', roles: { operator: 'own' },
    params: z.object({ id }),
    body: z.object({ rule: oneOf(ruleCodes), reason: text(200, '理由') }),
    response: dealCheck,
    status: 201,
    idempotent: true,
  },
  'GET /check-figures': {
    summary: '预检统计：每条规则的命中、异议、放行，按市场与操作员的放行次数',
    access: 'staff', roles: { ...ruleReaders, market_manager: 'own' },
    query: z.object({ from: day, to: day }),
    response: z.object({
      deals: z.int(),
      rules: z.array(
        z.object({ rule: oneOf(ruleCodes), title: z.string(), consistent: z.int(), inconsistent: z.int(), uncertain: z.int(), disputed: z.int(), overridden: z.int() }),
      ),
      overrides: z.array(z.object({ marketName: z.string(), operatorName: z.string(), completed: z.int(), overridden: z.int() })),
    }),
  },
  'GET /check-queue': {
    summary: '读取队列：等待、进行中、失败的照片数与耗时',
    access: 'staff', roles: { technician: 'all' },
    response: z.object({
      waiting: z.int(),
      running: z.int(),
      failed: z.int(),
      /** Of the last 24 hours, from the arrival of the picture to its reading, in seconds. */
      medianSeconds: z.number().nullable(),
      p95Seconds: z.number().nullable(),
      oldestSeconds: z.number().nullable(),
      engine: z.string(),
    }),
  },
  'GET /rule-packs': {
    summary: '规则包列表，最近的在前',
    access: 'staff', roles: ruleReaders,
    response: z.object({ items: z.array(rulePack) }),
  },
  'GET /rule-packs/:version': {
    summary: '规则包的内容，以及与现行规则包的不同',
    access: 'staff', roles: ruleReaders,
    params: packVersion,
    response: rulePack.extend({
      content: rulePackContent,
      /** What the rules' own settings mean, in Chinese, by rule and name. */
      settingLabels: z.record(z.string(), z.record(z.string(), z.string())),
      /** Each setting that differs from the pack in force, in words. */
      differences: z.array(z.object({ label: z.string(), inForce: z.string(), here: z.string() })),
      may: z.object({ change: z.boolean(), shadow: z.boolean(), adopt: z.boolean(), withdraw: z.boolean(), replay: z.boolean() }),
    }),
  },
  'POST /rule-packs': {
    summary: '新建规则包草稿',
    access: 'staff', roles: { technician: 'all', inspector: 'all' },
    body: packVersion.extend({ title: text(60, '名称'), content: rulePackContent }),
    response: rulePack,
    status: 201,
    idempotent: true,
  },
  'PUT /rule-packs/:version': {
    summary: '修改草稿',
    access: 'staff', roles: { technician: 'all', inspector: 'all' },
    params: packVersion,
    body: z.object({ title: text(60, '名称'), content: rulePackContent }),
    response: rulePack,
  },
  'POST /rule-packs/:version/shadow': {
    summary: '开始影子运行：与现行规则包同时检查每一笔新交易，不影响任何人',
    access: 'staff', roles: { technician: 'all', inspector: 'all' },
    params: packVersion,
    response: rulePack,
    idempotent: true,
  },
  'POST /rule-packs/:version/replays': {
    summary: '用影子规则包重查一段历史',
    access: 'staff', roles: { technician: 'all', inspector: 'all' },
    params: packVersion,
    body: z.object({ from: day, to: day }),
    response: rulePack,
    status: 201,
    idempotent: true,
  },
  'GET /rule-packs/:version/effect': {
    summary: '影子规则包的效果：命中、与人工结论的符合，与现行规则包对照',
    access: 'staff', roles: ruleReaders,
    params: packVersion,
    response: z.object({
      deals: z.int(),
      /** The replay that runs, with the share done (0–1); null when none runs. */
      replay: z.object({ from: day, to: day, done: z.number() }).nullable(),
      /** Deals that the last replay passed over: their pictures were never read, or somebody in them has been erased. */
      skipped: z.int().optional(),
      rules: z.array(ruleEffect),
    }),
  },
  'POST /rule-packs/:version/adoption': {
    summary: '通过规则包并定下生效日；须与制定人不是同一人',
    access: 'staff', roles: { president: 'all' },
    params: packVersion,
    body: z.object({ effectiveOn: day, resolution: text(200, '决议依据') }),
    response: rulePack,
    idempotent: true,
  },
  'POST /rule-packs/:version/withdrawal': {
    summary: '撤回草稿、影子运行或尚未生效的规则包',
    access: 'staff', roles: { technician: 'all', inspector: 'all', president: 'all' },
    params: packVersion,
    body: z.object({ reason: text(200, '原因') }),
    response: rulePack,
    idempotent: true,
  },
} satisfies EndpointMap;

export type RulePackContent = z.output<typeof rulePackContent>;
