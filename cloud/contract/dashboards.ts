import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { deadline } from './annual-reports';
import { month, signedFen } from './money';
import { day, id, moment, oneOf } from './primitives';
import { funds, lights, problemStates } from './vocabulary';

/** A number beside the same span a year before, up to the same time of day; growth in hundredths of a percent, null without a base. */
const beside = z.object({ value: z.int(), yearBefore: z.int().nullable(), growthHundredths: z.int().nullable() });
/** A share with its 95 % interval, all in hundredths of a percent; null where nothing was counted. */
const rate = z.object({ hits: z.int(), of: z.int(), hundredths: z.int(), low: z.int(), high: z.int() }).nullable();
const trend = z.array(z.object({ month, value: z.int(), yearBefore: z.int().nullable() }));
const marketLight = z.object({ marketId: id, name: z.string(), completed: z.int(), problemRate: rate, light: oneOf(lights) });
/** 会费缴费率, by amount and by heads, in hundredths of a percent. */
const dues = z.object({ year: z.int(), receivableFen: z.int(), receivedFen: z.int(), byAmount: z.int().nullable(), byMembers: z.int().nullable(), unpaidMembers: z.int() });

/** Each screen holds the few numbers of domain.md section 5. `asOf` is the moment of counting; days that are over are read from the day figures. */
export const dashboardEndpoints = {
  'GET /dashboards/president': {
    summary: '会长看板：交易量同比、问题率与区间、市场红黄绿、资金余额、会费、待办',
    access: 'staff',
    roles: { president: 'all', clerk: 'all', auditor: 'all' },
    response: z.object({
      asOf: moment,
      today: day,
      /** This month and this year so far, beside the same days of the year before. */
      month: beside,
      year: beside,
      todayCompleted: z.int(),
      /** Of this year so far, as the two below it. */
      mobileHundredths: z.int().nullable(),
      problemRate: rate,
      coverageHundredths: z.int().nullable(),
      trend,
      /** By the score card of this month, the worst first; grey where nothing of the month was inspected yet. */
      markets: z.array(marketLight),
      balances: z.array(z.object({ fund: oneOf(funds), fen: signedFen })),
      dues,
      members: z.int(),
      resolutionsToConfirm: z.int(),
      agendaItemsWaiting: z.int(),
      overdueProblems: z.int(),
      deadlines: z.array(deadline),
    }),
  },
  'GET /dashboards/adviser': {
    summary: '政策指导员看板：覆盖率、问题率、处理结果、与车管数据差异；只有汇总',
    access: 'staff',
    roles: { policy_adviser: 'all', president: 'all', clerk: 'all', auditor: 'all' },
    response: z.object({
      asOf: moment,
      today: day,
      year: beside,
      /** 全量预检: deals of this year that the pre-check judged, of those completed; 抽查: inspected of completed. */
      precheckedHundredths: z.int().nullable(),
      coverageHundredths: z.int().nullable(),
      problemRate: rate,
      missRate: rate,
      problems: z.array(z.object({ state: oneOf(problemStates), count: z.int() })),
      corrected: z.object({ inTime: z.int(), late: z.int(), open: z.int(), overdue: z.int() }),
      measures: z.int(),
      trend,
      /** The last twelve months that the vehicle office has published: completed, the office's, difference in hundredths of a percent. */
      office: z.array(z.object({ month, completed: z.int(), office: z.int().nullable(), hundredths: z.int().nullable(), light: oneOf(lights) })),
    }),
  },
  'GET /dashboards/market': {
    summary: '市场看板：排队、核对用时、今日完成、退回率、本月同比、扣分与账单；可挂在墙上',
    access: 'staff',
    roles: { operator: 'own', market_manager: 'own', president: 'all', clerk: 'all' },
    query: z.object({ marketId: id.optional() }),
    response: z.object({
      asOf: moment,
      today: day,
      market: z.object({ id, name: z.string() }),
      queue: z.int(),
      oldestWaitingSeconds: z.int().nullable(),
      meanCheckSeconds: z.int().nullable(),
      completedToday: z.int(),
      returnedToday: z.int(),
      returnedHundredths: z.int().nullable(),
      month: beside,
      /** Share of the city's completed deals of this month, in hundredths of a percent. */
      cityShareHundredths: z.int().nullable(),
      mobileHundredths: z.int().nullable(),
      /** Of this month. */
      problemRate: rate,
      /** 待改正, with those that are overdue. */
      openProblems: z.int(),
      overdueProblems: z.int(),
      /** 本周期扣分; null where no rule book is in force. */
      points: z.int().nullable(),
      /** What the market owes, in fen; null for an operator, who does not see it. */
      owedFen: z.int().nullable(),
      /** Completed by hour of today, Shanghai. */
      hours: z.array(z.object({ hour: z.int(), completed: z.int() })),
      trend,
    }),
  },
  'GET /my-figures': {
    summary: '我的企业与全市：按月，全市数只在另有至少三家时给出',
    access: 'agent',
    roles: { company_manager: 'own' },
    response: z.object({
      asOf: moment,
      company: z.object({ name: z.string(), marketName: z.string().nullable(), isMember: z.boolean() }),
      /** The last 13 months, oldest first, this month included. */
      months: z.array(
        z.object({
          month,
          /** Completed under the company's certificates; and in the market that it runs, null where it runs none. */
          own: z.int(),
          ownMarket: z.int().nullable(),
          /** All completed deals; null where fewer than three others had any: nobody's number may be read off it. */
          city: z.int().nullable(),
          /** How many other companies had any, outside the own market too, counted up to three. */
          others: z.int(),
          /** 车管 of the month, both in vehicles: null where it is not published. */
          office: z.int().nullable(),
        }),
      ),
      /** Own deals of this year so far by channel and 业务类型, beside the city's shares in hundredths of a percent; null as above, and for all of a kind where one of its keys would tell. */
      mix: z.array(z.object({ key: z.string(), name: z.string(), own: z.int(), ownHundredths: z.int().nullable(), cityHundredths: z.int().nullable() })),
      problemRate: z.object({ own: rate, city: rate }),
    }),
  },
} satisfies EndpointMap;
