import type { ReportRun } from '@yongche/contract/annual-reports';

/** A stretch of a line in one style; what belongs to a metric leads to its row in the appendix. */
export interface Stretch {
  text: string;
  x: number;
  metric: ReportRun['metric'];
}

/** Signs that may not begin a line, and those that may not end one. */
const neverFirst = new Set('，。、；：？！）》】”’…％%—');
const neverLast = new Set('（《【“‘');

/** A sign of Chinese, or a word or number that is not torn apart. */
const atoms = /[0-9A-Za-z.%–,]+|[\s\S]/gu;

/**
 * 排版: breaks a paragraph of runs into lines no wider than `width`, the first one indented; numbers stay whole, and no line begins with a
 * closing sign. `measure` gives the width of a text.
 */
export function breakLines(runs: readonly ReportRun[], { width, indent, measure }: { width: number; indent: number; measure: (text: string) => number }): Stretch[][] {
  const tokens = gluedTogether(runs.flatMap(({ text, metric }) => (text.match(atoms) ?? []).map((atom) => ({ text: atom, metric }))));
  const lines: Stretch[][] = [];
  let [line, x]: [Stretch[], number] = [[], indent];
  for (const token of tokens) {
    const size = token.reduce((sum, { text }) => sum + measure(text), 0);
    if (x + size > width + 0.01 && line.length > 0) {
      lines.push(line);
      [line, x] = [[], 0];
    }
    for (const { text, metric } of token) {
      const last = line.at(-1);
      if (last && last.metric === metric) last.text += text;
      else line.push({ text, x, metric });
      x += measure(text);
    }
  }
  return line.length > 0 ? [...lines, line] : lines;
}

type Atom = Pick<ReportRun, 'text' | 'metric'>;

/** A closing sign goes with what stands before it, an opening one with what follows. */
function gluedTogether(atoms: Atom[]): Atom[][] {
  const tokens: Atom[][] = [];
  for (const atom of atoms) {
    const before = tokens.at(-1);
    if (before && (neverFirst.has(atom.text) || neverLast.has(before.at(-1)!.text))) before.push(atom);
    else tokens.push([atom]);
  }
  return tokens;
}
