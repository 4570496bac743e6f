import { isAcceptableCreditCode } from '@yongche/contract/standards/credit-code';

const upper = (text: string) => text.trim().toUpperCase();

/** What is wrong with a 统一社会信用代码; undefined where nothing is, or where it is still being typed. */
export function creditCodeError(value: string): string | undefined {
  const code = upper(value);
  if (/[IOSVZ]/.test(code)) return '统一社会信用代码不用字母 I、O、S、V、Z，请核对。';
  return code.length > 18 ? `统一社会信用代码是18位，您多填了${code.length - 18}位。` : undefined;
}

/** How many places are still missing while it is being typed. */
export function creditCodeHint(value: string): string | undefined {
  const { length } = value.trim();
  return length > 0 && length < 18 ? `还差${18 - length}位` : undefined;
}

export const isCreditCode = (value: string) => isAcceptableCreditCode(upper(value));
