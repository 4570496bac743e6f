import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { creditCode, day, id, idNumber, moment, oneOf, personName, plate, sha256, text, vin } from './primitives';
import {
  attendances,
  auditActions,
  businesses,
  channels,
  gateProblems,
  imageProblems,
  imageStates,
  partyKinds,
  returnCodes,
  sides,
  staffRoles,
  transactionStates,
} from './vocabulary';

/** 影像类型代码, such as P20; the titles come with the deal's own version of the rule table. */
const slotCode = z.string().regex(/^P\d\d$/, '影像类型代码不正确');

const personParty = z.object({
  side: oneOf(sides),
  kind: z.literal('person'),
  name: personName,
  idNumber,
  /** 本人到场, or the agent acts for this side with a 委托书. */
  attendance: oneOf(attendances),
});
const unitParty = z.object({
  side: oneOf(sides),
  kind: z.literal('unit'),
  name: text(100, '单位名称'),
  creditCode,
  /** 经办人: who comes for the unit, with a sealed 委托书 (机动车登记规定 art. 89). */
  delegateName: personName,
  delegateIdNumber: idNumber,
  attendance: oneOf(attendances),
});

/** What an agent says of a deal when it begins. Exactly one seller and one buyer, or more (共有). */
export const dealInput = z.object({
  business: oneOf(businesses),
  marketId: id,
  vin,
  plate,
  /** 抵押中: the mortgagee's consent becomes a required photo (机动车登记规定 art. 26). */
  mortgaged: z.boolean(),
  parties: z
    .array(z.discriminatedUnion('kind', [personParty, unitParty]))
    .min(2, '请填写卖方和买方')
    .max(8, '买卖双方合计不能超过8人')
    .refine((parties) => parties.some((party) => party.side === 'seller'), '请填写卖方')
    .refine((parties) => parties.some((party) => party.side === 'buyer'), '请填写买方'),
});

/** One picture as the server knows it. */
export const image = z.object({
  id,
  slot: slotCode,
  state: oneOf(imageStates),
  problems: z.array(z.object({ code: oneOf(imageProblems), sentence: z.string() })),
  returned: z.object({ code: oneOf(returnCodes), note: z.string().nullable() }).nullable(),
  bytes: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  sha256: sha256.nullable(),
  capturedAt: moment,
  receivedAt: moment.nullable(),
});

/** 拍照清单的一项: a photo type that this deal needs or may have, and the pictures in it (latest last, replaced ones left out). */
export const slot = z.object({
  code: slotCode,
  title: z.string(),
  hint: z.string(),
  /** Why this deal needs it, in Chinese. */
  reason: z.string(),
  required: z.boolean(),
  subject: z.enum(['document', 'person', 'vehicle']),
  /** Outline for the camera: width / height of the thing to be taken. */
  aspect: z.number(),
  /** Pictures needed (0 where optional) and allowed. */
  min: z.int(),
  max: z.int(),
  /** The phone compresses to at most this many bytes and this long side in pixels. */
  budgetBytes: z.int(),
  longSide: z.int(),
  images: z.array(image),
});

/** A natural person or unit in a deal, masked: names as 张**, numbers as 330***********1234. */
export const party = z.object({
  id,
  side: oneOf(sides),
  kind: oneOf(partyKinds),
  name: z.string(),
  number: z.string(),
  delegateName: z.string().nullable(),
  delegateIdNumber: z.string().nullable(),
  attendance: oneOf(attendances),
  /** When the person, or the unit's delegate, read the notice and agreed. */
  notifiedAt: moment.nullable(),
});

export const gateProblem = z.object({
  code: oneOf(gateProblems),
  /** The slot or party that it speaks of. */
  slot: slotCode.nullable(),
  partyId: id.nullable(),
  sentence: z.string(),
});

export const transactionSummary = z.object({
  id,
  serial: z.string(),
  business: oneOf(businesses),
  state: oneOf(transactionStates),
  channel: oneOf(channels),
  vin: z.string(),
  plate: z.string(),
  marketName: z.string(),
  companyName: z.string(),
  agentName: z.string(),
  /** Photos to be taken again now. */
  toRetake: z.int(),
  createdAt: moment,
  submittedAt: moment.nullable(),
  completedAt: moment.nullable(),
});

export const transaction = transactionSummary.extend({
  marketId: id,
  certificateNumber: z.string(),
  mortgaged: z.boolean(),
  rulesVersion: z.string(),
  parties: z.array(party),
  slots: z.array(slot),
  /** What still stands between this deal and its submission; empty when it may be submitted. */
  gate: z.array(gateProblem),
  /** What the caller may do now; the client shows only these. */
  may: z.object({
    change: z.boolean(),
    capture: z.boolean(),
    submit: z.boolean(),
    cancel: z.boolean(),
    complete: z.boolean(),
    return: z.boolean(),
    readVoucher: z.boolean(),
  }),
});

/** 上传许可: POST the form to `url` as multipart, `fields` first and the file last under the name `file`. */
export const uploadPermit = z.object({
  image,
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresAt: moment,
});

export const historyEntry = z.object({
  id,
  at: moment,
  action: oneOf(auditActions),
  actor: z.object({ kind: z.enum(['agent', 'staff', 'system']), name: z.string(), role: oneOf(staffRoles).nullable() }),
  details: z.record(z.string(), z.unknown()),
});

const byId = z.object({ id });

export const transactionEndpoints = {
  'POST /transactions': {
    summary: '新建交易',
    access: 'agent',
    body: dealInput,
    response: transaction,
    status: 201,
    idempotent: true,
  },
  'PUT /transactions/:id': {
    summary: '修改交易信息（采集中或待补拍时）',
    access: 'agent',
    params: byId,
    body: dealInput,
    response: transaction,
  },
  'GET /transactions': {
    summary: '交易列表：代理人看自己的，操作员看本市场的，员工看全部；按流水号、车牌、车架号搜索',
    access: 'agent_or_staff',
    query: z.object({
      q: z.string().trim().max(40).optional(),
      state: oneOf(transactionStates).optional(),
      business: oneOf(businesses).optional(),
      channel: oneOf(channels).optional(),
      marketId: id.optional(),
      /** Created on or after, and on or before, this day in Shanghai. */
      from: day.optional(),
      to: day.optional(),
      /** Oldest submission first, for the counter's queue; otherwise newest first. */
      order: z.enum(['newest', 'oldest_submitted']).default('newest'),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    response: z.object({ items: z.array(transactionSummary), nextCursor: z.string().nullable() }),
  },
  'GET /transaction-counts': {
    summary: '各状态的交易数与今日完成数，范围同列表',
    access: 'agent_or_staff',
    response: z.object({
      capturing: z.int(),
      awaiting_check: z.int(),
      returned: z.int(),
      completedToday: z.int(),
      returnedToday: z.int(),
    }),
  },
  'GET /transactions/:id': { summary: '交易详情', access: 'agent_or_staff', params: byId, response: transaction },
  'GET /transactions/:id/counter-code': {
    summary: '给柜台扫的交易二维码（内容是流水号）',
    access: 'agent',
    params: byId,
    response: z.object({ serial: z.string(), qr: z.string() }),
  },
  'GET /transactions/:id/history': {
    summary: '交易的全部经过',
    access: 'staff',
    params: byId,
    response: z.object({ entries: z.array(historyEntry) }),
  },
  'POST /transactions/:id/party-notices': {
    summary: '当事人阅读告知并同意采集其证件与影像',
    access: 'agent',
    params: byId,
    body: z.object({ partyId: id, version: text(40, '告知版本') }),
    response: transaction,
    status: 201,
    idempotent: true,
  },
  'POST /transactions/:id/images': {
    summary: '取得一批照片的直传许可',
    access: 'agent',
    params: byId,
    body: z.object({
      images: z
        .array(
          z.object({
            slot: slotCode,
            /** Where the type allows several: the picture that this one replaces. */
            replaces: id.optional(),
            contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
            bytes: z.int().positive().max(10 * 1024 * 1024, '单张照片不能超过10MB'),
            /** SHA-256 of the file as captured and compressed on the device, where the device can tell it. */
            sha256: sha256.optional(),
            capturedAt: z.iso.datetime(),
          }),
        )
        .min(1)
        .max(20),
    }),
    response: z.object({ permits: z.array(uploadPermit) }),
    status: 201,
    idempotent: true,
  },
  'POST /images/:id/arrival': {
    summary: '请服务器到存储中查看照片（回调丢失或断线之后）',
    access: 'agent',
    params: byId,
    response: z.object({ image }),
  },
  'POST /transactions/:id/image-views': {
    summary: '查看照片：60秒有效的地址，逐张记入审计',
    access: 'agent_or_staff',
    params: byId,
    body: z.object({ imageIds: z.array(id).min(1).max(40), variant: z.enum(['thumbnail', 'full']) }),
    response: z.object({ views: z.array(z.object({ imageId: id, url: z.string() })), expiresAt: moment }),
  },
  'POST /transactions/:id/submission': {
    summary: '提交核对：过不了关时说明缺什么',
    access: 'agent',
    params: byId,
    response: transaction,
    idempotent: true,
  },
  'POST /transactions/:id/cancellation': {
    summary: '取消交易',
    access: 'agent',
    params: byId,
    body: z.object({ reason: text(200, '取消原因') }),
    response: transaction,
    idempotent: true,
  },
  'POST /transactions/:id/completion': {
    summary: '市场：核对完成，交易冻结',
    access: 'staff',
    params: byId,
    body: z.object({
      /** Every picture in force, as seen and compared with the original. */
      checkedImageIds: z.array(id).min(1).max(100),
    }),
    response: transaction,
    idempotent: true,
  },
  'POST /transactions/:id/returns': {
    summary: '市场：退回个别照片',
    access: 'staff',
    params: byId,
    body: z.object({
      images: z
        .array(
          z
            .object({ imageId: id, code: oneOf(returnCodes), note: z.string().trim().max(200).optional() })
            .refine((item) => item.code !== 'R13' || Boolean(item.note), { path: ['note'], error: '选择“其他”时请写明原因' }),
        )
        .min(1, '请选择要退回的照片')
        .max(40),
    }),
    response: transaction,
    idempotent: true,
  },
  'GET /transactions/:id/voucher': {
    summary: '核对凭证',
    access: 'agent_or_staff',
    params: byId,
    response: z.object({
      serial: z.string(),
      business: oneOf(businesses),
      plate: z.string(),
      vin: z.string(),
      marketName: z.string(),
      companyName: z.string(),
      completedAt: moment,
      imageCount: z.int(),
      /** SHA-256 over the pictures' hashes in the order of their slots. */
      imagesDigest: sha256,
      checkUrl: z.string(),
      qr: z.string(),
    }),
  },
  'GET /transactions/:id/voucher.pdf': {
    summary: '核对凭证 PDF（A4）',
    access: 'agent_or_staff',
    params: byId,
    response: z.any(),
    produces: 'application/pdf',
  },
  'GET /photo-samples/:code': {
    summary: '拍照示例图',
    access: 'public',
    params: z.object({ code: slotCode }),
    response: z.any(),
    produces: 'image/jpeg',
  },
} satisfies EndpointMap;
