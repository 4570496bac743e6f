import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, sha256 } from './primitives';
import { auditActions, auditFindings, auditRoles, auditSubjects } from './vocabulary';

/** 审计员 reads, checks and exports; 安全管理员 and 技术运维 read. */
const readers = { auditor: 'all', security_officer: 'all', technician: 'all' } as const satisfies Rights;

const filter = z.object({
  /** Happened on or after, and on or before, this day in Shanghai. */
  from: day.optional(),
  to: day.optional(),
  action: oneOf(auditActions).optional(),
  /** User name or name of an employee, or the id of an account. */
  actor: z.string().trim().max(50).optional(),
  role: oneOf(auditRoles).optional(),
  subjectType: oneOf(auditSubjects).optional(),
  subjectId: id.optional(),
  requestId: z.string().trim().max(40).optional(),
  ip: z.string().trim().max(45).optional(),
});

/** One field before and after, in words where the vocabulary has them; a private value is a digest such as `#ab12…`. */
export const auditChange = z.object({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** 审计记录; agents' names are masked. */
export const auditEvent = z.object({
  id,
  /** Place in the chain; null for the second in which it waits. */
  seq: z.int().nullable(),
  at: moment,
  action: z.string(),
  actionLabel: z.string(),
  actor: z.object({ kind: z.enum(['agent', 'staff', 'system']), id: id.nullable(), name: z.string(), username: z.string().nullable(), roleLabel: z.string() }),
  subject: z.object({ type: z.string(), label: z.string(), id, name: z.string().nullable() }),
  changes: z.array(auditChange),
  requestId: z.string().nullable(),
  ip: z.string().nullable(),
});

const anyHash = z.string().regex(/^[0-9a-f]{64}$/);

/** One thing that is wrong, and where; `sentence` says it in plain words. */
export const auditFinding = z.object({
  kind: oneOf(auditFindings),
  seq: z.int().nullable(),
  toSeq: z.int().nullable(),
  eventId: z.string().nullable(),
  expected: z.string().nullable(),
  actual: z.string().nullable(),
  sentence: z.string(),
});

/** 校验: one walk over the whole log; `ok` is null while it runs. */
export const auditVerification = z.object({
  id,
  requestedBy: z.string().nullable(),
  startedAt: moment,
  finishedAt: moment.nullable(),
  fromSeq: z.int(),
  toSeq: z.int(),
  /** Links looked at so far. */
  rows: z.int(),
  ok: z.boolean().nullable(),
  found: z.int(),
  /** The first hundred. */
  findings: z.array(auditFinding),
  milliseconds: z.int(),
});

export const auditEndpoints = {
  'GET /audit-events': {
    summary: '审计日志查询，最近的在前',
    access: 'staff', roles: readers,
    query: filter.extend({ cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    response: z.object({ items: z.array(auditEvent), nextCursor: z.string().nullable() }),
  },
  'GET /audit-events/:id': {
    summary: '一条审计记录：详情、在链上的位置与证明',
    access: 'staff', roles: readers,
    params: z.object({ id }),
    response: auditEvent.extend({
      details: z.record(z.string(), z.unknown()),
      /** Null while it waits. */
      link: z
        .object({
          seq: z.int(),
          prevHash: anyHash,
          hash: anyHash,
          /** SHA-256 over `text`, made anew from the row as it is now. */
          computedHash: sha256,
          text: z.string(),
          /** The hash is right, and the neighbours in the chain agree. */
          holds: z.boolean(),
          /** The first signed checkpoint that covers it. */
          checkpoint: z.object({ seq: z.int(), at: moment }).nullable(),
        })
        .nullable(),
    }),
  },
  'GET /audit-events.csv': {
    summary: '导出审计日志（CSV，至多100,000条），每行可独立验算',
    access: 'staff', roles: { auditor: 'all' },
    query: filter,
    response: z.any(),
    produces: 'text/csv',
  },
  'GET /audit-state': {
    summary: '审计链的链首、待入链条数、最近一次校验与检查点',
    access: 'staff', roles: readers,
    response: z.object({
      head: z.object({ seq: z.int(), hash: anyHash }),
      /** Events of the last second or so that are not in the chain yet. */
      waiting: z.int(),
      verification: auditVerification.nullable(),
      /** The last one that came to its end, where another one runs. */
      lastFinished: auditVerification.nullable(),
      checkpoint: z.object({ seq: z.int(), hash: anyHash, at: moment, storedAt: moment.nullable() }).nullable(),
    }),
  },
  'POST /audit-verifications': {
    summary: '立即校验整个审计日志；正在校验时给出正在进行的那一次',
    access: 'staff', roles: { auditor: 'all' },
    response: auditVerification,
    status: 201,
    idempotent: true,
  },
} satisfies EndpointMap;
