import { type Random, randomOf } from '../documents/random';

/** A stream of its own for each thing of the demo year. */
export const randomFor = (...what: (string | number)[]): Random => randomOf(`demo year ${what.join(' ')}`);

/** An id of version 7 for a moment (milliseconds since 1970), the rest of it drawn: in the order of time, and the same each time. */
export function idAt(random: Random, at: number): string {
  const eight = () => Math.floor(random.next() * 4294967296).toString(16).padStart(8, '0');
  const [time, drawn] = [at.toString(16).padStart(12, '0'), eight() + eight() + eight()];
  return `${time.slice(0, 8)}-${time.slice(8)}-7${drawn.slice(0, 3)}-${'89ab'[parseInt(drawn[3]!, 16) % 4]}${drawn.slice(4, 7)}-${drawn.slice(7, 19)}`;
}

/** The id of something that has a name in the demo year, such as a market. */
export const idNamed = (name: string, at: Date): string => idAt(randomFor(name), at.getTime());
