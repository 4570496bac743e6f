import { cellOf, type Figure, grouped, keyOf, nameOf } from '../figures';
import { type Check, roomOf } from './facts';

/** 重复: no figure stands twice. The city's total may stand in several tables or sections, as long as they agree. */
export const checkDuplicates: Check = ({ schema, read }) => {
  const byKey = new Map<string, Figure[]>();
  for (const figure of read) byKey.set(keyOf(figure), [...(byKey.get(keyOf(figure)) ?? []), figure]);
  return [...byKey.values()].flatMap((same) => {
    const [first] = same as [Figure];
    const differing = same.find(({ value, step }) => Math.abs(value - first.value) > roomOf(step, first.step));
    if (same.length < 2 || (!differing && first.member === null)) return [];
    const values = same.map(({ value, place }) => `${place} 是 ${grouped(value)}`).join('，');
    return [{ kind: 'duplicate', severity: 'block', sentence: `${nameOf(schema, first)}${first.member === null ? '的合计' : ''}出现了${same.length}次：${values}，请只保留一个。`, cells: same.map(cellOf) }];
  });
};
