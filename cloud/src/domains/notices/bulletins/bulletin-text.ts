import type { BulletinContent } from '@yongche/contract/bulletins';
import { grouped } from '../../statistics/figures';
import { percentOf } from '../../statistics/growth';
import { periodName } from '../../statistics/periods';

/** What a robot of WeCom takes in one message (providers.md 5); a person pastes the same text. */
const mostBytes = 2048;
const mostCharacters = 1000;

/** 同比 in words; nothing where there is no base. */
export const growthText = (growth: number | null): string => (growth === null ? '' : growth === 0 ? '同比持平' : `同比${growth > 0 ? '增长' : '下降'}${percentOf(Math.abs(growth))}`);

/** The figure that the bulletin is about, in a few words: 二手汽车交易26,500辆次，同比增长6.00%. */
export function headlineOf({ figures }: Pick<BulletinContent, 'figures'>): string {
  const [first] = figures;
  return first ? [`${first.name}${grouped(first.value)}${first.unit}`, growthText(first.growth)].filter(Boolean).join('，') : '';
}

/**
 * 通报文字 for a group: title, figures, who leads by each dimension, the clerk's note, where it is from. Where it would be too long,
 * breakdowns are left out from the last, then remarks, then figures but the first: they stand in the long picture.
 */
export function bulletinText(content: BulletinContent): string {
  const [first] = content.figures;
  const head = [`【${content.title}】`, `${periodName(content.period)}，据市车管所业务数据：`];
  const figures = content.figures.map(({ name, value, unit, growth }) => `▪ ${[`${name}${grouped(value)}${unit}`, growthText(growth)].filter(Boolean).join('，')}`);
  const breakdowns = content.breakdowns.filter(({ item, rows }) => item === first?.item && rows.length > 1).map(leadersOf);
  const note = content.note ? [`编者按：${content.note}`] : [];
  const remarks = content.remarks.map((sentence) => `说明：${sentence}`);
  const end = [`来源：${content.source}`, '宁波市二手车流通协会'];
  for (;;) {
    const text = [...head, ...figures, ...breakdowns, ...note, ...remarks, ...end].join('\n');
    if (Buffer.byteLength(text) <= mostBytes && text.length <= mostCharacters) return text;
    if (breakdowns.pop() === undefined && remarks.pop() === undefined && figures.length > 1) figures.pop();
  }
}

/** 区县：示范区976（26.2%）、… the three greatest, all four where there are no more. */
function leadersOf({ dimension, dimensionName, rows }: BulletinContent['breakdowns'][number]): string {
  const shown = dimension === 'age' || rows.length <= 4 ? rows.slice(0, 5) : rows.slice(0, 3);
  return `▪ ${dimensionName}${shown.length < rows.length ? '前三' : ''}：${shown.map(({ member, value, share }) => `${member}${grouped(value)}（${(share / 100).toFixed(1)}%）`).join('、')}`;
}
