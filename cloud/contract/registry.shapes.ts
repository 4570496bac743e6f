import { z } from 'zod';
import { creditCode, day, id, idNumber, moment, oneOf, personName, text } from './primitives';
import {
  certificateStates,
  companyStates,
  deviceEndReasons,
  dutyKinds,
  dutyStates,
  evidenceKinds,
  licenceStates,
  registerActions,
  registerReasons,
  registerSubjects,
  requestKinds,
  requestStates,
  terminalStates,
} from './vocabulary';

/** 手机号 of a natural person in mainland China. */
export const phone = z.string().trim().regex(/^1[3-9]\d{9}$/, '手机号应为11位数字');
export const reason = oneOf(registerReasons);
export const companyName = text(100, '企业名称');
const address = text(200, '住所');

/** 市场: where deals are checked. */
export const market = z.object({ id, code: z.string(), name: z.string(), allowsAgentForBothSides: z.boolean() });

/** 企业: one line of the list; counts are those of today. */
export const companySummary = z.object({
  id,
  number: z.string(),
  name: z.string(),
  creditCode: z.string(),
  state: oneOf(companyStates),
  suspendedUntil: day.nullable(),
  licenceState: oneOf(licenceStates),
  licenceExpiresOn: day.nullable(),
  certificates: z.int(),
  apps: z.int(),
  openDuties: z.int(),
  registeredOn: day,
});

/** 代理证 in a list: name and number of the holder are masked. */
export const certificateSummary = z.object({
  id,
  number: z.string(),
  state: oneOf(certificateStates),
  suspendedUntil: day.nullable(),
  companyId: id,
  companyName: z.string(),
  personId: id,
  holderName: z.string(),
  holderIdNumber: z.string(),
  holderPhone: z.string().nullable(),
  acceptedAt: moment.nullable(),
  verifiedAt: moment.nullable(),
  hasApp: z.boolean(),
  appClosed: z.boolean(),
  issuedOn: day.nullable(),
  expiresOn: day.nullable(),
});

/** 固定端. */
export const terminal = z.object({
  id,
  number: z.string(),
  name: z.string(),
  location: z.string(),
  state: oneOf(terminalStates),
  suspendedUntil: day.nullable(),
  marketId: id,
  marketName: z.string(),
  openedOn: day,
  /** The PC that is paired with it, or else the last one that was; null where none ever was. */
  device: z
    .object({
      pairedAt: moment,
      pairedBy: z.string(),
      /** Counts the 补办 of the terminal. */
      edition: z.int(),
      /** In plain words, such as `Windows 电脑 · Edge`, and where it was seen last. */
      browser: z.string(),
      ip: z.string(),
      /** Version of the page, at most a minute old; null before the first use. */
      pageVersion: z.string().nullable(),
      lastSeenAt: moment.nullable(),
      endedAt: moment.nullable(),
      endReason: oneOf(deviceEndReasons).nullable(),
      endedBy: z.string().nullable(),
    })
    .nullable(),
});

/** 报告义务: a company has to report within 30 days (rule book art. 6; CAP-A7). */
export const duty = z.object({
  id,
  kind: oneOf(dutyKinds),
  state: oneOf(dutyStates),
  companyId: id,
  companyName: z.string(),
  /** What happened, in Chinese. */
  cause: z.string(),
  dueOn: day,
  remindedOn: day.nullable(),
  letterOn: day.nullable(),
  openedAt: moment,
});

/** 登记事项变动: one event of the ledger; `delta` is what it adds to the stock of its subject. */
export const registerEvent = z.object({
  id,
  at: moment,
  subjectType: oneOf(registerSubjects),
  subjectId: id,
  subjectName: z.string(),
  action: oneOf(registerActions),
  reason,
  delta: z.int().min(-1).max(1),
  actor: z.string(),
  note: z.string().nullable(),
  /** Old and new values by field; personal values are never among them. */
  changes: z.record(z.string(), z.object({ before: z.string().nullable(), after: z.string().nullable() })),
  requestId: id.nullable(),
});

/** One picture handed in with a request. */
export const evidenceFile = z.object({ id, kind: oneOf(evidenceKinds), state: z.enum(['uploading', 'received', 'rejected']), problem: z.string().nullable(), receivedAt: moment.nullable() });

const companyValues = { name: companyName, creditCode, address };
const person = { name: personName, idNumber, phone };
const note = z.string().trim().max(300).optional();

/**
 * 登记申请 by kind. A company's manager need not name the company, an agent not the certificate: what they may ask for is
 * their own.
 */
export const requestInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('company_issue'), ...companyValues, licenceExpiresOn: day.nullable(), manager: z.object(person).optional(), note }),
  z.object({ kind: z.literal('company_change'), companyId: id.optional(), ...companyValues, licenceExpiresOn: day.nullable(), note }),
  z.object({ kind: z.literal('company_reissue'), companyId: id.optional(), reason: z.enum(['lost', 'damaged']), note }),
  z.object({ kind: z.literal('company_cancel'), companyId: id.optional(), reason: z.enum(['own_request', 'sanction']), note }),
  z.object({ kind: z.literal('company_manager'), companyId: id.optional(), ...person, note }),
  z.object({ kind: z.literal('certificate_issue'), companyId: id.optional(), ...person, note }),
  z.object({ kind: z.literal('certificate_change'), certificateId: id.optional(), phone, note }),
  z.object({ kind: z.literal('certificate_reissue'), certificateId: id.optional(), reason: z.enum(['lost', 'damaged']), note }),
  z.object({ kind: z.literal('certificate_renew'), certificateId: id.optional(), note }),
  z.object({ kind: z.literal('certificate_cancel'), certificateId: id.optional(), reason: z.enum(['own_request', 'personnel_left', 'replaced', 'sanction']), note }),
  z.object({ kind: z.literal('app_issue'), certificateId: id.optional(), note }),
  z.object({ kind: z.literal('app_change'), certificateId: id.optional(), note }),
  z.object({ kind: z.literal('app_reissue'), certificateId: id.optional(), note }),
  z.object({ kind: z.literal('app_cancel'), certificateId: id.optional(), reason: z.enum(['own_request', 'personnel_left', 'sanction']), note }),
  z.object({ kind: z.literal('terminal_issue'), marketId: id.optional(), name: text(50, '固定端名称'), location: text(100, '安装位置'), note }),
  z.object({ kind: z.literal('terminal_change'), terminalId: id, name: text(50, '固定端名称'), location: text(100, '安装位置'), note }),
  z.object({ kind: z.literal('terminal_reissue'), terminalId: id, reason: z.enum(['device_replaced', 'damaged', 'lost']), note }),
  z.object({ kind: z.literal('terminal_cancel'), terminalId: id, reason: z.enum(['own_request', 'cleanup', 'sanction']), note }),
]);

/** 登记申请 as those who may see it read it. */
export const registerRequest = z.object({
  id,
  /** Number on the receipt, such as SQ20260001. */
  serial: z.string(),
  kind: oneOf(requestKinds),
  state: oneOf(requestStates),
  companyId: id.nullable(),
  companyName: z.string().nullable(),
  marketName: z.string().nullable(),
  subjectId: id.nullable(),
  /** The certificate, terminal or company that it is about, or the masked name of the person. */
  subjectName: z.string(),
  reason: reason.nullable(),
  note: z.string().nullable(),
  /** What would change: label, old and new value, ready to show; personal values masked. */
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  evidence: z.array(evidenceFile),
  /** Kinds of evidence without which it cannot be handed in. */
  required: z.array(oneOf(evidenceKinds)),
  requestedBy: z.string(),
  requestedAt: moment,
  submittedAt: moment.nullable(),
  /** The last day for the decision: one working day after it was handed in (domain.md 5.4); null until then. */
  decideOn: day.nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  decisionNote: z.string().nullable(),
  may: z.object({ addEvidence: z.boolean(), submit: z.boolean(), withdraw: z.boolean(), decide: z.boolean() }),
});

/** 固定端档案. */
export const terminalFile = terminal.extend({ edition: z.int(), requests: z.array(registerRequest), events: z.array(registerEvent) });

/** 在册 = 期初 + 新增 − 注销, for one subject and period (CAP-A5); `ok` false names the records that do not add up. */
export const stockLine = z.object({
  subjectType: oneOf(registerSubjects),
  opening: z.int(),
  issued: z.int(),
  ended: z.int(),
  closing: z.int(),
  /** Rows in the register at the end of the period, counted by themselves; null where that day was not counted. */
  counted: z.int().nullable(),
  changed: z.int(),
  reissued: z.int(),
  endedByReason: z.array(z.object({ reason, count: z.int() })),
  ok: z.boolean(),
  findings: z.array(z.object({ subjectId: id, subjectName: z.string(), problem: z.string() })),
});
