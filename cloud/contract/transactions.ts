import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, namedId, oneOf, sha256, text } from './primitives';
import { agents, market } from './rights';
import { captureContext, dealInput, historyEntry, image, slotCode, transaction, transactionSummary, uploadPermit } from './transactions.shapes';
import { businesses, channels, returnCodes, transactionStates } from './vocabulary';

const byId = z.object({ id });
const employeesWhoRead = { ...market, inspector: 'all', clerk: 'all', finance: 'all', president: 'all' } as const satisfies Rights;
const readers = { ...agents, ...employeesWhoRead } as const satisfies Rights;
/** Who captures: agents their own deals, operators those that were begun at their market's counter. */
const capturers = { ...agents, operator: 'own' } as const satisfies Rights;

export const transactionEndpoints = {
  'POST /transactions': {
    summary: '新建交易',
    access: 'agent', roles: agents,
    body: dealInput,
    response: transaction,
    status: 201,
    idempotent: true,
  },
  'PUT /transactions/:id': {
    summary: '修改交易信息（采集中或待补拍时）',
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    body: dealInput,
    response: transaction,
  },
  'GET /transactions': {
    summary: '交易列表：代理人看自己的，操作员看本市场的，员工看全部；按流水号、车牌、车架号搜索',
    access: 'agent_or_staff', roles: readers,
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
    access: 'agent_or_staff', roles: readers,
    response: z.object({
      capturing: z.int(),
      awaiting_check: z.int(),
      returned: z.int(),
      completedToday: z.int(),
      returnedToday: z.int(),
      /** 今日核对 of the own market, each check that came to an end; null for whoever belongs to none. */
      checksToday: z.object({ completed: z.int(), returned: z.int(), meanSeconds: z.number().nullable() }).nullable(),
    }),
  },
  'GET /transactions/:id': { summary: '交易详情', access: 'agent_or_staff', roles: readers, params: byId, response: transaction },
  'GET /transactions/:id/counter-code': {
    summary: '给柜台扫的交易二维码（内容是流水号）',
    access: 'agent', roles: agents,
    params: byId,
    response: z.object({ serial: z.string(), qr: z.string() }),
  },
  'GET /transactions/:id/history': {
    summary: '交易的全部经过',
    access: 'staff', roles: employeesWhoRead,
    params: byId,
    response: z.object({ entries: z.array(historyEntry) }),
  },
  'POST /transactions/:id/party-notices': {
    summary: '当事人阅读告知并同意采集其证件与影像',
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    body: z.object({ partyId: id, version: text(40, '告知版本') }),
    response: transaction,
    status: 201,
    idempotent: true,
  },
  'POST /transactions/:id/images': {
    summary: '取得一批照片的直传许可',
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    body: z.object({
      images: z
        .array(
          z.object({
            /** The counter's page names its pictures itself, before there is a network: asked again, it is the same picture. */
            id: namedId.optional(),
            slot: slotCode,
            /** Where the type allows several: the picture that this one replaces. */
            replaces: id.optional(),
            contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
            bytes: z.int().positive().max(10 * 1024 * 1024, '单张照片不能超过10MB'),
            /** SHA-256 of the file as captured and compressed on the device, where the device can tell it. */
            sha256: sha256.optional(),
            capturedAt: z.iso.datetime(),
            /** How it was taken, as the device says: signals for T-16 and T-17, never proof. */
            capture: captureContext.optional(),
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
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    response: z.object({ image }),
  },
  'POST /transactions/:id/image-views': {
    summary: '查看照片：60秒有效的地址，照片上有查看人和时间的水印，逐张记入审计',
    access: 'agent_or_staff', roles: { ...agents, ...market, inspector: 'all', clerk: 'all' },
    params: byId,
    body: z.object({ imageIds: z.array(id).min(1).max(40), variant: z.enum(['thumbnail', 'full']) }),
    response: z.object({ views: z.array(z.object({ imageId: id, url: z.string() })), expiresAt: moment }),
  },
  'POST /transactions/:id/submission': {
    summary: '提交核对：过不了关时说明缺什么',
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    response: transaction,
    idempotent: true,
  },
  'POST /transactions/:id/cancellation': {
    summary: '取消交易',
    access: 'agent_or_staff', roles: capturers,
    params: byId,
    body: z.object({ reason: text(200, '取消原因') }),
    response: transaction,
    idempotent: true,
  },
  'POST /transactions/:id/completion': {
    summary: '市场：核对完成，交易冻结',
    access: 'staff', roles: { operator: 'own' },
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
    access: 'staff', roles: { operator: 'own' },
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
    access: 'agent_or_staff', roles: readers,
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
    access: 'agent_or_staff', roles: readers,
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
