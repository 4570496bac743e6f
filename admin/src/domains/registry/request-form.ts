import { creditCodeProblem } from '@yongche/contract/standards/credit-code';
import { idNumberSentence } from '../identity/id-number-entry';
import type { RequestBody, RequestKind } from './register';

/** What the clerk has entered, as text; empty means not yet. */
export interface Entries {
  companyId: string;
  certificateId: string;
  terminalId: string;
  marketId: string;
  name: string;
  creditCode: string;
  address: string;
  /** A day, or `never` for 长期有效. */
  licenceExpiresOn: string;
  managerName: string;
  managerIdNumber: string;
  managerPhone: string;
  idNumber: string;
  phone: string;
  location: string;
  reason: string;
  note: string;
}
export type EntryName = keyof Entries;

export const noEntries: Entries = {
  companyId: '',
  certificateId: '',
  terminalId: '',
  marketId: '',
  name: '',
  creditCode: '',
  address: '',
  licenceExpiresOn: '',
  managerName: '',
  managerIdNumber: '',
  managerPhone: '',
  idNumber: '',
  phone: '',
  location: '',
  reason: '',
  note: '',
};

type BodyOf<K extends RequestKind> = Extract<RequestBody, { kind: K }>;
type KindWithReason = { [K in RequestKind]: BodyOf<K> extends { reason: string } ? K : never }[RequestKind];
type ReasonsByKind = { [K in KindWithReason]: readonly BodyOf<K>['reason'][] };

/** The reasons that a kind of request may have. */
const reasonsByKind: ReasonsByKind = {
  company_reissue: ['lost', 'damaged'],
  company_cancel: ['own_request', 'sanction'],
  certificate_reissue: ['lost', 'damaged'],
  certificate_cancel: ['own_request', 'personnel_left', 'replaced', 'sanction'],
  app_cancel: ['own_request', 'personnel_left', 'sanction'],
  terminal_reissue: ['device_replaced', 'damaged', 'lost'],
  terminal_cancel: ['own_request', 'cleanup', 'sanction'],
};

export function reasonsOf(kind: RequestKind): readonly ReasonsByKind[KindWithReason][number][] {
  return (reasonsByKind as Partial<Record<RequestKind, readonly ReasonsByKind[KindWithReason][number][]>>)[kind] ?? [];
}

const companyValues: EntryName[] = ['name', 'creditCode', 'address', 'licenceExpiresOn'];
const personValues: EntryName[] = ['name', 'idNumber', 'phone'];
const terminalValues: EntryName[] = ['name', 'location'];

/** The fields of each kind in the order of the paper form; the note comes last everywhere. */
export const fieldsByKind: Record<RequestKind, EntryName[]> = {
  company_issue: [...companyValues, 'managerName', 'managerIdNumber', 'managerPhone', 'note'],
  company_change: ['companyId', ...companyValues, 'note'],
  company_reissue: ['companyId', 'reason', 'note'],
  company_cancel: ['companyId', 'reason', 'note'],
  company_manager: ['companyId', ...personValues, 'note'],
  certificate_issue: ['companyId', ...personValues, 'note'],
  certificate_change: ['certificateId', 'phone', 'note'],
  certificate_reissue: ['certificateId', 'reason', 'note'],
  certificate_renew: ['certificateId', 'note'],
  certificate_cancel: ['certificateId', 'reason', 'note'],
  app_issue: ['certificateId', 'note'],
  app_change: ['certificateId', 'note'],
  app_reissue: ['certificateId', 'note'],
  app_cancel: ['certificateId', 'reason', 'note'],
  terminal_issue: ['marketId', ...terminalValues, 'note'],
  terminal_change: ['terminalId', ...terminalValues, 'note'],
  terminal_reissue: ['terminalId', 'reason', 'note'],
  terminal_cancel: ['terminalId', 'reason', 'note'],
};

/** Whether `name` is that of a person, who is entered with number and phone. */
export const namesPerson = (kind: RequestKind) => fieldsByKind[kind].includes('idNumber');

type Bodies = { [K in RequestKind]: (entries: Entries) => BodyOf<K> };
const noteOf = ({ note }: Entries) => (note ? { note } : {});
const licenceOf = ({ name, creditCode, address, licenceExpiresOn }: Entries) => ({
  name,
  creditCode,
  address,
  licenceExpiresOn: licenceExpiresOn === 'never' ? null : licenceExpiresOn,
});
const managerOf = ({ managerName, managerIdNumber, managerPhone }: Entries) => ({
  manager: { name: managerName, idNumber: managerIdNumber, phone: managerPhone },
});
const personOf = ({ name, idNumber, phone }: Entries) => ({ name, idNumber, phone });
/** The reason was chosen from the list of its kind. */
const reasonOf = <K extends KindWithReason>({ reason }: Entries) => ({ reason: reason as BodyOf<K>['reason'] });

const bodies: Bodies = {
  company_issue: (entries) => ({ kind: 'company_issue', ...licenceOf(entries), ...managerOf(entries), ...noteOf(entries) }),
  company_change: (entries) => ({ kind: 'company_change', companyId: entries.companyId, ...licenceOf(entries), ...noteOf(entries) }),
  company_reissue: (entries) => ({ kind: 'company_reissue', companyId: entries.companyId, ...reasonOf<'company_reissue'>(entries), ...noteOf(entries) }),
  company_cancel: (entries) => ({ kind: 'company_cancel', companyId: entries.companyId, ...reasonOf<'company_cancel'>(entries), ...noteOf(entries) }),
  company_manager: (entries) => ({ kind: 'company_manager', companyId: entries.companyId, ...personOf(entries), ...noteOf(entries) }),
  certificate_issue: (entries) => ({ kind: 'certificate_issue', companyId: entries.companyId, ...personOf(entries), ...noteOf(entries) }),
  certificate_change: (entries) => ({ kind: 'certificate_change', certificateId: entries.certificateId, phone: entries.phone, ...noteOf(entries) }),
  certificate_reissue: (entries) => ({ kind: 'certificate_reissue', certificateId: entries.certificateId, ...reasonOf<'certificate_reissue'>(entries), ...noteOf(entries) }),
  certificate_renew: (entries) => ({ kind: 'certificate_renew', certificateId: entries.certificateId, ...noteOf(entries) }),
  certificate_cancel: (entries) => ({ kind: 'certificate_cancel', certificateId: entries.certificateId, ...reasonOf<'certificate_cancel'>(entries), ...noteOf(entries) }),
  app_issue: (entries) => ({ kind: 'app_issue', certificateId: entries.certificateId, ...noteOf(entries) }),
  app_change: (entries) => ({ kind: 'app_change', certificateId: entries.certificateId, ...noteOf(entries) }),
  app_reissue: (entries) => ({ kind: 'app_reissue', certificateId: entries.certificateId, ...noteOf(entries) }),
  app_cancel: (entries) => ({ kind: 'app_cancel', certificateId: entries.certificateId, ...reasonOf<'app_cancel'>(entries), ...noteOf(entries) }),
  terminal_issue: (entries) => {
    const { marketId, name, location } = entries;
    return { kind: 'terminal_issue', ...(marketId ? { marketId } : {}), name, location, ...noteOf(entries) };
  },
  terminal_change: (entries) => ({ kind: 'terminal_change', terminalId: entries.terminalId, name: entries.name, location: entries.location, ...noteOf(entries) }),
  terminal_reissue: (entries) => ({ kind: 'terminal_reissue', terminalId: entries.terminalId, ...reasonOf<'terminal_reissue'>(entries), ...noteOf(entries) }),
  terminal_cancel: (entries) => ({ kind: 'terminal_cancel', terminalId: entries.terminalId, ...reasonOf<'terminal_cancel'>(entries), ...noteOf(entries) }),
};

export type Problems = Partial<Record<EntryName, string>>;

const missing: Record<Exclude<EntryName, 'note'>, string> = {
  companyId: '请选择企业',
  certificateId: '请选择代理证',
  terminalId: '请选择固定端',
  marketId: '请选择市场',
  name: '请填写名称',
  creditCode: '请填写统一社会信用代码',
  address: '请填写住所',
  licenceExpiresOn: '请选择营业期限，或勾选长期有效',
  managerName: '请填写负责人姓名',
  managerIdNumber: '请填写负责人身份证号',
  managerPhone: '请填写负责人手机号',
  idNumber: '请填写身份证号',
  phone: '请填写手机号',
  location: '请填写安装位置',
  reason: '请选择事由',
};

interface Asker {
  /** A market's manager asks for the own market and need not name it. */
  hasMarket: boolean;
}

/** What keeps the entries from being sent, by field. */
export function problemsOf(kind: RequestKind, entries: Entries, { hasMarket }: Asker): Problems {
  const problems: Problems = {};
  for (const field of fieldsByKind[kind]) {
    const value = entries[field].trim();
    if (field === 'note' || (field === 'marketId' && hasMarket)) continue;
    const problem = value === '' ? (field === 'name' && namesPerson(kind) ? '请填写姓名' : missing[field]) : formProblemOf(field, value);
    if (problem) problems[field] = problem;
  }
  return problems;
}

function formProblemOf(field: EntryName, value: string): string | undefined {
  if (field === 'idNumber' || field === 'managerIdNumber') return idNumberSentence(value, true);
  if (field === 'phone' || field === 'managerPhone') return /^1[3-9]\d{9}$/.test(value) ? undefined : '手机号应为11位数字';
  if (field !== 'creditCode') return undefined;
  const problem = creditCodeProblem(value);
  return problem && problem !== 'check_digit' ? '统一社会信用代码应为18位，不含 I、O、S、V、Z' : undefined;
}

/** What the server is asked; only for entries without problems. */
export function bodyOf(kind: RequestKind, entries: Entries): RequestBody {
  const trimmed = Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, (value as string).trim()])) as unknown as Entries;
  return bodies[kind](trimmed);
}

/** The field to which a path of the server's answer belongs: `manager.idNumber` is managerIdNumber here. */
export function entryOfPath(path: string): EntryName | undefined {
  const joined = path.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
  return joined in noEntries ? (joined as EntryName) : undefined;
}
