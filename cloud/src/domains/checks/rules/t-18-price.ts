import { fenOfFigures, fenOfWords } from '../compare/money';
import { confidenceSetting, counts, typedRemark, valuesOn } from './facts';
import type { FactValue, Rule } from './rule';

/** 车价: words and figures say the same, more than nothing, and within the pack's bounds where it sets any. */
export const price: Rule = {
  code: 'T-18',
  version: 1,
  settings: { ...confidenceSetting, leastYuan: '车价至少多少元（0为不限）', mostYuan: '车价至多多少元（0为不限）' },
  check(facts, pack) {
    const [words] = valuesOn(facts, ['P30'], 'totalInWords');
    const [figures] = valuesOn(facts, ['P30'], 'totalInFigures');
    const values = [words, figures].filter((value) => value !== undefined);
    const inWords = words && fenOfWords(words.value);
    const inFigures = figures && fenOfFigures(figures.value);
    const fen = inFigures ?? inWords;
    const sure = (...of: (FactValue | undefined)[]) => of.every((value) => value && counts(value, pack));
    const wrong = (sentence: string) => ({ verdict: 'inconsistent' as const, values: values.map((value) => ({ ...value, differs: true })), areas: [], sentence: `${sentence}${typedRemark(values)}`, fix: '请核对发票金额；开错的请重新开票后重拍，读错的请填写正确金额。' });
    if (inWords !== undefined && inFigures !== undefined && inWords !== inFigures && sure(words, figures)) return wrong('发票的大写金额与小写金额不同。');
    if (inFigures === 0 && sure(figures)) return wrong('发票的车价为零。');
    const [least, most] = [Number(pack.settings.leastYuan) * 100, Number(pack.settings.mostYuan) * 100];
    if (fen !== undefined && fen > 0 && sure(inFigures === undefined ? words : figures) && (fen < least || (most > 0 && fen > most))) return wrong('发票的车价明显偏离通常范围。');
    if (inWords === undefined || inFigures === undefined || inWords !== inFigures || !fen) {
      return { verdict: 'uncertain', values, areas: [], sentence: '没有读准发票的大写或小写金额。', fix: '请对着发票填写金额，或重拍；柜台请核对原件。' };
    }
    return { verdict: 'consistent', values, areas: [], sentence: `发票的大写与小写金额一致。${typedRemark(values)}`, fix: null };
  },
};
