import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, oneOf, sha256, text } from './primitives';
import { columnMeaning, figureCell, period, schemaContent, statisticCode, statisticFigure, statisticFinding, statisticItem } from './statistics.shapes';
import { statisticImportStates, statisticImportSteps } from './vocabulary';

const byId = z.object({ id });
const byPeriod = z.object({ period });
const clerk = { clerk: 'all' } as const satisfies Rights;
const readers = { clerk: 'all', president: 'all', auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;

/** A column that the schema does not know, with what stands below its heading. */
const unknownColumn = z.object({ heading: z.string(), shown: z.string(), place: z.string(), samples: z.array(z.string()) });
/** A name in the column of items that the schema does not know. */
const unknownName = z.object({ name: z.string(), place: z.string(), samples: z.array(z.string()) });

const statisticImport = z.object({
  id,
  period,
  fileName: z.string(),
  sha256,
  state: oneOf(statisticImportStates),
  uploadedBy: z.string(),
  uploadedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  /** The edition that it became. */
  edition: z.int().nullable(),
});

const importReport = statisticImport.extend({
  step: oneOf(statisticImportSteps),
  /** Version of the schema by which it is read, and the edition in force that it would replace (0: none): both are said again on acceptance. */
  schemaVersion: z.int(),
  editionBefore: z.int(),
  /** The period before, where it is published. */
  periodBefore: period.nullable(),
  /** Other periods for which the very same file was uploaded. */
  alsoUsedFor: z.array(period),
  knownColumns: z.array(z.object({ shown: z.string(), place: z.string(), means: columnMeaning })),
  unknownColumns: z.array(unknownColumn),
  unknownNames: z.array(unknownName),
  /** Cells that cannot be read, each in a sentence that names sheet, row and column; nothing is published then. */
  problems: z.array(z.string()),
  problemCount: z.int(),
  findings: z.array(statisticFinding),
  figures: z.array(statisticFigure),
  /** Figures of the edition before that are no longer there. */
  removed: z.array(figureCell.extend({ name: z.string(), formerly: z.int() })),
  may: z.object({ map: z.boolean(), accept: z.boolean(), discard: z.boolean() }),
});

/** 新项目, named by the clerk; its code is given by the system. */
const newItem = statisticItem.omit({ code: true, dimensions: true });
const columnChoice = z.union([columnMeaning, z.object({ as: z.literal('new_item'), item: newItem })]);

const edition = z.object({
  edition: z.int(),
  inForce: z.boolean(),
  reason: z.string().nullable(),
  schemaVersion: z.int(),
  fileName: z.string(),
  sha256,
  acceptedBy: z.string(),
  acceptedAt: moment,
  warnings: z.int(),
});

const mainFigure = statisticFigure.pick({ item: true, name: true, unit: true, partOf: true, value: true, growth: true });

/** 车管数据: the vehicle office's figures, month by month (CAP-G1 – G4). */
export const statisticsEndpoints = {
  'GET /statistic-periods': {
    summary: '车管数据各期：版次、主要数据与同比，最近的在前',
    access: 'staff',
    roles: readers,
    query: z.object({ of: z.enum(['month', 'year']).default('month') }),
    response: z.object({ items: z.array(z.object({ period, edition: z.int(), acceptedBy: z.string(), acceptedAt: moment, warnings: z.int(), figures: z.array(mainFigure) })) }),
  },
  'GET /statistic-periods/:period': {
    summary: '一期车管数据：各维度数值、校验结果、版次；可看以前的版次',
    access: 'staff',
    roles: readers,
    params: byPeriod,
    query: z.object({ edition: z.coerce.number().int().min(1).optional() }),
    response: z.object({
      period,
      edition,
      periodBefore: period.nullable(),
      figures: z.array(statisticFigure),
      /** What the edition before had and this one has no more. */
      removed: z.array(figureCell.extend({ name: z.string(), formerly: z.int() })),
      findings: z.array(statisticFinding),
      editions: z.array(edition),
    }),
  },
  'GET /statistic-course': {
    summary: '一个项目最近24个月的走势，可按维度',
    access: 'staff',
    roles: readers,
    query: z.object({ item: statisticCode, dimension: statisticCode.optional(), member: z.string().max(60).optional(), to: period.optional() }),
    response: z.object({ item: z.string(), name: z.string(), unit: z.string(), months: z.array(z.object({ period, value: z.int().nullable(), yearBefore: z.int().nullable() })) }),
  },
  'GET /statistic-schemas': {
    summary: '项目与栏目的版本：现行内容和每一版改了什么',
    access: 'staff',
    roles: readers,
    response: z.object({ version: z.int(), content: schemaContent, versions: z.array(z.object({ version: z.int(), changes: z.array(z.string()), madeBy: z.string().nullable(), madeAt: moment })) }),
  },
  'GET /statistic-imports': { summary: '车管数据导入记录，最近的在前', access: 'staff', roles: readers, query: z.object({ state: oneOf(statisticImportStates).optional() }), response: z.object({ items: z.array(statisticImport) }) },
  'GET /statistic-imports/:id': { summary: '一次导入：待对应的栏目、校验结果、与上一版和上一期的差异', access: 'staff', roles: readers, params: byId, response: importReport },
  'POST /statistic-imports': {
    summary: '上传车管数据（xlsx、csv）：先读取、校验，不发布',
    access: 'staff',
    roles: clerk,
    query: byPeriod,
    file: { maxBytes: 5_000_000, types: ['xlsx', 'csv'] },
    response: importReport,
    status: 201,
    idempotent: true,
  },
  'POST /statistic-imports/:id/mapping': {
    summary: '对应不认识的栏目和项目名称，生成新的栏目版本',
    access: 'staff',
    roles: clerk,
    params: byId,
    body: z.object({
      schemaVersion: z.int(),
      columns: z.array(z.object({ heading: z.string().min(1).max(100), means: columnChoice })).max(200),
      names: z.array(z.object({ name: z.string().min(1).max(100), means: z.union([z.object({ as: z.literal('item'), item: statisticCode }), z.object({ as: z.literal('new_item'), item: newItem }), z.object({ as: z.literal('ignore') })]) })).max(500),
    }),
    response: importReport,
    idempotent: true,
  },
  'POST /statistic-imports/:id/acceptance': {
    summary: '确认差异并发布为一版；更正版须写原因',
    access: 'staff',
    roles: clerk,
    params: byId,
    body: z.object({ schemaVersion: z.int(), editionBefore: z.int().min(0), reason: text(200, '更正原因').nullable().default(null) }),
    response: importReport,
    idempotent: true,
  },
  'POST /statistic-imports/:id/discard': { summary: '放弃导入', access: 'staff', roles: clerk, params: byId, response: importReport, idempotent: true },
} satisfies EndpointMap;
