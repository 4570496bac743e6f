/** The order with one item moved up (−1) or down (+1); at the ends it stays. */
export function moved(ids: string[], id: string, by: -1 | 1): string[] {
  const at = ids.indexOf(id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= ids.length) return ids;
  const next = [...ids];
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** Which waiting items may be put on the agenda of a meeting: what only the general meeting may decide stays out of the chairs'. */
export function fitting<Item extends { decidedIn: 'chairs' | 'general' }>(items: Item[], kind: 'chairs' | 'general'): { open: Item[]; later: Item[] } {
  const fits = ({ decidedIn }: Item) => kind === 'general' || decidedIn === 'chairs';
  return { open: items.filter(fits), later: items.filter((item) => !fits(item)) };
}
