import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { month } from './money';
import { agents } from './rights';
import { id, moment, namedId, oneOf, sha256, text } from './primitives';
import { bulletinSendingStates, bulletinStates, bulletinWays } from './vocabulary';

const readers = { clerk: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const editors = { clerk: 'all', president: 'all' } as const satisfies Rights;
const byId = z.object({ id });

/** A figure as the bulletin says it; growth in hundredths of a percent from the stored base, null where there is none. */
const figure = z.object({ item: z.string(), name: z.string(), unit: z.string(), value: z.int(), growth: z.int().nullable() });
/** One item by one dimension (区县, 品牌, 能源类型, 车龄), the largest first, 车龄 in the order of the file; `share` in hundredths of a percent of the item. */
const breakdown = z.object({ item: z.string(), itemName: z.string(), dimension: z.string(), dimensionName: z.string(), isWhole: z.boolean(), rows: z.array(z.object({ member: z.string(), value: z.int(), share: z.int(), growth: z.int().nullable() })) });

/** 通报内容, as it was when it was drafted: what is sent never changes afterwards. */
export const bulletinContent = z.object({
  period: month,
  title: z.string(),
  figures: z.array(figure),
  breakdowns: z.array(breakdown),
  /** The last 13 months of each flow item. */
  courses: z.array(z.object({ item: z.string(), name: z.string(), unit: z.string(), months: z.array(z.object({ month, value: z.int().nullable(), yearBefore: z.int().nullable() })) })),
  /** What the consistency checker says of the figures, in sentences. */
  remarks: z.array(z.string()),
  /** 编者按 of the clerk; empty where there is none. */
  note: z.string(),
  source: z.string(),
});

export const bulletin = z.object({
  id,
  period: month,
  state: oneOf(bulletinStates),
  title: z.string(),
  /** 版次 of the vehicle office's data that it is made of; `isOutdated` once a corrected edition is in force, or what it is compared with was published or corrected before it was sent. */
  edition: z.int(),
  isOutdated: z.boolean(),
  madeBy: z.string(),
  madeAt: moment,
  approvedBy: z.string().nullable(),
  approvedAt: moment.nullable(),
  /** Why it was given back (退回), until it is changed. */
  refusal: z.string().nullable(),
  /** How many destinations it has reached. */
  sendings: z.int(),
});

const bulletinView = bulletin.extend({
  content: bulletinContent,
  /** For a group: plain text, at most 1,000 characters. */
  text: z.string(),
  /** 小程序 path of its page with a leading slash, for the share card. */
  sharePath: z.string(),
  posterSha256: sha256,
  may: z.object({ change: z.boolean(), approve: z.boolean(), refuse: z.boolean(), withdraw: z.boolean(), send: z.boolean() }),
});

export const bulletinSending = z.object({
  id,
  bulletinId: id,
  destinationId: id,
  way: oneOf(bulletinWays),
  /** As it was called then. */
  destinationName: z.string(),
  state: oneOf(bulletinSendingStates),
  /** What was sent: the text, and the picture's hash. */
  text: z.string(),
  posterSha256: sha256,
  /** Whom it reached, where that is counted: members with an inbox or a subscription. */
  recipients: z.int().nullable(),
  sentBy: z.string(),
  requestedAt: moment,
  settledAt: moment.nullable(),
  /** What the provider, or the person who forwarded it, said. */
  outcome: z.string().nullable(),
  may: z.object({ confirm: z.boolean(), retry: z.boolean() }),
});

export const bulletinDestination = z.object({
  id,
  way: oneOf(bulletinWays),
  name: z.string(),
  enabled: z.boolean(),
  /** Whether everything that this way needs is there; secrets are never shown again. */
  isComplete: z.boolean(),
  /** Such as the number of groups, or the last four signs of a key. */
  hint: z.string(),
});

/** What a way needs: a robot's key; DingTalk also its secret; a group task the sender's user id and the ids of the customer groups. */
const secrets = z.object({
  key: z.string().trim().max(200).optional(),
  secret: z.string().trim().max(200).optional(),
  sender: z.string().trim().max(64).optional(),
  chatIds: z.array(z.string().trim().min(1).max(64)).max(200).optional(),
});

const published = bulletin.pick({ id: true, period: true, title: true }).extend({ sentAt: moment });

export const bulletinEndpoints = {
  'GET /bulletins': { summary: '月度通报，新的在前；还没有通报的已发布月份', access: 'staff', roles: readers, response: z.object({ items: z.array(bulletin), undrafted: z.array(month) }) },
  'POST /bulletins': { summary: '由一期已发布的车管数据起草通报：文字、长图、内容一次生成', access: 'staff', roles: { clerk: 'all' }, body: z.object({ period: month }), response: bulletinView, status: 201, idempotent: true },
  'GET /bulletins/:id': { summary: '一份通报', access: 'staff', roles: readers, params: byId, response: bulletinView },
  'PUT /bulletins/:id': { summary: '修改标题和编者按，长图随之重画', access: 'staff', roles: { clerk: 'all' }, params: byId, body: z.object({ title: text(40, '标题'), note: z.string().trim().max(300, '编者按不能超过300个字') }), response: bulletinView },
  'POST /bulletins/:id/approval': { summary: '第二人复核；写明看过的是哪一张长图，此后改过的不算', access: 'staff', roles: editors, params: byId, body: z.object({ posterSha256: sha256 }), response: bulletinView, idempotent: true },
  'POST /bulletins/:id/refusal': { summary: '退回修改', access: 'staff', roles: editors, params: byId, body: z.object({ reason: text(200, '原因') }), response: bulletinView, idempotent: true },
  'POST /bulletins/:id/withdrawal': { summary: '撤回：不再发送，公开页不再显示', access: 'staff', roles: editors, params: byId, body: z.object({ reason: text(200, '原因') }), response: bulletinView, idempotent: true },
  'GET /bulletins/:id/poster.png': { summary: '通报长图，1080像素宽', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'image/png' },
  'GET /bulletins/:id/mini-program-code': { summary: '通报页的小程序码，可发送或已发送的通报才有', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'image/png' },
  'GET /bulletins/:id/sendings': { summary: '发送记录：谁、何时、发到哪里、发了什么', access: 'staff', roles: readers, params: byId, response: z.object({ items: z.array(bulletinSending) }) },
  'POST /bulletins/:id/sendings': { summary: '发送到一个去处；编号由页面给出，重复提交不重发', access: 'staff', roles: editors, params: byId, body: z.object({ id: namedId, destinationId: id }), response: bulletinSending, status: 201, idempotent: true },
  'POST /bulletin-sendings/:id/confirmation': { summary: '确认已在群里发出（人工转发，或结果未知时看过群）', access: 'staff', roles: editors, params: byId, body: z.object({ sent: z.boolean(), note: text(200, '说明') }), response: bulletinSending, idempotent: true },
  'POST /bulletin-sendings/:id/retry': { summary: '失败后重新发送', access: 'staff', roles: editors, params: byId, response: bulletinSending, idempotent: true },
  'GET /bulletin-destinations': { summary: '发送去处', access: 'staff', roles: { ...readers, technician: 'all' }, response: z.object({ items: z.array(bulletinDestination), ways: z.array(z.object({ way: oneOf(bulletinWays), isConfigured: z.boolean() })) }) },
  'POST /bulletin-destinations': { summary: '新增发送去处', access: 'staff', roles: { clerk: 'all', technician: 'all' }, body: z.object({ way: oneOf(bulletinWays), name: text(40, '名称'), secrets }), response: bulletinDestination, status: 201, idempotent: true },
  'PUT /bulletin-destinations/:id': { summary: '修改或停用发送去处；不填的密钥保持不变', access: 'staff', roles: { clerk: 'all', technician: 'all' }, params: byId, body: z.object({ name: text(40, '名称'), enabled: z.boolean(), secrets }), response: bulletinDestination },

  'GET /published-bulletins': { summary: '已发送的月度通报', access: 'agent', roles: agents, response: z.object({ items: z.array(published), templateId: z.string().nullable() }) },
  'GET /published-bulletins/:id': { summary: '一份已发送或可发送的通报，由分享卡片打开；撤回的读作没有', access: 'public', params: byId, response: z.object({ id, title: z.string(), text: z.string(), content: bulletinContent, sharePath: z.string(), isOutdated: z.boolean() }) },
  'GET /published-bulletins/:id/poster.png': { summary: '通报长图', access: 'public', params: byId, response: z.any(), produces: 'image/png' },
} satisfies EndpointMap;

export type BulletinContent = z.output<typeof bulletinContent>;
