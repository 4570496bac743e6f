import type { DrillCheck, DrillStep } from './restore-drill.entity';

/** Differences that are written down of each check; the others are counted. */
const mostDifferences = 20;
/** A key of an object is at most 200 characters long. */
const longest = 300;

/** What differs, as it is found: the first are kept, however many there are, and the others counted. */
export class Differences {
  private readonly first: string[] = [];
  amount = 0;

  add(sentences: string[]): void {
    this.amount += sentences.length;
    this.first.push(...sentences.slice(0, mostDifferences - this.first.length).map((one) => one.slice(0, longest)));
  }

  /** Those of another part, which come after. */
  addAll({ first, amount }: Differences): void {
    this.add(first);
    this.amount += amount - first.length;
  }

  /** As the report has them. */
  told(): string[] {
    return this.amount > mostDifferences ? [...this.first.slice(0, mostDifferences - 1), `另有 ${this.amount - mostDifferences + 1} 处，没有一一列出。`] : [...this.first];
  }
}

/** What a drill has found so far, and how long it took. */
export interface Report {
  readonly checks: DrillCheck[];
  readonly steps: DrillStep[];
  /** Does one step and notes its time, also where it fails. */
  step<Result>(step: DrillStep['step'], work: () => Promise<Result>): Promise<Result>;
  /** Notes what was compared. A check may be told of in several parts: it has passed where all of them have. */
  tell(check: DrillCheck['check'], sentence: string, differences?: string[] | Differences): void;
}

export function createReport(): Report {
  const checks: DrillCheck[] = [];
  const steps: DrillStep[] = [];
  const found = new Map<DrillCheck['check'], Differences>();
  return {
    checks,
    steps,
    async step(step, work) {
      const begun = performance.now();
      try {
        return await work();
      } finally {
        steps.push({ step, milliseconds: Math.round(performance.now() - begun) });
      }
    },
    tell(check, sentence, differences = []) {
      const all = found.get(check) ?? new Differences();
      found.set(check, all);
      if (differences instanceof Differences) all.addAll(differences);
      else all.add(differences);
      const told = { passed: all.amount === 0, differences: all.told() };
      const before = checks.find((one) => one.check === check);
      if (before) Object.assign(before, { ...told, sentence: before.sentence + sentence });
      else checks.push({ check, sentence, ...told });
    },
  };
}
