import { cellOf, type Figure, grouped, itemOf, keyOf, nameOf, partsOf } from '../figures';
import { type Check, roomOf } from './facts';

/** 分项合计: an item's parts, and the members of a dimension, add up to the total; of brands, which may be named in part, to no more than it. */
export const checkParts: Check = ({ schema, figures }) => {
  const byKey = new Map(figures.map((figure) => [keyOf(figure), figure]));
  const sum = (parts: Figure[]) => parts.reduce((total, { value }) => total + value, 0);
  const room = (total: Figure, parts: Figure[]) => roomOf(total.step, ...parts.map(({ step }) => step));

  const ofItems = figures.flatMap((total) => {
    const items = partsOf(schema, total.item);
    const parts = items.flatMap(({ code }) => byKey.get(keyOf({ ...total, item: code })) ?? []);
    if (items.length === 0 || parts.length < items.length || Math.abs(sum(parts) - total.value) <= room(total, parts)) return [];
    const added = parts.map(({ item, value }) => `${itemOf(schema, item).name} ${grouped(value)}`).join(' + ');
    const sentence = `${nameOf(schema, total)} ${grouped(total.value)} 不等于分项合计 ${grouped(sum(parts))}（${added}），差 ${grouped(Math.abs(sum(parts) - total.value))}。`;
    return [{ kind: 'parts' as const, severity: 'block' as const, sentence, cells: [total, ...parts].map(cellOf) }];
  });

  const ofDimensions = schema.items.flatMap(({ code: item, name }) =>
    schema.dimensions.flatMap(({ code: dimension, name: by, isWhole }) => {
      const total = byKey.get(keyOf({ item, dimension: null, member: null }));
      const members = figures.filter((figure) => figure.item === item && figure.dimension === dimension);
      if (!total || members.length === 0) return [];
      // Where nobody wrote the total, a row of another name that holds it would count everything twice.
      const whole = isWhole && total.place === null && members.length > 2 ? members.find(({ value }) => value > 0 && 2 * value === sum(members)) : undefined;
      if (whole) {
        const told = `${name}按${by}分组，“${whole.member}”的 ${grouped(whole.value)} 正好是其余各组之和，像是合计；是合计请写“合计”，不是请另加一行“合计”。`;
        return [{ kind: 'parts' as const, severity: 'block' as const, sentence: told, cells: [cellOf(whole)] }];
      }
      const difference = sum(members) - total.value;
      if ((isWhole ? Math.abs(difference) : difference) <= room(total, members)) return [];
      const sentence = `${name}按${by}合计 ${grouped(sum(members))}，${isWhole ? '不等于' : '超过'}总数 ${grouped(total.value)}，差 ${grouped(Math.abs(difference))}。`;
      return [{ kind: 'parts' as const, severity: 'block' as const, sentence, cells: [total, ...members].map(cellOf) }];
    }),
  );
  return [...ofItems, ...ofDimensions];
};
