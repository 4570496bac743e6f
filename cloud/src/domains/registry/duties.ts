import { type dutyKinds } from '@yongche/contract';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai, startOfDay } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import { noticeOverdueDuty } from '../discipline/violations';
import { sendMessage } from '../notices/messages';
import { Duty } from './duty.entity';

type Kind = keyof typeof dutyKinds;
/** 变更、补办、注销时限: 30 days (rule book art. 6, domain.md 2.7). */
export const dutyDays = 30;
/** Days before the end on which the company is reminded. */
const remindBefore = [10, 3];

export const addDays = (day: string, days: number) => dayInShanghai(new Date(startOfDay(day).getTime() + days * 24 * 3600_000));

/** Opens a duty of a company, unless one of this kind is open already. @returns whether it is new. */
export async function openDuty(tx: EntityManager, { companyId, kind, cause }: { companyId: string; kind: Kind; cause: string }, by: By): Promise<boolean> {
  const dueOn = addDays(dayInShanghai(by.at), dutyDays);
  const id = uuidv7();
  try {
    await tx.insert(Duty, { id, companyId, kind, state: 'open', cause, dueOn, remindedOn: null, letterOn: null, openedAt: by.at, closedAt: null, openKey: `${companyId}:${kind}` });
  } catch (error) {
    if (isDuplicateKey(error, 'duties_open_key')) return false;
    throw error;
  }
  await audit(tx, by, { action: 'registry.duty_opened', subject: { type: 'duty', id }, details: { companyId, kind, dueOn } });
  await remind(tx, { companyId, kind, cause, dueOn }, by.at);
  return true;
}

/** Closes the open duties of companies: `met` where the company did it, `lifted` where there is nothing left to do. */
export async function closeDutiesOf(tx: EntityManager, companyIds: string[], to: Partial<Record<Kind, 'met' | 'lifted'>>, by: By): Promise<void> {
  const open = await tx.find(Duty, { where: { companyId: In(companyIds), kind: In(Object.keys(to)), state: In(['open', 'overdue']) }, lock: { mode: 'pessimistic_write' } });
  for (const { id, kind } of open) {
    await tx.update(Duty, id, { state: to[kind]!, closedAt: by.at, openKey: null });
    await audit(tx, by, { action: 'registry.duty_met', subject: { type: 'duty', id }, details: { state: to[kind] } });
  }
}

/** One round: reminds 10 and 3 days before the end, and marks what is overdue, which is a violation to be decided (A01, A02). */
export async function remindDuties(db: DataSource, by: By): Promise<void> {
  const open: { id: string }[] = await db.query("SELECT id FROM duties WHERE state = 'open' ORDER BY id");
  for (const { id } of open) await db.transaction((tx) => remindDuty(tx, id, by));
}

async function remindDuty(tx: EntityManager, id: string, by: By): Promise<void> {
  const today = dayInShanghai(by.at);
  const duty = await tx.findOne(Duty, { where: { id, state: 'open' }, lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' } });
  if (!duty) return;
  if (duty.dueOn < today) {
    await tx.update(Duty, duty.id, { state: 'overdue' });
    await audit(tx, by, { action: 'registry.duty_overdue', subject: { type: 'duty', id: duty.id }, details: { dueOn: duty.dueOn } });
    await remind(tx, { ...duty, overdue: true }, by.at);
    await noticeOverdueDuty(tx, duty, by);
    return;
  }
  const due = remindBefore.some((days) => today >= addDays(duty.dueOn, -days) && (duty.remindedOn === null || duty.remindedOn < addDays(duty.dueOn, -days)));
  if (!due) return;
  await tx.update(Duty, duty.id, { remindedOn: today });
  await audit(tx, by, { action: 'registry.duty_reminded', subject: { type: 'duty', id: duty.id }, details: { dueOn: duty.dueOn } });
  await remind(tx, duty, by.at);
}

async function remind(tx: EntityManager, { companyId, kind, cause, dueOn, overdue = false }: Pick<Duty, 'companyId' | 'kind' | 'cause' | 'dueOn'> & { overdue?: boolean }, at: Date): Promise<void> {
  const what = kind === 'A01' ? '企业注销' : '企业变更';
  const body = overdue
    ? `${cause}。应于${dueOn}前办理${what}，现已逾期，协会将按细则处理。请立即在“我的企业”办理，或联系协会秘书处。`
    : `${cause}。按细则应在30日内办理${what}，请于${dueOn}前在“我的企业”提交申请；逾期将按${kind}处理。`;
  await sendMessage(tx, { to: { companyId }, kind: 'duty', title: overdue ? `${what}已逾期` : `请于${dueOn}前办理${what}`, body, link: 'company' }, at);
}
