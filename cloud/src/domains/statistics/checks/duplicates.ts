import { cellOf, type Figure, grouped, keyOf, nameOf } from '../figures';
import { type Check, roomOf } from './facts';

const mostTold = 5;

/** 重复: no figure stands twice. The city's total may stand in several tables or sections, as long as they agree. */
export const checkDuplicates: Check = ({ schema, read }) => {
  const byKey = new Map<string, Figure[]>();
  for (const figure of read) {
    const same = byKey.get(keyOf(figure));
    if (same) same.push(figure);
    else byKey.set(keyOf(figure), [figure]);
  }
  return [...byKey.values()].flatMap((same) => {
    const first = same.reduce((exact, one) => (one.step < exact.step ? one : exact));
    const differing = same.find(({ value, step }) => Math.abs(value - first.value) > roomOf(step, first.step));
    if (same.length < 2 || (!differing && first.member === null)) return [];
    const values = same.slice(0, mostTold).map(({ value, place }) => `${place} 是 ${grouped(value)}`).join('，');
    return [{ kind: 'duplicate', severity: 'block', sentence: `${nameOf(schema, first)}${first.member === null ? '的合计' : ''}出现了${same.length}次：${values}${same.length > mostTold ? '……' : ''}，请只保留一个。`, cells: same.slice(0, mostTold).map(cellOf) }];
  });
};
