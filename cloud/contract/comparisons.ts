import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { month, nextCursor, page, year } from './money';
import { day, id, moment, oneOf, sha256, text } from './primitives';
import { businesses, lights, unmatchedCauses, unmatchedSides } from './vocabulary';

const readers = { clerk: 'all', president: 'all', auditor: 'all', policy_adviser: 'all' } as const satisfies Rights;
const drillers = { clerk: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const clerk = { clerk: 'all' } as const satisfies Rights;

/** Ours beside the office's: `difference` = ours − office, `hundredths` of a percent of the office's (half up); null where the office's number is not known. */
const compared = z.object({ completed: z.int(), office: z.int().nullable(), difference: z.int().nullable(), hundredths: z.int().nullable(), light: oneOf(lights) });

export const registrationList = z.object({ id, month, fileName: z.string(), sha256, rows: z.int(), importedBy: z.string(), importedAt: moment });

export const comparisonEndpoints = {
  'GET /comparisons': {
    summary: '影像完成数与车管数据按月核对；容差是数据',
    access: 'staff',
    roles: readers,
    query: z.object({ year }),
    response: z.object({
      year: z.int(),
      /** Tolerance in hundredths of a percent; days between completion and registration within which two are taken for one. */
      rules: z.object({ version: z.int(), toleranceHundredths: z.int(), windowDays: z.int(), reason: z.string(), madeBy: z.string().nullable(), madeAt: moment }),
      /**
       * The office's number is that of 车管数据 (item used_car_trades) of the month. `listed` are the lines of its registration list, `matched` those that a deal
       * explains; all four are null where no list was imported. Months that have not begun are left out.
       */
      months: z.array(compared.extend({ month, listed: z.int().nullable(), matched: z.int().nullable(), unmatchedOurs: z.int().nullable(), unmatchedOffice: z.int().nullable() })),
      /** The year as a whole: the office's own year where it is published (`isOfYear`), else the months that are, both sides of these alone; how many they are. */
      total: compared.extend({ months: z.int(), isOfYear: z.boolean() }),
    }),
  },
  'GET /comparisons/:month': {
    summary: '一个月按市场核对：登记明细写明市场时逐个市场比较',
    access: 'staff',
    roles: readers,
    params: z.object({ month }),
    /** `matched` are our deals that a registration explains. `marketId` is null for a name that no market of ours has. */
    response: z.object({ month, list: registrationList.nullable(), markets: z.array(compared.extend({ marketId: id.nullable(), marketName: z.string(), matched: z.int().nullable(), unmatchedOurs: z.int().nullable(), unmatchedOffice: z.int().nullable() })) }),
  },
  'GET /unmatched-deals': {
    summary: '核对不上的交易与登记，逐笔',
    access: 'staff',
    roles: drillers,
    query: z.object({ month, side: oneOf(unmatchedSides), cause: oneOf(unmatchedCauses).optional(), marketId: id.optional(), ...page }),
    response: z.object({
      items: z.array(
        z.object({
          /** Of the deal, or of the line of the list. */
          id,
          vin: z.string(),
          plate: z.string(),
          business: oneOf(businesses).nullable(),
          marketName: z.string().nullable(),
          /** Day of completion, or of registration. */
          on: day,
          serial: z.string().nullable(),
          cause: oneOf(unmatchedCauses),
          /** The other deal or registration that explains it. */
          other: z.object({ on: day, plate: z.string(), serial: z.string().nullable(), transactionId: id.nullable() }).nullable(),
        }),
      ),
      /** How many of each cause there are, whichever is asked for. */
      causes: z.array(z.object({ cause: oneOf(unmatchedCauses), count: z.int() })),
      total: z.int(),
      nextCursor,
    }),
  },
  'GET /registration-lists': { summary: '已导入的车管登记明细', access: 'staff', roles: readers, response: z.object({ items: z.array(registrationList) }) },
  'POST /registration-lists': {
    summary: '导入一个月的车管登记明细（车架号、号牌、业务、登记日期、市场）：整份读通才导入，替换这个月以前的一份',
    access: 'staff',
    roles: clerk,
    query: z.object({ month }),
    file: { maxBytes: 8_000_000, types: ['xlsx', 'csv'] },
    response: registrationList,
    status: 201,
    idempotent: true,
  },
  'PUT /comparison-rules': {
    summary: '修改容差和对应期限',
    access: 'staff',
    roles: { clerk: 'all', president: 'all' },
    body: z.object({ version: z.int(), toleranceHundredths: z.int().min(0).max(10_000), windowDays: z.int().min(1).max(180), reason: text(200, '原因') }),
    response: z.object({ version: z.int() }),
  },
} satisfies EndpointMap;
