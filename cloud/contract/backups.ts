import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, nothing, oneOf } from './primitives';
import { marketBackupStates } from './vocabulary';

const manager = { market_manager: 'own' } as const satisfies Rights;
const byId = z.object({ id });

/** 自愿备份 of a market: its own completed deals of a period as one encrypted archive (CAP-C2). */
export const marketBackup = z.object({
  id,
  from: day,
  to: day,
  state: oneOf(marketBackupStates),
  /** The age recipient for which it is encrypted: only who keeps the key file can read it, not even the server. */
  recipient: z.string(),
  requestedAt: moment,
  requestedBy: z.string(),
  /** Deals in the period, and how many of them are in the archive by now. */
  deals: z.int(),
  dealsDone: z.int(),
  pictures: z.int(),
  /** Pictures of persons who have been erased, or that are damaged, are left out and named in the manifest. */
  picturesLeftOut: z.int(),
  bytes: z.int().nullable(),
  /** SHA-256 of the encrypted file. */
  sha256: z.string().nullable(),
  readyAt: moment.nullable(),
  /** When the file is removed from the storage. */
  keptUntil: moment.nullable(),
  /** Why it failed, in Chinese. */
  failure: z.string().nullable(),
});

/** 备份. */
export const backupEndpoints = {
  'GET /market-backups': {
    summary: '本市场的自愿备份，最近的在前',
    access: 'staff', roles: manager,
    response: z.object({ items: z.array(marketBackup) }),
  },
  'GET /market-backups/:id': { summary: '自愿备份的进度', access: 'staff', roles: manager, params: byId, response: marketBackup },
  'POST /market-backups': {
    summary: '自愿备份：在后台把本市场一段时间的交易做成一个加密的备份文件',
    access: 'staff', roles: manager,
    body: z
      .object({
        from: day,
        to: day,
        /** An X25519 recipient of age (C2SP): the key file stays with the market. */
        recipient: z.string().regex(/^age1[a-z0-9]{58}$/, '备份公钥格式不正确，请在本页重新生成密钥文件'),
      })
      .refine(({ from, to }) => from <= to, { path: ['to'], error: '结束日期不能早于开始日期' }),
    response: marketBackup,
    status: 201,
    idempotent: true,
  },
  'POST /market-backups/:id/address': {
    summary: '下载备份：24小时有效的地址，断线后可以接着下载',
    access: 'staff', roles: manager,
    params: byId,
    response: z.object({ url: z.string(), expiresAt: moment }),
    status: 201,
  },
  'DELETE /market-backups/:id': { summary: '删去备份文件，记录保留', access: 'staff', roles: manager, params: byId, response: nothing, status: 204 },
} satisfies EndpointMap;
