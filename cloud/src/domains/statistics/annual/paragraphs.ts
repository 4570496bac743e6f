import type { ReportParagraph, ReportRun } from '@yongche/contract/annual-reports';
import type { MetricValue } from '@yongche/contract/metrics';
import { type Numbers, numbersOf, type Values } from './numbers';

/** What stands between the words of a sentence. */
type Piece = string | ReportRun | readonly ReportRun[];

/** A sentence from words and numbers: `` say`共${n.count('completed')}辆` ``. */
export function say(words: TemplateStringsArray, ...pieces: Piece[]): ReportRun[] {
  const all = words.flatMap((text, at): ReportRun[] => {
    const piece = pieces[at];
    const runs = piece === undefined ? [] : typeof piece === 'string' ? [{ text: piece, metric: null }] : 'text' in piece ? [piece] : [...piece];
    return [{ text, metric: null }, ...runs];
  });
  return joined(all);
}

/** Words that follow each other are one run. */
export function joined(runs: readonly ReportRun[]): ReportRun[] {
  const out: ReportRun[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && last.metric === null && run.metric === null) last.text += run.text;
    else if (run.text !== '') out.push({ ...run });
  }
  return out.filter(({ text }) => text !== '');
}

/** A paragraph that the system computes; where a number of it is not known, a gap that says which and why. */
export function computed(code: string, values: Values, write: (n: Numbers) => ReportRun[]): ReportParagraph {
  const missing: MetricValue[] = [];
  const runs = write(numbersOf(values, missing));
  if (missing.length === 0) return { code, runs, wanted: null, writable: false };
  const why = [...new Set(missing.map(({ gap }) => gap))].join('');
  return { code, runs: [], wanted: `${why}缺：${[...new Set(missing.map(({ name }) => name))].join('、')}。补齐记录后重新生成，或在此填写。`, writable: true };
}

/** 缺项: a person has to write it. */
export const gap = (code: string, wanted: string): ReportParagraph => ({ code, runs: [], wanted, writable: true });

/** Words that stand as they are and may be rewritten. */
export const usual = (code: string, text: string): ReportParagraph => ({ code, runs: [{ text, metric: null }], wanted: null, writable: true });
