import type { AnswerOf } from '@yongche/contract';
import { payees, paymentStandings } from '@yongche/contract/vocabulary';
import { dayText, daysLeft } from '../../dates';
import { sumOf } from '../../money';

export type Payable = AnswerOf<'GET /my-payables'>['items'][number];
export type Standing = keyof typeof paymentStandings;

/** A word in colour. */
export interface Word {
  tone: string;
  text: string;
}

const tones: Record<Standing, string> = { nothing: 'off', unpaid: 'calm', partly: 'wait', overdue: 'wrong', paid: 'good', cancelled: 'off' };

/** 缴费情况 in one word. */
export const wordOfStanding = (standing: Standing): Word => ({ tone: tones[standing], text: paymentStandings[standing] });

/** Whether something of it is still to be paid. */
export const isOwed = ({ outstandingFen, standing }: Pick<Payable, 'outstandingFen' | 'standing'>) => outstandingFen > 0 && standing !== 'cancelled';

/** What is still to be paid, the earliest deadline first. */
export const owedOf = (payables: readonly Payable[]): Payable[] => payables.filter(isOwed).sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));

/** Everything else, the latest first. */
export const settledOf = (payables: readonly Payable[]): Payable[] => payables.filter((payable) => !isOwed(payable)).sort((a, b) => (a.dueOn > b.dueOn ? -1 : a.dueOn < b.dueOn ? 1 : 0));

/** Until when it is to be paid, in one sentence; gentle, since nothing else depends on it. */
export function deadlineOf({ dueOn }: Pick<Payable, 'dueOn'>): string {
  const left = daysLeft(dueOn);
  if (left < 0) return `应在${dayText(dueOn)}前缴纳，已过${-left}天`;
  return `请在${dayText(dueOn)}前缴纳，${left === 0 ? '今天是最后一天' : `还有${left}天`}`;
}

/** The sum of what is to be paid and what it consists of; undefined where nothing is. */
export function owedText(owed: readonly Payable[]): { fen: number; text: string } | undefined {
  const [first] = owed;
  if (!first) return undefined;
  const overdue = owed.filter(({ standing }) => standing === 'overdue').length;
  const parts = [owed.length > 1 ? `共${owed.length}笔` : first.title, overdue > 0 ? (owed.length > 1 ? `其中${overdue}笔已过期限` : '已过期限') : `${dayText(first.dueOn)}前缴纳`];
  return { fen: sumOf(owed.map(({ outstandingFen }) => outstandingFen)), text: parts.join('，') };
}

/** To whom it is paid: the account's name where it is registered. */
export const payeeOf = ({ fund, transfer }: Pick<Payable, 'fund' | 'transfer'>) => transfer?.account.payeeName ?? payees[fund];

/** A bank account in groups of four, so that it can be compared. */
export const inFours = (digits: string) => digits.replace(/(.{4})(?=.)/g, '$1 ');
