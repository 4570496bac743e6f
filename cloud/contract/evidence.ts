import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, oneOf, sha256, text } from './primitives';
import { agents, market } from './rights';
import { evidenceFindings } from './vocabulary';

const readers = { ...agents, ...market, inspector: 'all', clerk: 'all', auditor: 'all' } as const satisfies Rights;
const verifiers = { auditor: 'all', security_officer: 'all', technician: 'all' } as const satisfies Rights;

/** 检查点: the size and the root of the log at one moment, signed (C2SP tlog-checkpoint). */
export const evidenceCheckpoint = z.object({
  size: z.int(),
  /** Root hash of the tree, base64, as the note has it. */
  root: z.string(),
  at: moment,
  /** The signed note itself, to be kept by anyone who wants to be able to prove a later change. */
  note: z.string(),
  /** 可信时间戳 (RFC 3161) of the note: when, and by whom; null until the authority has answered. */
  timestamp: z.object({ at: moment, authority: z.string() }).nullable(),
});

/** 存证验证: one walk over every stored picture and the whole log. */
export const evidenceVerification = z.object({
  id,
  requestedBy: z.string().nullable(),
  startedAt: moment,
  finishedAt: moment.nullable(),
  pictures: z.int(),
  leaves: z.int(),
  ok: z.boolean().nullable(),
  found: z.int(),
  /** The first hundred. */
  findings: z.array(z.object({ kind: oneOf(evidenceFindings), serial: z.string().nullable(), slot: z.string().nullable(), sentence: z.string() })),
});

export const evidenceEndpoints = {
  'GET /transactions/:id/evidence': {
    summary: '交易的存证情况：哈希、在日志中的位置、检查点与时间戳',
    access: 'agent_or_staff', roles: readers,
    params: z.object({ id }),
    response: z.object({
      /** `none` before completion, `waiting` until it is in the log, `logged` then, `checkpointed` once a signed checkpoint covers it. */
      state: z.enum(['none', 'waiting', 'logged', 'checkpointed']),
      leafIndex: z.int().nullable(),
      leafHash: sha256.nullable(),
      images: z.array(z.object({ imageId: id, slot: z.string(), title: z.string(), sha256, declaredSha256: sha256.nullable(), receivedAt: moment })),
      checkpoint: evidenceCheckpoint.nullable(),
      mayExport: z.boolean(),
    }),
  },
  'POST /transactions/:id/evidence-packages': {
    summary: '导出一笔交易的证据包（PDF、JSON、原始照片、证明），可离线验证；须写明用途',
    access: 'staff', roles: { market_manager: 'own', inspector: 'all', clerk: 'all' },
    params: z.object({ id }),
    body: z.object({ reason: text(200, '用途') }),
    response: z.any(),
    produces: 'application/zip',
  },
  'GET /evidence-checkpoints': {
    summary: '检查点，最近的在前（公开）',
    access: 'public',
    query: z.object({ limit: z.coerce.number().int().min(1).max(100).default(30) }),
    response: z.object({ origin: z.string(), /** Verifier key in the form of C2SP signed notes. */ key: z.string(), items: z.array(evidenceCheckpoint) }),
  },
  'GET /evidence-verifications': {
    summary: '存证验证记录，最近的在前',
    access: 'staff', roles: verifiers,
    response: z.object({ items: z.array(evidenceVerification) }),
  },
  'POST /evidence-verifications': {
    summary: '立即验证所有照片与日志；正在验证时给出正在进行的那一次',
    access: 'staff', roles: { auditor: 'all', technician: 'all' },
    response: evidenceVerification,
    status: 201,
    idempotent: true,
  },
} satisfies EndpointMap;
