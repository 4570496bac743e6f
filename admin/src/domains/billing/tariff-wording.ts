import { channels } from '@yongche/contract/vocabulary';
import { yuanOf } from '../../components/money';
import { draftNext } from '../governance/adopted-version';
import type { Tariff, TariffContent } from './billing';

/** What a first tariff begins from, to be filled in; a fee of 0 is allowed. */
export const firstTariff: Pick<Tariff, 'title' | 'content'> = {
  title: '影像系统服务费收费标准',
  content: { memberFen: 0, nonMemberFen: 0, channels: ['mobile', 'fixed'], redoneWithinDays: 30, payWithinDays: 30, nature: '经营服务性收费，自愿委托', service: '', costBasis: '' },
};

export const channelsWord = (list: TariffContent['channels']): string => list.map((channel) => channels[channel]).join('、');

/** 会员市场每辆 ¥3.00，非会员市场每辆 ¥8.00; where both are the same, once. */
export function priceWord({ memberFen, nonMemberFen }: Pick<TariffContent, 'memberFen' | 'nonMemberFen'>): string {
  if (memberFen === 0 && nonMemberFen === 0) return '不收费';
  if (memberFen === nonMemberFen) return `每辆 ${yuanOf(memberFen)}`;
  return `会员市场每辆 ${yuanOf(memberFen)}，非会员市场每辆 ${yuanOf(nonMemberFen)}`;
}

/** What has to happen next with a tariff, in one sentence. */
export function tariffNext(tariff: Pick<Tariff, 'state' | 'inForce' | 'effectiveOn' | 'agendaItemId' | 'atMeeting' | 'may'>): string {
  const { state, inForce, effectiveOn } = tariff;
  if (inForce) return '现在完成的交易按这一版计费。要调整，请以它为底新建草稿。';
  if (state === 'adopted') return `已通过，${effectiveOn ?? ''} 起完成的交易按这一版计费；此前的仍按原来的。`;
  if (state === 'withdrawn') return '已撤回，不再使用。';
  return draftNext(tariff, '生效日');
}

/** What a draft still lacks, while it is edited; empty where all is there. */
export function tariffGaps({ channels: list, nature, service, costBasis }: TariffContent): string[] {
  return [
    ...(list.length === 0 ? ['至少一种采集渠道。'] : []),
    ...(nature.trim() === '' ? ['没有写明收费性质。'] : []),
    ...(service.trim() === '' ? ['没有写明服务内容。'] : []),
    ...(costBasis.trim() === '' ? ['没有写明成本依据。'] : []),
  ];
}
