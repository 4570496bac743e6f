/** The line that comes to hand when this one is done: the next one, or the one before where it was the last; undefined where it was the only one. */
export function lineAfter<Line extends { id: string }>(lines: Line[], id: string): Line | undefined {
  const at = lines.findIndex((line) => line.id === id);
  return at < 0 ? lines[0] : (lines[at + 1] ?? lines[at - 1]);
}
