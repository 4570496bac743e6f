import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, sha256, text } from './primitives';
import { companySummary } from './registry.shapes';
import { cleanupStates, importStates, licenceStates } from './vocabulary';

const byId = z.object({ id });
const clerk = { clerk: 'all' } as const satisfies Rights;
const readers = { clerk: 'all', president: 'all', inspector: 'all' } as const satisfies Rights;

/** 执照状态导入: the report of one file; nothing has changed in the register until it is applied. */
const licenceImport = z.object({
  id,
  name: z.string(),
  sha256,
  state: oneOf(importStates),
  /** Rows with content below the heading. */
  rows: z.int(),
  problems: z.array(z.object({ line: z.int(), column: z.string().nullable(), message: z.string() })),
  /** All problems, also where the list is cut off at 1,000. */
  problemCount: z.int(),
  matched: z.int(),
  unmatched: z.int(),
  /** Companies of the register that would change, by what. */
  changes: z.array(z.object({ line: z.int(), companyId: id, companyName: z.string(), creditCode: z.string(), field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  changeCount: z.int(),
  /** Companies in stock that the file does not name. */
  notNamed: z.int(),
  newDuties: z.int(),
  importedBy: z.string(),
  importedAt: moment,
  appliedAt: moment.nullable(),
});

/** What a clean-up ends: exactly this, or it does not run (preview = result). */
const cleanupFigures = z.object({ companies: z.int(), certificates: z.int(), apps: z.int(), sessions: z.int() });

const cleanupBatch = z.object({
  id,
  number: z.string(),
  state: oneOf(cleanupStates),
  note: z.string(),
  figures: cleanupFigures,
  /** What really ended; null until it ran. */
  result: cleanupFigures.nullable(),
  companies: z.array(companySummary),
  proposedBy: z.string(),
  proposedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  decisionNote: z.string().nullable(),
  mayDecide: z.boolean(),
});

/** 主体资格清理 (CAP-A6, CAP-A7). */
export const cleanupEndpoints = {
  'POST /licence-imports': {
    summary: '上传市场监管部门的执照状态（xlsx、csv），先核对、不生效',
    access: 'staff',
    roles: clerk,
    file: { maxBytes: 20_000_000, types: ['xlsx', 'csv'] },
    response: licenceImport,
    status: 201,
    idempotent: true,
  },
  'GET /licence-imports': { summary: '导入记录', access: 'staff', roles: readers, response: z.object({ items: z.array(licenceImport.omit({ problems: true, changes: true })) }) },
  'GET /licence-imports/:id': { summary: '一次导入的逐行报告', access: 'staff', roles: readers, params: byId, response: licenceImport },
  'POST /licence-imports/:id/application': { summary: '应用导入：更新执照状态，产生报告义务', access: 'staff', roles: clerk, params: byId, response: licenceImport, idempotent: true },
  'GET /licence-template.xlsx': {
    summary: '导入模板',
    access: 'staff',
    roles: clerk,
    response: z.any(),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  'GET /cleanup-items': {
    summary: '清理工作单：执照吊销、注销、歇业、经营异常、到期的在册企业',
    access: 'staff',
    roles: readers,
    query: z.object({ licenceState: oneOf(licenceStates).optional() }),
    response: z.object({
      items: z.array(companySummary.extend({ cause: z.string(), severity: z.enum(['cancel', 'suspend', 'remind']), dutyDueOn: day.nullable(), batchId: id.nullable() })),
    }),
  },
  'POST /cleanup-batches': {
    summary: '提出批量清理：算出将要注销的数量',
    access: 'staff',
    roles: clerk,
    body: z.object({ companyIds: z.array(id).min(1).max(300), note: text(300, '依据') }),
    response: cleanupBatch,
    status: 201,
    idempotent: true,
  },
  'GET /cleanup-batches': { summary: '清理批次', access: 'staff', roles: readers, response: z.object({ items: z.array(cleanupBatch.omit({ companies: true })) }) },
  'GET /cleanup-batches/:id': { summary: '清理批次详情', access: 'staff', roles: readers, params: byId, response: cleanupBatch },
  'POST /cleanup-batches/:id/decision': {
    summary: '另一人复核：批准即执行，与预览不符则失效',
    access: 'staff',
    roles: { clerk: 'all', president: 'all' },
    params: byId,
    body: z.object({ approved: z.boolean(), note: text(300, '复核意见') }),
    response: cleanupBatch,
    idempotent: true,
  },
  'GET /cleanup-batches/:id/letters.pdf': { summary: '批次的注销告知函', access: 'staff', roles: clerk, params: byId, response: z.any(), produces: 'application/pdf' },
} satisfies EndpointMap;
