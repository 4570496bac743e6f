import type { outsideServices } from '@yongche/contract';
import { Between, type EntityManager, In, MoreThan, Not } from 'typeorm';
import { Staff } from '../../identity/staff.entity';
import { Alarm, AlarmRule } from './alarm.entity';
import { MonitorDayPeak, MonitorProcess, MonitorSample, OutsideService } from './monitor.entity';
import { type Indicator, slotOf, slotSeconds, wholeSystem } from './peaks';
import { isFailing, isThere, readService } from './service-readings';

const slots = 288;
const dayMs = 24 * 3600_000;
const shownAlarms = 100;

/** 监测 for the technician: how it stands now, and the last 24 hours in steps of five minutes. */
export async function monitoringNow(tx: EntityManager, now: Date) {
  const processes = await tx.find(MonitorProcess, { where: { seenAt: MoreThan(new Date(now.getTime() - dayMs)) }, order: { startedAt: 'DESC' } });
  const readings = await readService(tx, now);
  const valuesOf = (subject: string) => Object.fromEntries(readings.filter((one) => one.subject === subject && one.indicator !== 'machine_silent').map(({ indicator, value }) => [indicator, value])) as Partial<Record<Indicator, number>>;
  const machines = [...new Set(processes.map(({ machine }) => machine))].sort().flatMap((name) => {
    const own = processes.filter(({ machine }) => machine === name);
    const last = own.reduce((latest, one) => (one.seenAt > latest.seenAt ? one : latest));
    const there = own.filter((one) => isThere(one, now));
    if (there.length === 0 && last.stoppedAt) return [];
    return [{ name, seenAt: last.seenAt, isSilent: there.length === 0, now: valuesOf(name), processes: there.map(presentProcess) }];
  });
  return { at: now, machines, service: valuesOf(wholeSystem), courses: await lastDay(tx, now), outside: await outside(tx, now) };
}

function presentProcess({ pid, startedAt, seenAt, reading: { cpu, memoryBytes, eventLoopMilliseconds, requests, failures } }: MonitorProcess) {
  return { pid, startedAt, seenAt, cpu, memoryBytes, eventLoopMilliseconds, requests, failures };
}

async function lastDay(tx: EntityManager, now: Date) {
  const from = new Date(slotOf(now).getTime() - (slots - 1) * slotSeconds * 1000);
  const samples = await tx.find(MonitorSample, { where: { slotAt: Between(from, now) } });
  const courses = new Map<string, { indicator: Indicator; machine: string; values: (number | null)[] }>();
  for (const { slotAt, machine, indicator, peak } of samples) {
    const key = `${indicator} ${machine}`;
    const course = courses.get(key) ?? { indicator, machine, values: Array<number | null>(slots).fill(null) };
    course.values[(slotAt.getTime() - from.getTime()) / (slotSeconds * 1000)] = peak;
    courses.set(key, course);
  }
  return { from, stepSeconds: slotSeconds, items: [...courses.values()] };
}

async function outside(tx: EntityManager, now: Date) {
  const services = await tx.find(OutsideService, { order: { service: 'ASC' } });
  return services.map((one) => ({ service: one.service as keyof typeof outsideServices, isFailing: isFailing(one, now), lastSuccessAt: one.lastSuccessAt, lastFailureAt: one.lastFailureAt, lastFailure: one.lastFailure }));
}

/** 每日峰值 of a month, the latest day first. */
export async function dayPeaks(tx: EntityManager, month: string) {
  const rows = await tx.find(MonitorDayPeak, { where: { day: Between(`${month}-01`, `${month}-31`) }, order: { day: 'DESC', machine: 'ASC' } });
  const items: { day: string; machine: string; peaks: Partial<Record<Indicator, { value: number; at: Date }>> }[] = [];
  for (const { day, machine, indicator, peak, peakAt } of rows) {
    let item = items.find((one) => one.day === day && one.machine === machine);
    if (!item) items.push((item = { day, machine, peaks: {} }));
    item.peaks[indicator] = { value: peak, at: peakAt };
  }
  return items;
}

/** 告警: what is live, then what ended last; and the rules. */
export async function alarmList(tx: EntityManager) {
  const live = await tx.find(Alarm, { where: { state: Not('ended') }, order: { beganAt: 'DESC' } });
  const ended = await tx.find(Alarm, { where: { state: 'ended' }, order: { raisedAt: 'DESC', id: 'DESC' }, take: shownAlarms });
  return { items: [...live, ...ended], rules: await presentRules(tx, await tx.find(AlarmRule, { order: { indicator: 'ASC', threshold: 'DESC' } })) };
}

/** Rules with the names of who changed them. */
export async function presentRules(tx: EntityManager, rules: AlarmRule[]) {
  const people = await tx.findBy(Staff, { id: In(rules.flatMap(({ changedBy }) => changedBy ?? [])) });
  return rules.map((rule) => ({ ...rule, changedBy: people.find(({ id }) => id === rule.changedBy)?.name ?? null }));
}
