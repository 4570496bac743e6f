import { growthFor, growthRoom } from '../bases';
import { cellOf, grouped, nameOf } from '../figures';
import { percentOf } from '../growth';
import type { Check } from './facts';
import { tenThousandTimesOff } from './units';

/** 同比核对: the growth that the file states is the one that follows from value and base, but for rounding. */
export const checkStatedGrowth: Check = (facts) =>
  facts.figures.flatMap((figure) => {
    const { hundredths, base, source } = growthFor(facts, figure);
    if (figure.stated === null || hundredths === null || base === null || tenThousandTimesOff(facts, figure)) return [];
    const room = figure.statedStep / 2 + growthRoom(facts, figure);
    if (Math.abs(figure.stated - hundredths) <= room) return [];
    const from = source === 'published' ? '已发布的上年同期' : '文件中的上年同期';
    const sentence = `${nameOf(facts.schema, figure)}的同比，文件写 ${percentOf(figure.stated)}，按${from} ${grouped(base)} 计算是 ${percentOf(hundredths)}。`;
    return [{ kind: 'stated_growth', severity: 'warn', sentence, cells: [cellOf(figure)] }];
  });
