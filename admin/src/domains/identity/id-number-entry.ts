import { idNumberProblem, type IdNumberProblem } from '@yongche/contract/standards/id-number';

const sentences: Record<Exclude<IdNumberProblem, 'length'>, string> = {
  character: '前17位只能是数字，最后一位是数字或 X。',
  region: '前两位不是有效的地区代码，请核对。',
  birth_date: '第7到14位不是真实的出生日期，请核对。',
  check_digit: '最后一位与前17位对不上，说明有数字输错，请逐位核对。',
};

/** What the operator typed or scanned, in the form of GB 11643: half-width, capital X, at most 18 characters. */
export function normalizeIdNumber(entry: string): string {
  return entry
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .slice(0, 18);
}

/** What is wrong with an ID number while it is being typed, in Chinese; nothing is wrong with a beginning that may still grow. */
export function idNumberSentence(idNumber: string, isFinished: boolean): string | undefined {
  const problem = idNumberProblem(idNumber);
  if (problem === undefined) return undefined;
  if (problem !== 'length') return sentences[problem];
  if (/[^\d]/.test(idNumber.slice(0, 17))) return sentences.character;
  return isFinished ? `还差${18 - idNumber.length}位，身份证号共18位。` : undefined;
}
