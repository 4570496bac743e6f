import type { StatisticFinding } from '@yongche/contract/statistics.shapes';
import { type FigureKey, keyOf } from '../figures';
import { periodName } from '../periods';
import type { Check } from './facts';

/** 缺项: what the period before had and this file lacks: items, whole breakdowns, single members of a breakdown that is whole. Of brands some come and go. */
export const checkMissing: Check = ({ schema, figures, before }) => {
  if (!before) return [];
  const when = periodName(before.period);
  const was = [...before.figures.values()];
  const present = new Set(figures.map(keyOf));
  const has = (of: FigureKey[], item: string, dimension?: string) => of.some((figure) => figure.item === item && (dimension === undefined || figure.dimension === dimension));
  const gone = schema.items.filter(({ code }) => has(was, code) && !has(figures, code));
  const kept = schema.items.filter((item) => !gone.includes(item));

  const ofItems = gone.length === 0 ? [] : [missing(`${when}有${quoted(gone)}，这份文件没有。`, gone.map(({ code: item }) => ({ item, dimension: null, member: null })))];
  const ofBreakdowns = schema.dimensions.flatMap(({ code: dimension, name: by }): StatisticFinding[] => {
    const items = kept.filter(({ code }) => has(was, code, dimension) && !has(figures, code, dimension));
    return items.length === 0 ? [] : [missing(`${when}的${quoted(items)}按${by}分组，这份文件没有。`, items.map(({ code: item }) => ({ item, dimension, member: null })))];
  });
  const ofMembers = kept.flatMap(({ code: item, name }) =>
    schema.dimensions.filter(({ code, isWhole }) => isWhole && has(figures, item, code)).flatMap(({ code: dimension, name: by }): StatisticFinding[] => {
      const members = was.filter((figure) => figure.item === item && figure.dimension === dimension && !present.has(keyOf(figure)));
      return members.length === 0 ? [] : [missing(`“${name}”按${by}少了${when}有的：${members.map(({ member }) => member).join('、')}。`, members)];
    }),
  );
  return [...ofItems, ...ofBreakdowns, ...ofMembers];
};

const quoted = (items: { name: string }[]): string => items.map(({ name }) => `“${name}”`).join('、');

const missing = (sentence: string, keys: FigureKey[]): StatisticFinding => ({ kind: 'missing', severity: 'warn', sentence, cells: keys.map(({ item, dimension, member }) => ({ item, dimension, member, place: null })) });
