import { billLineKinds, billStates, meterExemptions, meterKinds, paymentStandings } from '@yongche/contract/vocabulary';
import { countOf } from '../../components/counts';
import { yuanOf } from '../../components/money';
import type { Tone } from '../../components/tone-tag';
import { standingTones } from '../payments/payment-wording';
import type { BillLine, BillPreviews, BillSummary, MeterEvent, MeterFigures } from './billing';

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

/** Whether all of a month's deals are metered. */
export function meteredWord({ completed, unmetered }: Pick<MeterFigures, 'completed' | 'unmetered'>): string {
  if (unmetered > 0) return `${countOf(unmetered)} 笔没有计量`;
  return completed > 0 ? '全部已计量' : '没有完成的交易';
}

/** What a dry run comes to, and how much of it is still to be drafted. */
export function previewSentence({ month, items, vehicles, fen }: Pick<BillPreviews, 'month' | 'items' | 'vehicles' | 'fen'>, { open, isOver }: { open: number; isOver: boolean }): string {
  const sum = `${month} 共 ${items.length} 个市场、${countOf(vehicles)} 辆、${yuanOf(fen)}`;
  if (!isOver) return `${sum}。这个月还没有过完，只能试算，不能出账。`;
  if (open === 0) return `${sum}，已全部出账。`;
  return open < items.length ? `${sum}；${items.length - open} 个市场已经出账，还有 ${open} 个。` : `${sum}，还没有出账。`;
}

/** From which month on nothing can be published, once a contract ends: it has to be in force on the last day of a month. */
export function endMeans(toOn: string): string {
  const [year, month, day] = toOn.split('-').map(Number) as [number, number, number];
  const isWhole = day === new Date(Date.UTC(year, month, 0)).getUTCDate();
  const from = isWhole ? new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7) : toOn.slice(0, 7);
  return `${from} 起的账单不能再发布${isWhole ? '' : '（终止日不是月末，当月也不能）'}。`;
}
