import { creditCode, idNumber, plate, vin } from '@yongche/contract/primitives';
import type { z } from 'zod';
import type { DocumentField } from '../../../adapters/ocr/ocr';
import { dayOf } from '../compare/days';
import { fenOfFigures, fenOfWords } from '../compare/money';

/** A value as it is stored, or what is wrong with it and what to do. */
export type TypedValue = { value: string } | { problem: string };

type Check = (text: string) => TypedValue;

const by = (schema: z.ZodType<string>): Check => (text) => {
  const parsed = schema.safeParse(text);
  return parsed.success ? { value: parsed.data } : { problem: parsed.error.issues[0]!.message };
};
const shaped = (shape: RegExp, problem: string): Check => (text) => {
  const value = text.replace(/\s/g, '');
  return shape.test(value) ? { value } : { problem };
};
const said = (words: Record<string, string>, problem: string): Check => (text) => {
  const value = words[text.replace(/\s/g, '')];
  return value ? { value } : { problem };
};

const name: Check = (text) => ([...text].length <= 50 ? { value: text } : { problem: '不能超过50个字' });
const day: Check = (text) => {
  const value = dayOf(text);
  return value && value !== 'long' ? { value } : { problem: '日期应写成 2026-01-31 的样子，请对照原件' };
};
const dayOrLong: Check = (text) => {
  const value = dayOf(text);
  return value ? { value } : { problem: '日期应写成 2026-01-31 的样子，长期有效请填“长期”' };
};
/** Of a person or a unit: both stand in the same place on the paper. */
const numberOfParty: Check = (text) => {
  const person = by(idNumber)(text);
  if ('value' in person) return person;
  const unit = by(creditCode)(text);
  return 'value' in unit ? unit : { problem: '应为18位身份证号或统一社会信用代码，请核对每一位' };
};
const figures: Check = (text) => {
  const fen = fenOfFigures(text);
  return fen !== undefined && fen > 0 ? { value: (fen / 100).toFixed(2) } : { problem: '金额应写成 128000.00 的样子，请对照发票' };
};
const words: Check = (text) => (fenOfWords(text) ? { value: text.replace(/\s/g, '') } : { problem: '大写金额不正确，例如 壹拾贰万捌仟元整，请对照发票' });

const checks: Partial<Record<DocumentField, Check>> = {
  name,
  idNumber: by(idNumber),
  delegate: name,
  delegateIdNumber: by(idNumber),
  creditCode: by(creditCode),
  principalNumber: numberOfParty,
  ownerNumber: numberOfParty,
  sellerNumber: numberOfParty,
  buyerNumber: numberOfParty,
  vin: by(vin),
  plate: by(plate),
  validFrom: day,
  validUntil: dayOrLong,
  issuedOn: day,
  registeredOn: day,
  inspectionValidUntil: day,
  certificateNumber: shaped(/^\d{12}$/, '登记证书编号应为12位数字，请对照登记证书'),
  invoiceCode: shaped(/^\d{10}(\d\d)?$/, '发票代码应为10位或12位数字，请对照发票'),
  invoiceNumber: shaped(/^(\d{8}|\d{20})$/, '发票号码应为8位数字，数电发票为20位，请对照发票'),
  kilometres: shaped(/^\d{1,7}$/, '里程只填数字，单位是公里'),
  totalInFigures: figures,
  totalInWords: words,
  mortgage: said({ 有: 'yes', 是: 'yes', yes: 'yes', 无: 'no', 否: 'no', 没有: 'no', no: 'no' }, '请填“有”或“无”'),
  direction: said({ 反向: 'reverse', 反向开票: 'reverse', reverse: 'reverse', 正向: 'normal', 正常: 'normal', normal: 'normal' }, '请填“正常”或“反向”'),
};

/** Normalises what an agent typed into a field as `documentFields` says, by the standards of its kind. */
export function typedValue(field: DocumentField, text: string): TypedValue {
  if (text === '') return { problem: '请填写这一项，不知道时请不要提交' };
  return checks[field]?.(text) ?? { value: text };
}
