import type { DocumentField } from '../../../adapters/ocr/ocr';
import { agreementOf } from '../compare/agreement';
import type { Likeness } from '../compare/likeness';
import { differingPapers, entered, leastConfidence, listPapers, slotsWithout, typedRemark, valuesOn } from './facts';
import type { DealFacts, RuleAnswer, RuleSettings } from './rule';

interface SameValue {
  field: DocumentField;
  /** 车架号. */
  word: string;
  /** What the deal was entered with. */
  of: (facts: DealFacts) => string;
  /** On which pictures it must stand, and on which it is compared where it can be read. */
  slots: string[];
  alsoOn?: string[];
  alike: (one: string, other: string) => Likeness;
}

/** A value of the car that must be the same on every paper and in the deal's own entry. */
export function sameValue({ field, word, of, slots, alsoOn = [], alike }: SameValue) {
  return (facts: DealFacts, pack: RuleSettings): RuleAnswer => {
    const read = valuesOn(facts, [...slots, ...alsoOn], field);
    const { verdict, values } = agreementOf([entered(field, of(facts)), ...read], alike, leastConfidence(pack));
    if (verdict === 'inconsistent') {
      const where = differingPapers(values);
      return { verdict, values, areas: [], sentence: `${where}上的${word}与其他材料不同。${typedRemark(values)}`, fix: fixFor(where, word) };
    }
    const missing = slotsWithout(facts, slots, field);
    if (verdict === 'consistent' && missing.length === 0) return { verdict, values, areas: [], sentence: `${word}在${listPapers(read.map(({ slot }) => slot!))}上一致。${typedRemark(values)}`, fix: null };
    const open = missing.length > 0 ? `没有读出${listPapers(missing)}上的${word}` : `${word}没有读准`;
    return { verdict: 'uncertain', values, areas: [], sentence: `${open}，不能确定是否一致。`, fix: '请对着原件填写，或重拍看不清的照片；柜台请逐位核对原件。' };
  };
}

function fixFor(where: string, word: string): string {
  if (where === '交易信息') return `请核对原件；如果是填写有误，请修改交易信息中的${word}。`;
  return `请逐位核对原件：拍错了就重拍${where}，填错了就修改交易信息；原件本身有误的，先去更正。`;
}
