import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, text } from './primitives';
import { disposalStates, moveStates, storageClasses, storageTiers } from './vocabulary';

const readers = { clerk: 'all', president: 'all', technician: 'all', auditor: 'all' } as const satisfies Rights;
const technician = { technician: 'all' } as const satisfies Rights;
const clerk = { clerk: 'all' } as const satisfies Rights;
const president = { president: 'all' } as const satisfies Rights;
const byId = z.object({ id });

const move = z.object({
  id,
  state: oneOf(moveStates),
  /** Names of the two stores, without keys: `oss yongche-pictures`, `disk`. */
  from: z.string(),
  to: z.string(),
  startedAt: moment,
  startedBy: z.string(),
  endedAt: moment.nullable(),
  objects: z.int(),
  bytes: z.int(),
  copied: z.int(),
  copiedBytes: z.int(),
  verified: z.int(),
  /** Objects whose copy was not what it should be; they were copied anew and compared again. */
  differing: z.int(),
  /** How many bytes a second it may copy, so that the counters notice nothing; null without a limit. */
  bytesPerSecond: z.int().nullable(),
  /** Roots over key, size and SHA-256 of all objects of either store, at the end of the last comparing; equal where the move may be switched. */
  rootFrom: z.string().nullable(),
  rootTo: z.string().nullable(),
  switchedAt: moment.nullable(),
  /** When after that everything was found in the new store; from then on it may be finished. */
  settledAt: moment.nullable(),
  /** Reads that found an object only in the store that is not in use. */
  fallbacks: z.int(),
  /** Objects that one of the stores missed while it did not answer, and has still to be given. */
  owed: z.int(),
  failure: z.string().nullable(),
});

const disposal = z.object({
  id,
  state: oneOf(disposalStates),
  /** Deals completed up to this day. */
  completedUntil: day,
  deals: z.int(),
  pictures: z.int(),
  bytes: z.int(),
  /** Deals of that time that are kept on: a problem, a complaint or a hold is open. */
  heldBack: z.int(),
  proposedBy: z.string(),
  proposedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  reason: z.string().nullable(),
  /** What stands in the way of carrying it out; it is tried again by itself. */
  failure: z.string().nullable(),
  doneAt: moment.nullable(),
  /** Merkle root over the digests of all that was destroyed. */
  root: z.string().nullable(),
});

/** 存储空间 (CAP-B4, CAP-B5): what is kept, how it grows, where it lies, and what ends. */
export const storageSpaceEndpoints = {
  'GET /storage-space': {
    summary: '存储空间：占用、各类照片与预算、增长预测、告警线',
    access: 'staff', roles: readers,
    response: z.object({
      measuredAt: moment.nullable(),
      capacityBytes: z.int().nullable(),
      usedBytes: z.int(),
      /** In hundredths of a percent; null without a capacity. */
      usedShare: z.int().nullable(),
      classes: z.array(
        z.object({
          class: oneOf(storageClasses),
          objects: z.int(),
          bytes: z.int(),
          /** 留存: years, null where the thing itself says when it ends. */
          keptYears: z.int().nullable(),
          keptSentence: z.string(),
          /** 生命周期: after how many days it becomes cheaper. */
          lifecycle: z.array(z.object({ tier: oneOf(storageTiers), afterDays: z.int() })),
        }),
      ),
      /** Pictures of the last 30 days by type, with what each type may weigh. */
      pictures: z.array(z.object({ slot: z.string(), name: z.string(), pictures: z.int(), meanBytes: z.int(), p95Bytes: z.int(), budgetBytes: z.int(), overBudget: z.int() })),
      /** Bytes at the end of each day, and the line through them. */
      course: z.array(z.object({ day, bytes: z.int() })),
      forecast: z
        .object({
          bytesPerDay: z.int(),
          /** 70, 85 and 95 % of the capacity: when the line crosses them, null where it never does or the capacity is not set. */
          crossings: z.array(z.object({ share: z.int(), on: day.nullable(), isPassed: z.boolean() })),
          sentence: z.string(),
        })
        .nullable(),
      mayChange: z.boolean(),
    }),
  },
  'PUT /storage-space/capacity': {
    summary: '设置存储容量，告警线以它为准',
    access: 'staff', roles: technician,
    body: z.object({ capacityBytes: z.int().min(1_000_000_000, '容量至少为1GB').max(10_000_000_000_000_000, '容量不能超过10PB') }),
    response: z.object({ capacityBytes: z.int() }),
  },

  'GET /storage-moves': {
    summary: '存储搬迁：进度与核对结果',
    access: 'staff', roles: readers,
    response: z.object({
      /** The store that is read from now. */
      current: z.string(),
      /** The other store that is configured; null where there is none. */
      other: z.string().nullable(),
      items: z.array(move),
      mayMove: z.boolean(),
    }),
  },
  'POST /storage-moves': {
    summary: '开始搬迁：此后双写，在后台复制并核对，业务不停',
    access: 'staff', roles: technician,
    body: z.object({ bytesPerSecond: z.int().min(100_000, '至少每秒100KB').nullable() }),
    response: move,
    status: 201,
    idempotent: true,
  },
  'PUT /storage-moves/:id/speed': { summary: '搬迁限速', access: 'staff', roles: technician, params: byId, body: z.object({ bytesPerSecond: z.int().min(100_000, '至少每秒100KB').nullable() }), response: move },
  'POST /storage-moves/:id/switch': { summary: '切换到新存储：核对全部一致才可以', access: 'staff', roles: technician, params: byId, response: move },
  'POST /storage-moves/:id/switch-back': { summary: '退回原存储', access: 'staff', roles: technician, params: byId, response: move },
  'POST /storage-moves/:id/finish': { summary: '完成搬迁：停止双写', access: 'staff', roles: technician, params: byId, response: move },
  'POST /storage-moves/:id/cancel': { summary: '取消搬迁：停止双写，原存储不变', access: 'staff', roles: technician, params: byId, response: move },

  'GET /disposals': {
    summary: '到期销毁：可以销毁的、待批准的和已销毁的',
    access: 'staff', roles: readers,
    response: z.object({
      /** What could be destroyed today; null while a disposal is not over. */
      due: z.object({ completedUntil: day, deals: z.int(), pictures: z.int(), bytes: z.int(), heldBack: z.int() }).nullable(),
      items: z.array(disposal),
      may: z.object({ propose: z.boolean(), decide: z.boolean() }),
    }),
  },
  'POST /disposals': { summary: '提出到期销毁', access: 'staff', roles: clerk, body: z.object({ completedUntil: day }), response: disposal, status: 201, idempotent: true },
  'POST /disposals/:id/approval': { summary: '批准到期销毁：不能撤回', access: 'staff', roles: president, params: byId, response: disposal },
  'POST /disposals/:id/refusal': { summary: '不批准到期销毁', access: 'staff', roles: president, params: byId, body: z.object({ reason: text(200, '理由') }), response: disposal },
  'GET /disposals/:id/certificate': { summary: '销毁证明', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'application/pdf' },
} satisfies EndpointMap;
