import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { month } from './money';
import { day, id, moment, nothing, oneOf, text } from './primitives';
import { market } from './rights';
import { transaction } from './transactions.shapes';
import { returnCodes } from './vocabulary';

const byId = z.object({ id });
const operator = { operator: 'own' } as const;
/** A day or a month in Shanghai; today where nothing is said. */
const ofPeriod = z.object({ period: z.union([day, month], { error: '期间应写成 2026-01-31 或 2026-01 的样子' }).optional() });

/** 核对的合计: checks that came to an end, not deals: one that is returned and then completed is two checks. */
const checkSums = z.object({
  completed: z.int(),
  /** Of the completed ones, by channel. */
  mobile: z.int(),
  fixed: z.int(),
  returned: z.int(),
  /** From the opening of the deal to its completion or return; `measured` checks have a beginning. Null where none has. */
  seconds: z.object({ mean: z.number(), median: z.number(), p90: z.number(), measured: z.int() }).nullable(),
  /** 人工放行 of the pre-check. */
  overrides: z.int(),
});

/** 本市场核对统计. */
export const marketFigures = z.object({
  marketName: z.string(),
  from: day,
  to: day,
  /** At this moment, whatever the period. */
  waiting: z.object({ count: z.int(), oldestSubmittedAt: moment.nullable() }),
  sums: checkSums,
  /** The month before, of a month that still runs as many of its days; null for a day. */
  before: checkSums.extend({ from: day, to: day }).nullable(),
  /** By hour of the day in Shanghai, 0–23, those in which something came to an end. */
  hours: z.array(z.object({ hour: z.int(), completed: z.int(), returned: z.int() })),
  /** An operator sees the own line alone. */
  operators: z.array(z.object({ staffId: id, name: z.string(), completed: z.int(), returned: z.int(), medianSeconds: z.number().nullable(), overrides: z.int() })),
  /** Pictures that were returned, by code, most frequent first. */
  codes: z.array(z.object({ code: oneOf(returnCodes), count: z.int() })),
});

export const counterEndpoints = {
  'PUT /transactions/:id/hold': {
    summary: '市场：打开待核对的交易并占用3分钟，正在核对时反复调用以续占',
    access: 'staff', roles: operator,
    params: byId,
    response: transaction,
  },
  'DELETE /transactions/:id/hold': {
    summary: '市场：离开页面，放开占用',
    access: 'staff', roles: operator,
    params: byId,
    response: nothing,
    status: 204,
  },
  'POST /transactions/:id/hold-takeovers': {
    summary: '市场：写明原因，接手同事正在核对的交易',
    access: 'staff', roles: operator,
    params: byId,
    /** `from`: the colleague whom the page names; if meanwhile it is somebody else, nothing happens. */
    body: z.object({ from: id, reason: text(200, '接手原因') }),
    response: transaction,
    idempotent: true,
  },
  'GET /transactions/:id/check-sheet.pdf': {
    summary: '核对单 PDF（A4），待核对或已核对',
    access: 'staff', roles: market,
    params: byId,
    response: z.any(),
    produces: 'application/pdf',
  },
  'GET /market-figures': {
    summary: '本市场一天或一个月的核对统计；操作员看自己的和全市场合计',
    access: 'staff', roles: market,
    query: ofPeriod,
    response: marketFigures,
  },
  'GET /market-figures.xlsx': {
    summary: '导出本市场的核对统计，逐日逐人',
    access: 'staff', roles: market,
    query: ofPeriod,
    response: z.any(),
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
} satisfies EndpointMap;
