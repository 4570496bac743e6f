import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, text } from './primitives';
import { alarmRules, alarmStates, alarmTellings, incidentStates, monitorIndicators, outsideServices, providerFailures, serviceParts, serviceStates } from './vocabulary';

const readers = { clerk: 'all', finance: 'all', president: 'all', technician: 'all', auditor: 'all' } as const satisfies Rights;
const inspectors = { technician: 'all', auditor: 'all' } as const satisfies Rights;
const technician = { technician: 'all' } as const satisfies Rights;
const reporters = { technician: 'all', clerk: 'all' } as const satisfies Rights;

const indicator = oneOf(monitorIndicators);
const ruleCode = z.enum(Object.keys(alarmRules) as [keyof typeof alarmRules, ...(keyof typeof alarmRules)[]]);
/** 变慢 or 中断: a state that is not normal. */
const trouble = z.enum(['slow', 'down']);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, '月份应写成 2026-01 的样子');

/** Values in the unit that `monitorUnits` names. */
const value = z.number();
const readings = z.partialRecord(indicator, value);
const seconds = z.int().min(0).max(86_400, '不能超过一天');

const alarmRule = z.object({
  code: ruleCode,
  indicator,
  severity: trouble,
  enabled: z.boolean(),
  /** Raised where the value has been at least this high for `forSeconds`. */
  threshold: value,
  /** Ended where the value has been below this for `clearSeconds`. */
  clearBelow: value,
  forSeconds: z.int(),
  clearSeconds: z.int(),
  changedBy: z.string().nullable(),
  changedAt: moment.nullable(),
});

const alarm = z.object({
  id,
  rule: ruleCode,
  severity: trouble,
  /** The machine or the outside service that it is about; empty where it is the whole system. */
  subject: z.string(),
  state: oneOf(alarmStates),
  beganAt: moment,
  raisedAt: moment.nullable(),
  endedAt: moment.nullable(),
  peak: value,
  telling: oneOf(alarmTellings),
});

const incident = z.object({
  id,
  part: oneOf(serviceParts),
  severity: trouble,
  title: z.string(),
  state: oneOf(incidentStates),
  beganAt: moment,
  /** Null where an alarm opened it. */
  openedBy: z.string().nullable(),
  acknowledgedAt: moment.nullable(),
  acknowledgedBy: z.string().nullable(),
  /** When it worked again: when its alarm ended, or when somebody said so. */
  recoveredAt: moment.nullable(),
  repairedAt: moment.nullable(),
  repairedBy: z.string().nullable(),
  /** What it was and what was done. */
  cause: z.string().nullable(),
});

const machine = z.object({
  name: z.string(),
  seenAt: moment,
  isSilent: z.boolean(),
  now: readings,
  processes: z.array(
    z.object({
      pid: z.int(),
      startedAt: moment,
      seenAt: moment,
      /** Share of one core. */
      cpu: value.nullable(),
      memoryBytes: z.int(),
      eventLoopMilliseconds: value,
      requests: z.int(),
      failures: z.int(),
    }),
  ),
});

const course = z.object({
  indicator,
  machine: z.string(),
  /** The highest value of each step; null where nothing was read. */
  values: z.array(value.nullable()),
});

const outsideService = z.object({
  service: oneOf(outsideServices),
  isFailing: z.boolean(),
  lastSuccessAt: moment.nullable(),
  lastFailureAt: moment.nullable(),
  lastFailure: oneOf(providerFailures).nullable(),
});

/** 监测: how the system runs, alarms, incidents. */
export const monitoringEndpoints = {
  'GET /service-status': {
    summary: '运行状态：正常、变慢或中断，意味着什么，该怎么做',
    access: 'staff', roles: readers,
    response: z.object({
      state: oneOf(serviceStates),
      /** When the measuring was last done; null before the first time. */
      measuredAt: moment.nullable(),
      /** Whether what is said here is older than it may be: nobody measures. */
      isStale: z.boolean(),
      parts: z.array(z.object({ part: oneOf(serviceParts), state: oneOf(serviceStates), since: moment.nullable(), meaning: z.string(), advice: z.string() })),
      openIncidents: z.array(incident),
      mayReport: z.boolean(),
    }),
  },
  'GET /monitoring': {
    summary: '监测：各台服务器和外部服务的现状，24小时曲线',
    access: 'staff', roles: inspectors,
    response: z.object({
      at: moment,
      machines: z.array(machine),
      /** Of the system as a whole. */
      service: readings,
      courses: z.object({ from: moment, stepSeconds: z.int(), items: z.array(course) }),
      outside: z.array(outsideService),
    }),
  },
  'GET /monitoring-peaks': {
    summary: '每日峰值',
    access: 'staff', roles: inspectors,
    query: z.object({ month }),
    response: z.object({ items: z.array(z.object({ day, machine: z.string(), peaks: z.partialRecord(indicator, z.object({ value, at: moment })) })) }),
  },
  'GET /alarms': {
    summary: '告警：正在发生的，和最近结束的',
    access: 'staff', roles: inspectors,
    response: z.object({ items: z.array(alarm), rules: z.array(alarmRule), mayChange: z.boolean() }),
  },
  'PUT /alarm-rules/:code': {
    summary: '修改告警规则的阈值和时长',
    access: 'staff', roles: technician,
    params: z.object({ code: ruleCode }),
    body: z
      .object({ enabled: z.boolean(), threshold: value.positive('阈值应大于0'), clearBelow: value.positive('解除值应大于0'), forSeconds: seconds, clearSeconds: seconds })
      .refine(({ threshold, clearBelow }) => clearBelow <= threshold, { path: ['clearBelow'], error: '解除值不能高于阈值' }),
    response: alarmRule,
  },
  'GET /incidents': {
    summary: '事件：一个月的经过，平均响应和修复用时',
    access: 'staff', roles: readers,
    query: z.object({ month }),
    response: z.object({
      items: z.array(incident),
      figures: z.object({ count: z.int(), open: z.int(), meanSecondsToAcknowledge: z.int().nullable(), meanSecondsToRepair: z.int().nullable() }),
      may: z.object({ report: z.boolean(), handle: z.boolean() }),
    }),
  },
  'POST /incidents': {
    summary: '报告事件',
    access: 'staff', roles: reporters,
    body: z.object({ part: oneOf(serviceParts), severity: trouble, title: text(100, '发生了什么') }),
    response: incident,
    status: 201,
    idempotent: true,
  },
  'POST /incidents/:id/acknowledgement': { summary: '响应事件', access: 'staff', roles: technician, params: z.object({ id }), response: incident },
  'POST /incidents/:id/repair': {
    summary: '事件已修复：原因和处理',
    access: 'staff', roles: technician,
    params: z.object({ id }),
    body: z.object({ cause: text(300, '原因和处理') }),
    response: incident,
  },
} satisfies EndpointMap;
