import { alarmRules, outsideServices, serviceParts } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { FullDisks } from '../../../full-disks';
import type { StaffActor } from '../../../http/actor';
import { Alarm } from './alarm.entity';
import { openIncidents, presentIncidents } from './incidents';
import { mayReport } from './monitoring.policy';
import { MonitorTurn } from './monitor.entity';

type Part = keyof typeof serviceParts;
const rank = { normal: 0, slow: 1, down: 2 } as const;
/** Nobody has judged for so long: what is known is old. */
const staleMs = 120_000;

/** A full disk lets no alarm be written down, so each process says of itself what it met. */
const fullWords = {
  database: { part: 'use', title: '服务器的存储空间已满，新的内容存不下，已有的内容可以查看', advice: '请暂停办理，等技术单位腾出空间，之后会自动恢复。采集台和手机上已拍的照片不会丢，恢复后会自动补传。' },
  storage: { part: 'pictures', title: '照片存储的空间已满，照片暂时传不上来', advice: '可以继续拍照，照片先留在手机或采集台里，技术单位腾出空间后自动上传。' },
  log: { part: 'machines', title: '服务器的日志空间已满，运行记录写不下来', advice: '可以继续办理，由技术单位处理。' },
} as const satisfies Record<string, { part: Part; title: string; advice: string }>;

/** 运行状态 in plain words: of each part, the worst of what is raised, reported or met by this process, what it means and what to do. */
export async function serviceStatus(tx: EntityManager, actor: StaffActor, { now, fullDisks }: { now: Date; fullDisks: FullDisks }) {
  const raised = await tx.find(Alarm, { where: { state: 'raised' }, order: { beganAt: 'ASC' } });
  const { takenAt } = await tx.findOneByOrFail(MonitorTurn, { id: 1 });
  const incidents = await openIncidents(tx);
  const reported: Reported[] = incidents.filter((one) => one.openedBy !== null && !one.recoveredAt).map((one) => ({ ...one, advice: '已报告，请等技术单位处理。' }));
  const parts = (Object.keys(serviceParts) as Part[]).map((part) => statusOf(part, raised, [...metByUs(fullDisks), ...reported]));
  const worst = parts.reduce((state, one) => (rank[one.state] > rank[state] ? one.state : state), 'normal' as keyof typeof rank);
  return { state: worst, measuredAt: takenAt, isStale: !takenAt || now.getTime() - takenAt.getTime() > staleMs, parts, openIncidents: await presentIncidents(tx, incidents), mayReport: mayReport(actor) };
}

interface Reported {
  part: Part;
  severity: 'slow' | 'down';
  title: string;
  advice: string;
  beganAt: Date;
}

function metByUs(fullDisks: FullDisks): Reported[] {
  const full = fullDisks.now();
  return (full?.of ?? []).map((of) => ({ ...fullWords[of], severity: of === 'log' ? 'slow' : 'down', beganAt: full!.since }));
}

/** Of the services outside it is said which one. */
function wordsOf({ rule, subject }: Alarm): { meaning: string; advice: string } {
  const { meaning, advice } = alarmRules[rule];
  return { meaning: subject in outsideServices ? `${outsideServices[subject as keyof typeof outsideServices]}连不上：${meaning}` : meaning, advice };
}

/** What people reported counts as much as what was measured. */
function statusOf(part: Part, raised: Alarm[], reported: Reported[]) {
  const alarms = raised.filter(({ rule }) => alarmRules[rule].part === part).map((alarm) => ({ severity: alarm.severity, beganAt: alarm.beganAt, words: wordsOf(alarm) }));
  const reports = reported.filter((one) => one.part === part).map(({ severity, beganAt, title, advice }) => ({ severity, beganAt, words: { meaning: `${title}。`, advice } }));
  const all = [...alarms, ...reports];
  const worst = all.find(({ severity }) => severity === 'down') ?? all[0];
  if (!worst) return { part, state: 'normal' as const, since: null, meaning: '', advice: '' };
  return { part, state: worst.severity, since: worst.beganAt, ...{ meaning: worst.words.meaning, advice: worst.words.advice } };
}
