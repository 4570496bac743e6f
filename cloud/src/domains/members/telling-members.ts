import { memberPositions } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { yuan } from '../../yuan';
import { sendMessage } from '../notices/messages';
import { titleOfDue } from './due-payable';
import type { Due } from './due.entity';
import type { MemberStanding } from './member.entity';

interface Told {
  title: string;
  body: string;
}
type Moved = Pick<MemberStanding, 'kind' | 'position' | 'effectiveOn'>;

const moved: Record<MemberStanding['kind'], (change: Moved) => Told> = {
  join: ({ position, effectiveOn }) => ({ title: '贵单位已成为协会会员', body: `自${effectiveOn}起，贵单位是协会${memberPositions[position]}。会籍和会费可以在“我的会籍”中查看。` }),
  leave: ({ effectiveOn }) => ({ title: '贵单位退会已经办理', body: `自${effectiveOn}起，贵单位不再是协会会员。已产生而未缴的会费和账单仍可在“会籍与缴费”中缴纳。` }),
  suspend: ({ effectiveOn }) => ({ title: '贵单位的会籍已暂停', body: `自${effectiveOn}起暂停会籍，期间按非会员计价。如何恢复，请联系协会秘书处。` }),
  resume: ({ effectiveOn }) => ({ title: '贵单位的会籍已恢复', body: `自${effectiveOn}起恢复会籍，不需要再做什么。` }),
  change_position: ({ position, effectiveOn }) => ({ title: '贵单位的会员职务已调整', body: `自${effectiveOn}起，贵单位是协会${memberPositions[position]}。以后部署的会费按新的职务计算。` }),
};

/** Tells the member's company what has been decided; where none is linked there is nobody to be told. */
export async function tellMoved(tx: EntityManager, { companyId, ...change }: Moved & { companyId: string | null }, at: Date): Promise<void> {
  if (companyId) await sendMessage(tx, { to: { companyId }, kind: 'company', ...moved[change.kind](change), link: 'membership' }, at);
}

const waysToPay = '可在“会籍与缴费”中在线支付，或按页面上的账户和附言码转账。';

interface AboutDue {
  companyId: string | null;
  due: Pick<Due, 'id' | 'year' | 'fen' | 'dueOn'>;
}

/** Tells of a due that has just been raised, and what of it was settled from an advance. */
export async function tellRaised(tx: EntityManager, { companyId, due, settledFen }: AboutDue & { settledFen: number }, at: Date): Promise<void> {
  if (!companyId || due.fen === 0) return;
  const what = titleOfDue(due);
  const [sum, rest] = [settledFen > 0 ? `${what} ${yuan(due.fen)}，已用预收款抵缴 ${yuan(settledFen)}，` : `${what} ${yuan(due.fen)}，`, due.fen - settledFen];
  const told: Told = rest === 0 ? { title: `${what}已由预收款抵缴`, body: `${sum}已缴清，不用再付。` } : { title: `请于${due.dueOn}前缴纳${what}`, body: `${sum}${settledFen > 0 ? `还需缴纳 ${yuan(rest)}，` : ''}请于${due.dueOn}前缴纳。${waysToPay}` };
  await sendMessage(tx, { to: { companyId }, kind: 'dues', ...told, link: `due:${due.id}` }, at);
}

/** Tells that a due is not to be paid after all: whoever was asked for it would pay it. */
export async function tellCancelled(tx: EntityManager, { companyId, due, returnedFen }: AboutDue & { returnedFen: number }, at: Date): Promise<void> {
  if (!companyId || due.fen === 0) return;
  const what = titleOfDue(due);
  const body = `${what} ${yuan(due.fen)} 已撤销，请不要再付款。${returnedFen > 0 ? `已抵缴的 ${yuan(returnedFen)} 恢复为预收款。` : ''}如有疑问，请联系协会秘书处。`;
  await sendMessage(tx, { to: { companyId }, kind: 'dues', title: `${what}已撤销，不用缴纳`, body, link: `due:${due.id}` }, at);
}

/** 催缴: before and after the deadline. */
export async function tellReminder(tx: EntityManager, { companyId, due, outstandingFen, today }: { companyId: string; due: Pick<Due, 'id' | 'year' | 'dueOn'>; outstandingFen: number; today: string }, at: Date): Promise<void> {
  const what = titleOfDue(due);
  const told: Told =
    today > due.dueOn
      ? { title: `${what}已逾期，请尽快缴纳`, body: `${what}应于${due.dueOn}前缴纳，尚有 ${yuan(outstandingFen)} 未缴。${waysToPay}长期不缴的，按章程提交会长例会处理。如有困难或异议，请联系协会秘书处。` }
      : { title: `${what}即将到期，请于${due.dueOn}前缴纳`, body: `${what}尚有 ${yuan(outstandingFen)} 未缴。${waysToPay}` };
  await sendMessage(tx, { to: { companyId }, kind: 'dues', ...told, link: `due:${due.id}` }, at);
}
