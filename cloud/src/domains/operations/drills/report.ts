import type { DrillCheck, DrillStep } from './restore-drill.entity';

/** Differences that are written down of each check; the others are counted. */
const mostDifferences = 20;
/** A key of an object is at most 200 characters long. */
const longest = 300;

/** What a drill has found so far, and how long it took. */
export interface Report {
  readonly checks: DrillCheck[];
  readonly steps: DrillStep[];
  /** Does one step and notes its time, also where it fails. */
  step<Result>(step: DrillStep['step'], work: () => Promise<Result>): Promise<Result>;
  /** Notes what was compared. A check may be told of in several parts: it has passed where all of them have. */
  tell(check: DrillCheck['check'], sentence: string, differences?: string[]): void;
}

export function createReport(): Report {
  const checks: DrillCheck[] = [];
  const steps: DrillStep[] = [];
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
      const before = checks.find((one) => one.check === check);
      const told = shorten(differences);
      if (!before) return void checks.push({ check, passed: differences.length === 0, sentence, differences: told });
      before.passed &&= differences.length === 0;
      before.sentence += sentence;
      before.differences = shorten([...before.differences, ...told]);
    },
  };
}

function shorten(differences: string[]): string[] {
  const kept = differences.slice(0, mostDifferences).map((one) => one.slice(0, longest));
  return differences.length > mostDifferences ? [...kept.slice(0, -1), `另有 ${differences.length - mostDifferences + 1} 处，没有一一列出。`] : kept;
}
