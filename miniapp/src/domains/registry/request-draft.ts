import type { AnswerOf, RequestOf } from '@yongche/contract';
import { idNumberError, isIdNumber } from '../identity/id-number-text';
import { creditCodeError, isCreditCode } from './credit-code-text';
import { services, type Field, type Kind, type Reason } from './services';

/** A form of the register while it is being filled; what its kind does not ask for stays empty. */
export interface RequestDraft {
  name: string;
  creditCode: string;
  address: string;
  /** 营业期限: without end, or until a day. */
  term: 'endless' | 'until';
  /** Eight digits, as 20361231. */
  until: string;
  personName: string;
  idNumber: string;
  phone: string;
  reason: Reason | undefined;
  note: string;
}

export type RequestInput = RequestOf<'POST /register-requests'>['body'];
/** Sentences by field of the form. */
export type Problems = Partial<Record<Field | 'until' | 'reason', string>>;
/** Whose certificate it is about; absent for one's own, which the server knows. */
export interface Target {
  certificateId?: string | undefined;
}

export const emptyDraft: RequestDraft = {
  name: '',
  creditCode: '',
  address: '',
  term: 'until',
  until: '',
  personName: '',
  idNumber: '',
  phone: '',
  reason: undefined,
  note: '',
};

/** The company as it stands, to be changed. */
export function draftOfCompany({ name, creditCode, address, licenceExpiresOn }: AnswerOf<'GET /company'>): RequestDraft {
  const until = licenceExpiresOn?.replace(/-/g, '') ?? '';
  return { ...emptyDraft, name, creditCode, address, term: until ? 'until' : 'endless', until };
}

/** 20361231 as 2036-12-31; undefined where there is no such day. */
export function dayOfDigits(digits: string): string | undefined {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(digits.trim()) ?? [];
  if (!year) return undefined;
  const day = `${year}-${month}-${date}`;
  const real = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day) ? day : undefined;
}

/** What is wrong with what has been typed so far; nothing is said of a field that is empty or not finished. */
export function problemsWhileTyping(draft: RequestDraft): Problems {
  const digits = draft.until.trim();
  const phone = draft.phone.trim();
  return {
    creditCode: creditCodeError(draft.creditCode),
    idNumber: idNumberError(draft.idNumber),
    until: draft.term === 'until' && digits.length >= 8 && !dayOfDigits(digits) ? '没有这一天，请核对。' : undefined,
    phone: phone.length >= 11 && !isPhone(phone) ? '手机号应为11位数字，以1开头。' : undefined,
  };
}

/** What is missing or wrong when the form is to be handed in. */
export function problemsAtEnd(kind: Kind, draft: RequestDraft): Problems {
  const { fields, reasons } = services[kind];
  const wanted: Partial<Record<Field | 'until', string | undefined>> = {
    name: draft.name.trim() ? undefined : '请填写企业名称。',
    creditCode: isCreditCode(draft.creditCode) ? undefined : '请填写18位统一社会信用代码。',
    address: draft.address.trim() ? undefined : '请填写住所。',
    personName: draft.personName.trim() ? undefined : '请填写姓名。',
    idNumber: isIdNumber(draft.idNumber) ? undefined : '请填写正确的18位身份证号。',
    phone: isPhone(draft.phone.trim()) ? undefined : '请填写11位手机号。',
  };
  const problems: Problems = {};
  for (const field of fields) problems[field] = wanted[field];
  if (fields.includes('licence') && draft.term === 'until' && !dayOfDigits(draft.until))
    problems.until = '请填写8位数字的日期，例如 20361231。';
  if (reasons && draft.reason === undefined) problems.reason = '请选择原因。';
  return present({ ...problems, ...present(problemsWhileTyping(draft)) });
}

const isPhone = (text: string) => /^1[3-9]\d{9}$/.test(text);
const present = (problems: Problems): Problems =>
  Object.fromEntries(Object.entries(problems).filter(([, sentence]) => sentence !== undefined));

/** The server names a field by its path in the request; here by the field of the form. */
const fieldsOfPaths: Record<string, keyof Problems> = {
  name: 'name',
  creditCode: 'creditCode',
  address: 'address',
  licenceExpiresOn: 'until',
  idNumber: 'idNumber',
  phone: 'phone',
  reason: 'reason',
};

/** The server's sentences at the fields of the form. */
export function problemsOfServer(kind: Kind, fields: { field: string; message: string }[]): Problems {
  return Object.fromEntries(
    fields.flatMap(({ field, message }) => {
      const ofPerson = field === 'name' && services[kind].fields.includes('personName');
      const own = ofPerson ? 'personName' : fieldsOfPaths[field];
      return own ? [[own, message]] : [];
    }),
  );
}

/** What the server gets; call it when nothing is missing. */
export function inputOf(kind: Kind, draft: RequestDraft, { certificateId }: Target): RequestInput {
  const note = draft.note.trim() || undefined;
  const of = certificateId ? { certificateId } : {};
  const phone = draft.phone.trim();
  switch (kind) {
    case 'company_issue':
    case 'company_change':
      return {
        kind,
        name: draft.name.trim(),
        creditCode: upper(draft.creditCode),
        address: draft.address.trim(),
        licenceExpiresOn: draft.term === 'until' ? dayOfDigits(draft.until)! : null,
        note,
      };
    case 'company_manager':
    case 'certificate_issue':
      return { kind, name: draft.personName.trim(), idNumber: upper(draft.idNumber), phone, note };
    case 'certificate_change':
      return { kind, ...of, phone, note };
    case 'certificate_renew':
    case 'app_issue':
    case 'app_change':
    case 'app_reissue':
      return { kind, ...of, note };
    default:
      // Its reasons are those of `services`, which stand in the contract for this kind.
      return { kind, ...(kind.startsWith('company_') ? {} : of), reason: draft.reason, note } as RequestInput;
  }
}

const upper = (text: string) => text.trim().toUpperCase();
