import type { Verdict } from '../src/domains/checks/rules/rule';
import type { Share } from '../src/domains/inspections/statistics';

interface Counts {
  caught: Share;
  uncertainBad: number;
  falseAlarms: Share;
  uncertainGood: number;
}

/** Counts per rule or detector: of what was wrong, how much was caught; of what was right, how much was held against it. */
export class Tally<Name extends string> {
  readonly counts: Map<Name, Counts>;
  /** What was missed, and what was held against a good one, to be looked at. */
  readonly misses: string[] = [];

  constructor(names: Name[]) {
    this.counts = new Map(names.map((name) => [name, { caught: { hits: 0, of: 0 }, uncertainBad: 0, falseAlarms: { hits: 0, of: 0 }, uncertainGood: 0 }]));
  }

  bad(name: Name, verdict: Verdict, what: string): void {
    const counts = this.counts.get(name)!;
    counts.caught.of++;
    if (verdict === 'inconsistent') counts.caught.hits++;
    else if (verdict === 'uncertain') counts.uncertainBad++;
    if (verdict !== 'inconsistent') this.misses.push(`${name} ${verdict === 'uncertain' ? '不能确定' : '漏过'} ${what}`);
  }

  good(name: Name, verdict: Verdict, what: string): void {
    const counts = this.counts.get(name)!;
    counts.falseAlarms.of++;
    if (verdict === 'inconsistent') counts.falseAlarms.hits++;
    else if (verdict === 'uncertain') counts.uncertainGood++;
    if (verdict === 'inconsistent') this.misses.push(`${name} 误报 ${what}`);
  }
}
