import { alarmRules, outsideServices, serviceParts } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { StaffActor } from '../../../http/actor';
import { Alarm } from './alarm.entity';
import { openIncidents, presentIncidents } from './incidents';
import { mayReport } from './monitoring.policy';
import { MonitorTurn } from './monitor.entity';

type Part = keyof typeof serviceParts;
const rank = { normal: 0, slow: 1, down: 2 } as const;
/** Nobody has judged for so long: what is known is old. */
const staleMs = 120_000;

/** 运行状态 in plain words: of each part, the worst of what is raised, what it means and what to do. */
export async function serviceStatus(tx: EntityManager, actor: StaffActor, now: Date) {
  const raised = await tx.find(Alarm, { where: { state: 'raised' }, order: { beganAt: 'ASC' } });
  const { takenAt } = await tx.findOneByOrFail(MonitorTurn, { id: 1 });
  const incidents = await openIncidents(tx);
  const parts = (Object.keys(serviceParts) as Part[]).map((part) => statusOf(part, raised, incidents.filter((one) => one.openedBy !== null && !one.recoveredAt)));
  const worst = parts.reduce((state, one) => (rank[one.state] > rank[state] ? one.state : state), 'normal' as keyof typeof rank);
  return { state: worst, measuredAt: takenAt, isStale: !takenAt || now.getTime() - takenAt.getTime() > staleMs, parts, openIncidents: await presentIncidents(tx, incidents), mayReport: mayReport(actor) };
}

interface Reported {
  part: Part;
  severity: 'slow' | 'down';
  title: string;
  beganAt: Date;
}

/** Of the services outside it is said which one. */
function wordsOf({ rule, subject }: Alarm): { meaning: string; advice: string } {
  const { meaning, advice } = alarmRules[rule];
  return { meaning: subject in outsideServices ? `${outsideServices[subject as keyof typeof outsideServices]}连不上：${meaning}` : meaning, advice };
}

/** What people reported counts as much as what was measured. */
function statusOf(part: Part, raised: Alarm[], reported: Reported[]) {
  const alarms = raised.filter(({ rule }) => alarmRules[rule].part === part).map((alarm) => ({ severity: alarm.severity, beganAt: alarm.beganAt, words: wordsOf(alarm) }));
  const reports = reported.filter((one) => one.part === part).map(({ severity, beganAt, title }) => ({ severity, beganAt, words: { meaning: `${title}。`, advice: '已报告，请等技术单位处理。' } }));
  const all = [...alarms, ...reports];
  const worst = all.find(({ severity }) => severity === 'down') ?? all[0];
  if (!worst) return { part, state: 'normal' as const, since: null, meaning: '', advice: '' };
  return { part, state: worst.severity, since: worst.beganAt, ...{ meaning: worst.words.meaning, advice: worst.words.advice } };
}
