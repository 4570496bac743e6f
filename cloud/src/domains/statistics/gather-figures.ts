import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { type Figure, keyOf, partsOf } from './figures';

/**
 * The figures of a file, each once, as exactly as it says them, and what follows from them: a total that the file leaves out is the sum of
 * its members (where the dimension is whole, and none is left blank that another item has) or of its parts. Sums are of integers.
 */
export function gatherFigures(read: Figure[], schema: SchemaContent): Figure[] {
  const known = new Map<string, Figure>();
  const add = (figure: Figure) => void (known.has(keyOf(figure)) || known.set(keyOf(figure), figure));
  for (const figure of read) {
    const other = known.get(keyOf(figure));
    known.set(keyOf(figure), other ? merged(other, figure) : figure);
  }
  const membersOf = (dimension: string) => new Set(read.flatMap((figure) => (figure.dimension === dimension ? [figure.member] : [])));
  for (const { code: item } of schema.items) {
    for (const { code: dimension, isWhole } of schema.dimensions) {
      const members = [...known.values()].filter((figure) => figure.item === item && figure.dimension === dimension);
      if (isWhole && members.length > 0 && members.length === membersOf(dimension).size) add(sumOf(members, { item, dimension: null, member: null }));
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

/** The same figure from two tables: 1.2万 in one, 12,123 in the other; base and growth from where they stand. */
function merged(one: Figure, other: Figure): Figure {
  const [exact, rough] = other.step < one.step ? [other, one] : [one, other];
  const base = exact.fileBase === null ? rough : exact;
  const growth = exact.stated === null ? rough : exact;
  return { ...exact, fileBase: base.fileBase, fileBaseStep: base.fileBaseStep, stated: growth.stated, statedStep: growth.statedStep };
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
