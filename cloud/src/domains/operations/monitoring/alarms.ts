import { Not, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../../audit/audit';
import { changesOf } from '../../../audit/changes';
import { ensure } from '../../../http/errors';
import { Alarm, AlarmRule } from './alarm.entity';
import { isUnrepaired, openForAlarm, recover } from './incidents';
import type { Reading } from './service-readings';
import { wasHeard } from './tell-alarms';

/** What a judging changed. */
export interface Judged {
  raised: Alarm[];
  ended: Alarm[];
}

/** An alarm whose trouble nobody looked at for so long begins anew: it did not last, it was only seen twice. */
const unseenMs = 120_000;

/**
 * Judges all rules by what was read now. A trouble is watched until it has lasted as long as its rule says, raised once, and ends by itself
 * where the value has stayed below the lower bound for long enough; about what is not read any more nothing is claimed: it calms down. A silent
 * machine of which nothing is read has not come back by that: its alarm stays until a person says that it is repaired, and then ends without a word.
 * The same readings again change nothing.
 */
export async function judge(tx: EntityManager, readings: Reading[], told: 'waiting' | 'log_only', by: By): Promise<Judged> {
  const rules = await tx.find(AlarmRule, { order: { code: 'ASC' } });
  const live = await tx.find(Alarm, { where: { state: Not('ended') }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  const judged: Judged = { raised: [], ended: [] };
  for (const rule of rules) {
    const about = readings.filter(({ indicator }) => indicator === rule.indicator);
    const known = live.filter((alarm) => alarm.rule === rule.code);
    for (const reading of about) {
      if (!rule.enabled || reading.value < rule.threshold || known.some(({ subject }) => subject === reading.subject)) continue;
      known.push(await watch(tx, rule, reading, by.at));
    }
    for (const alarm of known) {
      const value = rule.enabled ? about.find(({ subject }) => subject === alarm.subject)?.value : 0;
      if (alarm.state === 'pending') await judgePending(tx, { rule, alarm, value, told }, by, judged);
      else await judgeRaised(tx, { rule, alarm, value, told }, by, judged);
    }
  }
  return judged;
}

interface Case {
  rule: AlarmRule;
  alarm: Alarm;
  /** Undefined where it is not read any more. */
  value: number | undefined;
  told: 'waiting' | 'log_only';
}

async function watch(tx: EntityManager, { code, severity }: AlarmRule, { subject, value, since }: Reading, now: Date): Promise<Alarm> {
  const alarm: Alarm = {
    ...{ id: uuidv7(), rule: code, severity, subject, state: 'pending', liveKey: `${code}:${subject}`, beganAt: since ?? now, seenAt: now },
    ...{ raisedAt: null, calmSince: null, endedAt: null, peak: value, telling: 'log_only', tellings: 0, endTelling: 'log_only' },
  };
  await tx.insert(Alarm, alarm);
  return alarm;
}

async function judgePending(tx: EntityManager, { rule, alarm, value = 0, told }: Case, by: By, judged: Judged): Promise<void> {
  if (value < rule.threshold) return void (await tx.delete(Alarm, alarm.id));
  const unseen = by.at.getTime() - alarm.seenAt.getTime() > unseenMs;
  const beganAt = unseen ? by.at : alarm.beganAt;
  const lasted = by.at.getTime() - beganAt.getTime() >= rule.forSeconds * 1000;
  const change = { beganAt, seenAt: by.at, peak: Math.max(alarm.peak, value), ...(lasted ? ({ state: 'raised', raisedAt: by.at, telling: told } as const) : {}) };
  await tx.update(Alarm, alarm.id, change);
  if (!lasted) return;
  const raised: Alarm = { ...alarm, ...change };
  await audit(tx, by, { action: 'operations.alarm_raised', subject: { type: 'alarm', id: alarm.id }, details: { rule: rule.code, about: alarm.subject, value } });
  await openForAlarm(tx, raised, by);
  judged.raised.push(raised);
}

async function judgeRaised(tx: EntityManager, { rule, alarm, value, told }: Case, by: By, judged: Judged): Promise<void> {
  if (value === undefined && rule.indicator === 'machine_silent') {
    if (!(await isUnrepaired(tx, alarm))) await end(tx, { rule, alarm, calmSince: by.at, endTelling: 'log_only' }, by, judged);
    return;
  }
  await judgeRead(tx, { rule, alarm, value: value ?? 0, told }, by, judged);
}

async function judgeRead(tx: EntityManager, { rule, alarm, value, told }: Case & { value: number }, by: By, judged: Judged): Promise<void> {
  const peak = Math.max(alarm.peak, value);
  if (rule.enabled && value >= rule.clearBelow) return void (await tx.update(Alarm, alarm.id, { seenAt: by.at, peak, calmSince: null }));
  const calmSince = alarm.calmSince ?? by.at;
  const isOver = !rule.enabled || by.at.getTime() - calmSince.getTime() >= rule.clearSeconds * 1000;
  if (!isOver) return void (await tx.update(Alarm, alarm.id, { seenAt: by.at, calmSince }));
  // Whoever was never told that it began need not be told that it is over.
  await end(tx, { rule, alarm: { ...alarm, peak }, calmSince, endTelling: wasHeard(alarm) ? told : 'log_only' }, by, judged);
}

type Ending = Pick<Case, 'rule' | 'alarm'> & { calmSince: Date; endTelling: Alarm['endTelling'] };

async function end(tx: EntityManager, { rule, alarm, calmSince, endTelling }: Ending, by: By, judged: Judged): Promise<void> {
  const change = { state: 'ended', liveKey: null, seenAt: by.at, calmSince, endedAt: by.at, tellings: 0, telling: alarm.telling === 'waiting' ? 'log_only' : alarm.telling, endTelling } as const;
  await tx.update(Alarm, alarm.id, change);
  await audit(tx, by, { action: 'operations.alarm_ended', subject: { type: 'alarm', id: alarm.id }, details: { rule: rule.code, about: alarm.subject, peak: alarm.peak } });
  await recover(tx, alarm, calmSince);
  judged.ended.push({ ...alarm, ...change });
}

type RuleChange = Pick<AlarmRule, 'enabled' | 'threshold' | 'clearBelow' | 'forSeconds' | 'clearSeconds'>;

/** 修改 a rule; it judges by its new numbers from the next time on. Doing it twice changes nothing. @throws alarm.rule_not_found */
export async function changeRule(tx: EntityManager, code: AlarmRule['code'], change: RuleChange, by: By & { author: { kind: 'staff'; staffId: string } }): Promise<AlarmRule> {
  const before = await tx.findOne(AlarmRule, { where: { code }, lock: { mode: 'pessimistic_write' } });
  ensure(before, 'alarm.rule_not_found');
  const changes = changesOf<RuleChange>(before, change);
  if (Object.keys(changes).length === 0) return before;
  const after = { ...change, changedBy: by.author.staffId, changedAt: by.at };
  await tx.update(AlarmRule, code, after);
  await audit(tx, by, { action: 'operations.alarm_rule_changed', subject: { type: 'alarm_rule', id: code }, changes });
  return { ...before, ...after };
}
