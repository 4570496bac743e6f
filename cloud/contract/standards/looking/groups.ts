/** Marked cells that touch, with the rectangle around them. */
export interface Group {
  count: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The largest group of marked cells; marks are taken away. */
export function largestGroup(marked: Uint8Array, columns: number, rows: number): Group {
  let largest: Group = { count: 0, left: 0, top: 0, right: 0, bottom: 0 };
  for (let start = 0; start < marked.length; start++) {
    if (!marked[start]) continue;
    const group: Group = { count: 0, left: columns, top: rows, right: 0, bottom: 0 };
    const open = [start];
    marked[start] = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const [x, y] = [at % columns, Math.floor(at / columns)];
      group.count++;
      group.left = Math.min(group.left, x);
      group.right = Math.max(group.right, x);
      group.top = Math.min(group.top, y);
      group.bottom = Math.max(group.bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(rows - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(columns - 1, x + 1); nx++) {
          const next = ny * columns + nx;
          if (!marked[next]) continue;
          marked[next] = 0;
          open.push(next);
        }
      }
    }
    if (group.count > largest.count) largest = group;
  }
  return largest;
}
