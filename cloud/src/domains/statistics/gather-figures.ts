import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { type Figure, keyOf, partsOf } from './figures';

/**
 * The figures of a file, each once, and what follows from them: a total that the file leaves out is the sum of its members (where the
 * dimension is whole) or of its parts. Sums are of integers.
 */
export function gatherFigures(read: Figure[], schema: SchemaContent): Figure[] {
  const known = new Map<string, Figure>();
  const add = (figure: Figure) => void (known.has(keyOf(figure)) || known.set(keyOf(figure), figure));
  read.forEach(add);
  for (const { code: item } of schema.items) {
    for (const { code: dimension, isWhole } of schema.dimensions) {
      const members = [...known.values()].filter((figure) => figure.item === item && figure.dimension === dimension);
      if (isWhole && members.length > 0) add(sumOf(members, { item, dimension: null, member: null }));
    }
  }
  for (const { code: item } of schema.items) {
    const parts = partsOf(schema, item).map(({ code }) => code);
    if (parts.length === 0) continue;
    const places = new Map([...known.values()].filter((figure) => parts.includes(figure.item)).map(({ dimension, member }) => [`${dimension}|${member}`, { dimension, member }]));
    for (const at of places.values()) {
      const figures = parts.flatMap((part) => known.get(keyOf({ item: part, ...at })) ?? []);
      if (figures.length === parts.length) add(sumOf(figures, { item, ...at }));
    }
  }
  return [...known.values()];
}

function sumOf(figures: Figure[], of: Pick<Figure, 'item' | 'dimension' | 'member'>): Figure {
  const bases = figures.flatMap(({ fileBase }) => fileBase ?? []);
  const isWhole = bases.length === figures.length;
  return {
    ...of,
    place: null,
    value: figures.reduce((sum, { value }) => sum + value, 0),
    step: figures.reduce((sum, { step }) => sum + step - 1, 1),
    fileBase: isWhole ? bases.reduce((sum, base) => sum + base, 0) : null,
    fileBaseStep: isWhole ? figures.reduce((sum, { fileBaseStep }) => sum + fileBaseStep - 1, 1) : 1,
    stated: null,
    statedStep: 1,
  };
}
