import type { EntityManager } from 'typeorm';
import { sendMessage } from '../notices/messages';
import type { CountedViolation } from './count-subject';
import type { Measure } from './measure.entity';
import type { Subject } from './subjects';

/** Puts a message into the inbox of an agent or a company; markets and operators find their measures in the staff web. */
async function tell(tx: EntityManager, { type, id }: Subject, kind: 'measure' | 'violation', { title, body, link }: { title: string; body: string; link: string }, at: Date): Promise<void> {
  if (type !== 'agent' && type !== 'company') return;
  const to = type === 'agent' ? { personId: id } : { companyId: id };
  await sendMessage(tx, { to, kind, title, body, link }, at);
}

const titles: Record<Measure['kind'], string> = { warning: '扣分警告', rectification: '限期整改', suspension: '暂停', cancellation: '拟取消资格' };
const appeal = '如对扣分有异议，可在“我的扣分”中对相应的处理决定提出申诉。';

/** What was taken, why, and what to do now. */
export async function tellTaken(tx: EntityManager, measure: Measure, at: Date): Promise<void> {
  const { subjectType: type, subjectId: id, kind, reason, untilOn } = measure;
  const work = type === 'agent' ? '不能办理业务' : '名下代理人员不能办理业务';
  const follows: Record<Measure['kind'], string> = {
    warning: '警告不影响办理业务，请避免再次扣分。',
    rectification: `请在${untilOn}前完成整改，整改期间可以办理业务。`,
    suspension: `自即日起至${untilOn}${work}，期满自动恢复。`,
    cancellation: `会议决定前先行暂停，${work}。会议的决定会在这里告知您。`,
  };
  const learn = type === 'agent' && kind !== 'cancellation' ? '学习课程并全部答对，可以减分。' : '';
  await tell(tx, { type, id }, 'measure', { title: titles[kind], body: `${reason}${follows[kind]}${learn}${appeal}`, link: 'discipline' }, at);
}

const ends = { over: '期满', lifted: '提前解除', revoked: '撤销', executed: '执行' } as const;

/** How a measure ended. */
export async function tellEnded(tx: EntityManager, { subjectType: type, subjectId: id, kind, state, endReason }: Measure, at: Date): Promise<void> {
  const end = ends[state as keyof typeof ends];
  const what = { warning: '警告', rectification: '限期整改', suspension: '暂停', cancellation: '取消资格' }[kind];
  const body = state === 'executed' ? `会长例会决定取消您的资格。${endReason}` : `对您的${what}已${end === '期满' ? '期满' : end}。${endReason}`;
  await tell(tx, { type, id }, 'measure', { title: state === 'executed' ? '资格已取消' : `${what}${end}`, body, link: 'discipline' }, at);
}

/** A violation that counts costs otherwise than before, because something else was decided. */
export async function tellPointsChanged(tx: EntityManager, subject: Subject, { violation, points }: { violation: CountedViolation; points: number }, at: Date): Promise<void> {
  const body = `编号${violation.number}的违规由扣${violation.points}分改为扣${points}分：同一代码的违规另有决定，屡次发生的倍数随之变动。打开可查看计算依据；如有异议，请联系协会秘书处。`;
  await tell(tx, subject, 'violation', { title: `扣分变动：改为扣${points}分`, body, link: `violation:${violation.id}` }, at);
}
