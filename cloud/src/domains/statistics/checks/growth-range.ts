import { growthFor, growthRoom } from '../bases';
import { cellOf, type Figure, itemOf, keyOf, partsOf } from '../figures';
import { percentOf } from '../growth';
import type { Check, Facts } from './facts';
import { tenThousandTimesOff } from './units';

/**
 * 增幅区间: the growth of a total lies between the least and the greatest growth of its parts, whatever they are (domain.md 1.3 a). The
 * computed growth counts, or else the one that the file states, within its rounding.
 */
export const checkGrowthRange: Check = (facts) => {
  const { schema, figures } = facts;
  const byKey = new Map(figures.map((figure) => [keyOf(figure), figure]));

  const ofItems = figures.flatMap((total) => {
    const items = partsOf(schema, total.item);
    const parts = items.flatMap(({ code }) => byKey.get(keyOf({ ...total, item: code })) ?? []);
    if (items.length < 2 || parts.length < items.length) return [];
    // The one total of the city needs no name, as in the yearly report; a member or one of several totals is named.
    const isOnly = new Set(schema.items.flatMap(({ partOf }) => partOf ?? [])).size === 1;
    const subject = `${total.member ? `${total.member}的` : ''}${isOnly ? '' : itemOf(schema, total.item).name}合计增幅`;
    return outside(facts, total, parts, subject, '分项');
  });

  const ofDimensions = schema.items.flatMap(({ code: item, name }) =>
    schema.dimensions.filter(({ isWhole }) => isWhole).flatMap(({ code: dimension, name: by }) => {
      const total = byKey.get(keyOf({ item, dimension: null, member: null }));
      const members = figures.filter((figure) => figure.item === item && figure.dimension === dimension);
      return total && members.length > 1 ? outside(facts, total, members, `${name}合计增幅`, `各${by}`) : [];
    }),
  );
  return [...ofItems, ...ofDimensions];
};

function outside(facts: Facts, total: Figure, parts: Figure[], subject: string, among: string): ReturnType<Check> {
  const whole = rateOf(facts, total);
  const rates = parts.flatMap((part) => rateOf(facts, part) ?? []);
  if (!whole || rates.length < parts.length) return [];
  const [least, most] = [rates.reduce((a, b) => (b.rate < a.rate ? b : a)), rates.reduce((a, b) => (b.rate > a.rate ? b : a))];
  if (whole.rate + whole.room >= least.rate - least.room && whole.rate - whole.room <= most.rate + most.room) return [];
  const sentence = `${subject} ${percentOf(whole.rate)} 不在${among} ${percentOf(least.rate)}–${percentOf(most.rate)} 之间`;
  return [{ kind: 'growth_range', severity: 'warn', sentence, cells: [total, ...parts].map(cellOf) }];
}

/** A growth in hundredths of a percent, and how far off it may be: by what it is computed from, or by its last digit where it is only stated. */
function rateOf(facts: Facts, figure: Figure): { rate: number; room: number } | undefined {
  if (tenThousandTimesOff(facts, figure)) return undefined;
  const { hundredths } = growthFor(facts, figure);
  if (hundredths !== null) return { rate: hundredths, room: growthRoom(facts, figure) };
  return figure.stated === null ? undefined : { rate: figure.stated, room: figure.statedStep / 2 };
}
