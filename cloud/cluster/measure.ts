/** When what was answered, and how long it took; moments in milliseconds of this process. */
export interface Measure {
  /** A request was answered, well, or with this word for what was wrong. */
  note(kind: 'read' | 'write', beganAt: number, failure?: string): void;
  /** What happens from now on belongs to this stretch. */
  begin(stretch: string): void;
  report(): Stretch[];
}

export interface Stretch {
  name: string;
  seconds: number;
  requests: number;
  /** How many were to be repeated, and why. */
  failed: Record<string, number>;
  writes: number;
  p50: number;
  p99: number;
  slowest: number;
  /** The longest time without a write that succeeded, in seconds. */
  longestGap: number;
}

export function createMeasure(): Measure {
  const noted: { at: number; ms: number; isWrite: boolean; failure: string | undefined }[] = [];
  const stretches: { name: string; at: number }[] = [];
  return {
    note(kind, beganAt, failure) {
      const at = performance.now();
      noted.push({ at, ms: at - beganAt, isWrite: kind === 'write', failure });
    },
    begin: (name) => void stretches.push({ name, at: performance.now() }),
    report() {
      return stretches.slice(0, -1).map(({ name, at: from }, index) => {
        const to = stretches[index + 1]!.at;
        const own = noted.filter(({ at }) => at >= from && at < to);
        const times = own.map(({ ms }) => ms).sort((a, b) => a - b);
        const share = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
        const good = own.filter(({ isWrite, failure }) => isWrite && !failure).map(({ at }) => at);
        const gaps = [from, ...good].map((at, n) => (good[n] ?? to) - at);
        return { name, seconds: (to - from) / 1000, requests: own.length, failed: countOf(own.flatMap(({ failure }) => failure ?? [])), writes: good.length, p50: share(0.5), p99: share(0.99), slowest: times.at(-1) ?? 0, longestGap: Math.max(...gaps) / 1000 };
      });
    },
  };
}

function countOf(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
