import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, oneOf } from './primitives';
import { backupKinds, backupStates, backupTiers, drillChecks, drillStates, drillSteps } from './vocabulary';

const readers = { clerk: 'all', president: 'all', technician: 'all', auditor: 'all' } as const satisfies Rights;
const technician = { technician: 'all' } as const satisfies Rights;
const archivists = { clerk: 'all', technician: 'all' } as const satisfies Rights;
const byId = z.object({ id });
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 的样子');

const systemBackup = z.object({
  id,
  tier: oneOf(backupTiers),
  kind: oneOf(backupKinds),
  state: oneOf(backupStates),
  startedAt: moment,
  /** Null while it runs. */
  endedAt: moment.nullable(),
  /** Up to which moment it holds what happened. */
  coversUntil: moment.nullable(),
  /** The month of an archive, as 2019-06. */
  month: month.nullable(),
  /** Rows, pictures or deals in it, as its kind says; of a run of pictures, those that it added. */
  items: z.int(),
  bytes: z.int(),
  /** Merkle root over what is in it, as its signed manifest says. */
  root: z.string().nullable(),
  /** Until when it is kept at least. */
  keptUntil: moment.nullable(),
  /** Who asked for it; null where the schedule did. */
  startedBy: z.string().nullable(),
  /** Why it failed, in Chinese, and what to do. */
  failure: z.string().nullable(),
});

const drill = z.object({
  id,
  state: oneOf(drillStates),
  startedAt: moment,
  endedAt: moment.nullable(),
  /** The dump that was restored; null where none could be found. */
  backupId: id.nullable(),
  /** To which moment it was restored: the dump's own, or one that was named. */
  restoredTo: moment.nullable(),
  /** How old the newest change was that the backups held at the start of the drill: what a disaster then would have lost, in seconds. */
  lossSeconds: z.int().nullable(),
  rows: z.int(),
  pictures: z.int(),
  deals: z.int(),
  startedBy: z.string().nullable(),
  checks: z.array(
    z.object({
      check: oneOf(drillChecks),
      passed: z.boolean(),
      /** What was compared, with numbers. */
      sentence: z.string(),
      /** Each difference with its place: a table, a file, a picture's key. */
      differences: z.array(z.string()),
    }),
  ),
  /** What took how long, in the order in which it was done. */
  steps: z.array(z.object({ step: oneOf(drillSteps), milliseconds: z.int() })),
  /** Why it was refused or failed, with its place. */
  failure: z.string().nullable(),
});

const tierState = z.object({
  tier: oneOf(backupTiers),
  /** Whether it is set up on this system. */
  isConfigured: z.boolean(),
  /** 最近一次成功. */
  lastReadyAt: moment.nullable(),
  lastFailedAt: moment.nullable(),
  nextDueAt: moment.nullable(),
  isLate: z.boolean(),
  /** Kept now. */
  count: z.int(),
  bytes: z.int(),
  /** In plain Chinese: how it stands and what to do. */
  sentence: z.string(),
  /** Of the markets: how many made a backup within the last 12 months. */
  markets: z.object({ made: z.int(), all: z.int() }).nullable(),
});

/** 三级备份与恢复演练 (CAP-C2, CAP-C3). */
export const systemBackupEndpoints = {
  'GET /backup-tiers': {
    summary: '三级备份的现状：最近成功、大小、是否逾期，最近一次恢复演练',
    access: 'staff', roles: readers,
    response: z.object({
      tiers: z.array(tierState),
      lastDrill: drill.nullable(),
      isDrillLate: z.boolean(),
      /** 《影像核对系统数据存储备份方案》 in force, as the system carries it out. */
      scheme: z.object({ version: z.string(), clauses: z.array(z.object({ title: z.string(), text: z.string() })) }),
      may: z.object({ backUp: z.boolean(), archive: z.boolean(), drill: z.boolean() }),
    }),
  },
  'GET /system-backups': {
    summary: '备份记录，最近的在前',
    access: 'staff', roles: readers,
    query: z.object({ tier: oneOf(backupTiers).optional(), state: oneOf(backupStates).optional(), before: id.optional() }),
    response: z.object({ items: z.array(systemBackup), hasMore: z.boolean() }),
  },
  'POST /system-backups': {
    summary: '立即备份：数据库和影像，或一个月的归档',
    access: 'staff', roles: archivists,
    body: z.discriminatedUnion('tier', [z.object({ tier: z.literal('daily') }), z.object({ tier: z.literal('monthly'), month })]),
    response: z.object({ queued: z.boolean() }),
    status: 201,
    idempotent: true,
  },
  'GET /restore-drills': {
    summary: '恢复演练记录，最近的在前',
    access: 'staff', roles: readers,
    query: z.object({ before: id.optional() }),
    response: z.object({ items: z.array(drill), hasMore: z.boolean() }),
  },
  'GET /restore-drills/:id': { summary: '一次恢复演练的核对结果', access: 'staff', roles: readers, params: byId, response: drill },
  'POST /restore-drills': {
    summary: '恢复演练：恢复到备份时刻或指定时刻，并逐项核对',
    access: 'staff', roles: technician,
    body: z.object({ restoreTo: moment.optional() }),
    response: z.object({ queued: z.boolean() }),
    status: 201,
    idempotent: true,
  },
} satisfies EndpointMap;

