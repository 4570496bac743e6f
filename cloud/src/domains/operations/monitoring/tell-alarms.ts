import { alarmRules, serviceStates } from '@yongche/contract';
import type { DataSource } from 'typeorm';
import type { Logger } from 'pino';
import type { GroupAnswer, GroupNotifiers } from '../../../adapters/group-notifier/group-notifier';
import { Alarm } from './alarm.entity';
import { alarmTitle } from './incidents';

/** The technicians' robot, out of the environment: it works where the database does not. */
export type AlarmRobot = { way: 'wecomWebhook'; key: string } | { way: 'dingtalk'; key: string; secret: string };

/** Says something in the technicians' group; undefined where there is no robot. */
export type Tell = (title: string, text: string) => Promise<GroupAnswer>;

export const tellBy = (groups: GroupNotifiers, robot: AlarmRobot | undefined): Tell | undefined =>
  robot && ((title, text) => groups[robot.way].post({ title, text, textSent: false }, robot));

/** A robot that refuses is asked so often, once each time that somebody judges. */
const mostTries = 5;

/** Whether the group was told that it is raised, or may have been: a robot that did not answer has most likely said it. */
export const wasHeard = ({ telling, tellings }: Pick<Alarm, 'telling' | 'tellings'>) => telling === 'sent' || (telling === 'failed' && tellings < mostTries);

const minute = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/**
 * Tells the group of alarms that wait for it. Each one is claimed before it is sent, so that two processes do not say it twice; where
 * it is certain that it did not go out it is tried again, and where nobody knows it is not.
 */
export async function tellAlarms({ db, log, publicUrl }: { db: DataSource; log: Logger; publicUrl: string }, tell: Tell): Promise<void> {
  for (const kind of ['telling', 'endTelling'] as const) {
    for (const alarm of await db.manager.find(Alarm, { where: { [kind]: 'waiting' }, order: { id: 'ASC' }, take: 20 })) {
      const { affected } = await db.manager.update(Alarm, { id: alarm.id, [kind]: 'waiting', tellings: alarm.tellings }, { [kind]: 'failed', tellings: alarm.tellings + 1 });
      if (!affected) continue;
      const { title, text } = kind === 'telling' ? raisedText(alarm, publicUrl) : endedText(alarm);
      const { state, sentence } = await tell(title, text);
      if (state === 'sent') await db.manager.update(Alarm, alarm.id, { [kind]: 'sent' });
      else if (state === 'failed' && alarm.tellings + 1 < mostTries) await db.manager.update(Alarm, alarm.id, { [kind]: 'waiting' });
      if (state !== 'sent') log.error({ alarm: alarm.id, sentence }, 'the group could not be told of an alarm');
    }
  }
}

function raisedText(alarm: Alarm, publicUrl: string) {
  const title = `甬车告警：${alarmTitle(alarm)}`;
  return { title, text: [`【${serviceStates[alarm.severity]}】${title}`, `开始：${minute.format(alarm.beganAt)}`, alarmRules[alarm.rule].meaning, `${publicUrl}/admin/status`].join('\n') };
}

function endedText(alarm: Alarm) {
  const title = `甬车告警解除：${alarmTitle(alarm)}`;
  return { title, text: [`【恢复】${title}`, `${minute.format(alarm.beganAt)}至${minute.format(alarm.calmSince ?? alarm.endedAt!)}`].join('\n') };
}
