import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { day, id, idNumber, moment, nothing, oneOf, personName, text } from './primitives';
import { agents } from './rights';
import { certificateStates, consentPurposes, hosts, verificationMethods, verificationStates } from './vocabulary';

const purpose = oneOf(consentPurposes);

/** 告知事项: one purpose with the text that the person reads; `version` goes back with the consent. */
export const notice = z.object({
  purpose,
  title: z.string(),
  version: z.string(),
  paragraphs: z.array(z.string()),
  /** What happens where the person refuses: never a dead end (law.md R-L2). */
  ifRefused: z.string(),
});

export const consent = z.object({ purpose, version: z.string(), givenAt: moment });

/** 代理证 as its holder sees it; name and number are masked. */
export const certificateCard = z.object({
  id,
  number: z.string(),
  state: oneOf(certificateStates),
  companyName: z.string(),
  holderName: z.string(),
  holderIdNumber: z.string(),
  issuedOn: day.nullable(),
  expiresOn: day.nullable(),
  /** Last day of a suspension, of the certificate or of its company. */
  suspendedUntil: day.nullable(),
  /** APP注销: in force, but not to be used in the mini-program. */
  appClosed: z.boolean(),
});

/** 实人核验: one attempt. For `alipay_face` the client opens `faceUrl`; for `counter` the person shows `counterCode`. */
export const verification = z.object({
  id,
  method: oneOf(verificationMethods),
  state: oneOf(verificationStates),
  certifyId: z.string().nullable(),
  faceUrl: z.string().nullable(),
  /** PNG data URL of a QR that Alipay's scanner opens; for the hand-over from WeChat. */
  faceQr: z.string().nullable(),
  counterCode: z.string().nullable(),
  counterQr: z.string().nullable(),
  /** Why it failed, in Chinese. */
  reason: z.string().nullable(),
  expiresAt: moment,
});

/** The account that is logged in, and the next thing that it owes. */
export const account = z.object({
  id,
  host: oneOf(hosts),
  consents: z.array(consent),
  holder: z.object({ name: z.string(), idNumber: z.string(), verifiedAt: moment.nullable() }).nullable(),
  certificate: certificateCard.nullable(),
  /** The company that the person manages. */
  manages: z.object({ id, name: z.string() }).nullable(),
  verification: verification.nullable(),
  /** `acceptance`: a company has asked for the person, who must agree first; `no_certificate`: verified, but holds none. */
  nextStep: z.enum(['identity', 'acceptance', 'verification', 'ready', 'blocked', 'no_certificate']),
});

/** What the counter sees before it decides; name masked, the number's last four shown to compare with the original. */
export const counterVerification = z.object({
  id,
  state: oneOf(verificationStates),
  holderName: z.string(),
  holderIdNumber: z.string(),
  companyName: z.string(),
  certificateNumber: z.string(),
  /** The person still has to agree to join the company: ask, then confirm. */
  joiningOpen: z.boolean(),
  expiresAt: moment,
});

/** 登录: one log-in to the mini-program, of this account or of another one of the same verified person. */
export const agentSession = z.object({
  id,
  host: oneOf(hosts),
  /** In plain words, such as `iPhone · 微信`. */
  device: z.string(),
  createdAt: moment,
  lastSeenAt: moment,
  isCurrent: z.boolean(),
});

export const identityEndpoints = {
  'GET /notices': {
    summary: '告知事项：个人信息处理规则与各项单独同意的全文',
    access: 'public',
    response: z.object({ notices: z.array(notice) }),
  },
  'POST /sessions': {
    summary: '小程序登录：用微信或支付宝的一次性 code 换会话',
    access: 'public',
    body: z.object({
      host: oneOf(hosts),
      code: text(200, '登录凭证'),
      /** Version of the `service` notice that the person has read and accepted. */
      serviceNoticeVersion: text(40, '告知版本'),
    }),
    response: z.object({ token: z.string(), account }),
    status: 201,
  },
  'DELETE /sessions/current': { summary: '小程序退出登录', access: 'agent', roles: agents, response: nothing, status: 204 },
  'GET /sessions': { summary: '我的登录：本人在各部手机、各个平台上的登录', access: 'agent', roles: agents, response: z.object({ sessions: z.array(agentSession) }) },
  'DELETE /sessions/:id': { summary: '退出我的一个登录', access: 'agent', roles: agents, params: z.object({ id }), response: nothing, status: 204 },
  'GET /account': { summary: '当前账号、代理证与下一步', access: 'agent', roles: agents, response: account },
  'POST /consents': {
    summary: '对一个事项单独同意',
    access: 'agent', roles: agents,
    body: z.object({ purpose, version: text(40, '告知版本') }),
    response: account,
    status: 201,
    idempotent: true,
  },
  'DELETE /consents/:purpose': {
    summary: '撤回对一个事项的同意',
    access: 'agent', roles: agents,
    params: z.object({ purpose }),
    response: account,
  },
  'POST /identity-claims': {
    summary: '填写姓名与身份证号，找到自己的代理证',
    access: 'agent', roles: agents,
    /** `applicant`: a person who is not registered yet and wants to register a company. */
    body: z.object({ name: personName, idNumber, as: z.enum(['agent', 'applicant']).default('agent') }),
    response: account,
    status: 201,
    idempotent: true,
  },
  'POST /verifications': {
    summary: '发起实人核验：支付宝人脸，或市场柜台',
    access: 'agent', roles: agents,
    body: z.object({ method: oneOf(verificationMethods) }),
    response: verification,
    status: 201,
    idempotent: true,
  },
  'POST /verifications/:id/check': {
    summary: '请服务器向支付宝查询结果；客户端报告的结果码只记录，不作依据',
    access: 'agent', roles: agents,
    params: z.object({ id }),
    body: z.object({ clientStatus: z.string().max(20).optional() }),
    response: z.object({ verification, account }),
  },
  'GET /counter-verifications/:code': {
    summary: '市场柜台：按核验码找到待核验的代理人',
    access: 'staff', roles: { operator: 'all' },
    params: z.object({ code: z.string().regex(/^\d{8}$/, '核验码是8位数字') }),
    response: counterVerification,
  },
  'POST /counter-verifications/:code/decision': {
    summary: '市场柜台：核对身份证原件后作出结论',
    access: 'staff', roles: { operator: 'all' },
    params: z.object({ code: z.string().regex(/^\d{8}$/, '核验码是8位数字') }),
    body: z.object({
      passed: z.boolean(),
      /** The whole ID number, typed from the original: the server compares it, the operator never sees the stored one. */
      idNumber,
      originalSeen: z.literal(true, { error: '请先核对身份证原件' }),
      /** 本人当面确认加入企业: needed where the person has not accepted in the mini-program. */
      joiningConfirmed: z.boolean().default(false),
      reason: z.string().trim().max(200).optional(),
    }),
    response: counterVerification,
    idempotent: true,
  },
} satisfies EndpointMap;
