import type { StatisticFinding } from '@yongche/contract/statistics.shapes';
import { type FigureKey, keyOf } from '../figures';
import { periodName } from '../periods';
import type { Check } from './facts';

/** 缺项: what the period before had and this file lacks: items, whole breakdowns, single members of a breakdown that is whole. Of brands some come and go. */
export const checkMissing: Check = ({ schema, figures, before }) => {
  if (!before) return [];
  const present = new Set(figures.map(keyOf));
  const [was, is] = [[...before.figures.values()], figures];
  return schema.items.flatMap(({ code: item, name }): StatisticFinding[] => {
    const old = was.filter((figure) => figure.item === item);
    const now = is.filter((figure) => figure.item === item);
    if (old.length === 0) return [];
    const when = periodName(before.period);
    if (now.length === 0) return [missing(`${when}有“${name}”，这份文件没有。`, [{ item, dimension: null, member: null }])];
    return schema.dimensions.flatMap(({ code: dimension, name: by, isWhole }): StatisticFinding[] => {
      const members = old.filter((figure) => figure.dimension === dimension);
      if (members.length === 0) return [];
      if (!now.some((figure) => figure.dimension === dimension)) return [missing(`${when}的“${name}”按${by}分组，这份文件没有。`, [{ item, dimension, member: null }])];
      const gone = members.filter((figure) => !present.has(keyOf(figure)));
      return isWhole && gone.length > 0 ? [missing(`“${name}”按${by}少了${when}有的：${gone.map(({ member }) => member).join('、')}。`, gone)] : [];
    });
  });
};

const missing = (sentence: string, keys: FigureKey[]): StatisticFinding => ({ kind: 'missing', severity: 'warn', sentence, cells: keys.map(({ item, dimension, member }) => ({ item, dimension, member, place: null })) });
