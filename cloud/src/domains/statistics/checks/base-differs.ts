import { publishedBase } from '../bases';
import { cellOf, grouped, nameOf } from '../figures';
import { periodName } from '../periods';
import { type Check, roomOf } from './facts';

/** 上年同期: what the file says of the year before is what was published for it. */
export const checkBases: Check = (facts) =>
  facts.figures.flatMap((figure) => {
    const published = publishedBase(facts, figure);
    if (!published || figure.fileBase === null || figure.place === null) return [];
    if (Math.abs(published.value - figure.fileBase) <= roomOf(published.step, figure.fileBaseStep)) return [];
    const sentence = `${nameOf(facts.schema, figure)}的上年同期，文件写 ${grouped(figure.fileBase)}，${periodName(facts.yearBefore!.period)}已发布的是 ${grouped(published.value)}，同比按已发布的计算。`;
    return [{ kind: 'base', severity: 'warn', sentence, cells: [cellOf(figure)] }];
  });
