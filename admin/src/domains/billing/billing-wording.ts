import { billLineKinds, billStates, meterExemptions, meterKinds, paymentStandings } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { yuanOf } from '../../components/money';
import type { Tone } from '../../components/tone-tag';
import { standingTones } from '../payments/payment-wording';
import type { BillLine, BillSummary, MeterEvent, MeterFigures } from './billing';

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes as people read them: 0 B, 820 KB, 1.4 GB. */
export function sizeWord(bytes: number): string {
  const step = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** step;
  return `${step > 1 && size < 100 ? size.toFixed(1) : Math.round(size)} ${units[step]}`;
}

const draftTones: Record<'draft' | 'checked' | 'void', Tone> = { draft: 'warn', checked: 'busy', void: 'over' };

/** How a bill stands: until it is published by its own state, then by what is paid of it. */
export function billStateOf({ state, standing }: Pick<BillSummary, 'state' | 'standing'>): { label: string; tone: Tone } {
  if (state === 'published') return { label: paymentStandings[standing], tone: standingTones[standing] };
  return { label: billStates[state], tone: draftTones[state] };
}

const drafterWord = '您是出账人，复核和发布须由另一人办理。';

/** Why a decider can neither check nor publish a bill that waits for it; undefined where there is nothing to say. */
export function handsOff({ state, may, obstacle }: Pick<BillSummary, 'state' | 'may' | 'obstacle'>): string | undefined {
  if (state === 'draft' && !may.check) return drafterWord;
  if (state === 'checked' && !may.publish) return obstacle ?? drafterWord;
  return undefined;
}

const priceKind = (member: boolean | null): string => (member === null ? '' : member ? '会员价' : '非会员价');

/** 本期车辆 会员价; 2026-09 往期补计 非会员价; 冲减; 上期结转. */
export function lineTitle({ kind, member, month }: Pick<BillLine, 'kind' | 'member' | 'month'>): string {
  return [month && `${month} `, billLineKinds[kind], member !== null && `　${priceKind(member)}`].filter(Boolean).join('');
}

/** 120 辆 × ¥3.00 = ¥360.00; what was carried over has no cars. */
export function lineSum({ kind, vehicles, unitFen, fen }: Pick<BillLine, 'kind' | 'vehicles' | 'unitFen' | 'fen'>): string {
  if (kind === 'carried' || unitFen === null) return yuanOf(fen);
  return `${countOf(vehicles)} 辆 × ${yuanOf(unitFen)} ＝ ${yuanOf(fen)}`;
}

/** Why an event costs what it costs: 会员价, 非会员价, or why nothing. */
export function eventPrice({ member, exemption, kind }: Pick<MeterEvent, 'member' | 'exemption' | 'kind'>): string {
  if (exemption) return meterExemptions[exemption];
  return kind === 'reversal' ? `${meterKinds.reversal}　${priceKind(member)}` : priceKind(member);
}

/** Whether all of a month's deals are metered, in one sentence. */
export function meteredSentence({ completed, unmetered }: Pick<MeterFigures, 'completed' | 'unmetered'>): string {
  if (unmetered > 0) return `本月完成 ${countOf(completed)} 笔，还有 ${countOf(unmetered)} 笔没有计量，系统正在补计；补计完之前不能出账。`;
  return completed > 0 ? '全部已计量' : '没有完成的交易';
}
