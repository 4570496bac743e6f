import { idNumberSentence, normalizeIdNumber } from '../identity/id-number-entry';

/** Whom a look-up is for, or what is wrong with what was typed. */
export type Search = { by: { idNumber: string } | { phone: string } } | { problem: string };

/** Reads an ID number (18 characters) or a phone number (11 digits) from one field. */
export function searchFor(entry: string): Search {
  const text = normalizeIdNumber(entry);
  if (text === '') return { problem: '请输入身份证号或手机号。' };
  if (text.length === 11 && /^1[3-9]\d{9}$/.test(text)) return { by: { phone: text } };
  if (text.length <= 11) return { problem: '手机号共11位，身份证号共18位，请核对。' };
  const problem = idNumberSentence(text, true);
  return problem ? { problem } : { by: { idNumber: text } };
}
