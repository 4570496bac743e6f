import { memberPositions } from '@yongche/contract/vocabulary';
import { draftNext } from '../governance/adopted-version';
import type { DuesScheme, DuesSchemeContent, Position } from './member';
import { positions } from './scheme-yield';

export const positionsWord = (list: Position[]): string => list.map((position) => memberPositions[position]).join('、');

/** 期限前30天, 期限当天, 期限后15天. */
export function reminderWord(days: number): string {
  if (days === 0) return '期限当天';
  return `期限${days < 0 ? '前' : '后'} ${Math.abs(days)} 天`;
}

/** 03-31 as 3月31日. */
export function monthDayWord(dueOn: string): string {
  const [month, day] = dueOn.split('-').map(Number);
  return `${month}月${day}日`;
}

/** What has to happen next with a scheme, in one sentence. */
export function schemeNext(scheme: Pick<DuesScheme, 'state' | 'inForce' | 'fromYear' | 'agendaItemId' | 'atMeeting' | 'may'>): string {
  const { state, inForce, fromYear } = scheme;
  if (inForce) return '现在部署会费按这一版。要修订，请以它为底新建草稿。';
  if (state === 'adopted') return `已通过，${fromYear ?? ''} 年起的会费按这一版，另有新版的除外。`;
  if (state === 'withdrawn') return '已撤回，不再使用。';
  return draftNext(scheme, '起始年度');
}

/** What keeps a scheme from being one that the law allows (law.md R-F7), while it is edited; empty where all is well. */
export function schemeProblems({ tiers }: Pick<DuesSchemeContent, 'tiers'>): string[] {
  const homeless = positions.filter((position) => !tiers.some((tier) => tier.positions.includes(position)));
  const empty = tiers.filter((tier) => tier.positions.length === 0).map(({ code }) => `${code} 档`);
  const nameless = tiers.filter(({ name }) => name.trim() === '').map(({ code }) => `${code} 档`);
  return [
    ...(homeless.length > 0 ? [`${positionsWord(homeless)}还没有归入任何一档。`] : []),
    ...(empty.length > 0 ? [`${empty.join('、')}没有会员职务，请归入或删去。`] : []),
    ...(nameless.length > 0 ? [`${nameless.join('、')}没有名称。`] : []),
  ];
}
