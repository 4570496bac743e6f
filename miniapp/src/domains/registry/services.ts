import type { registerReasons, requestKinds } from '@yongche/contract/vocabulary';

/** The kinds of 登记申请 that are asked for on a phone; those of fixed terminals belong to the market's web page. */
export type Kind = Exclude<keyof typeof requestKinds, `terminal_${string}`>;
export type Reason = keyof typeof registerReasons;
/** What a form asks for. */
export type Field = 'name' | 'creditCode' | 'address' | 'licence' | 'personName' | 'idNumber' | 'phone';

export interface Service {
  /** What it is for and what follows once the association has agreed. */
  about: string;
  fields: readonly Field[];
  /** Why: asked only where there is more than one answer. The first list is the person's own, the second their company's. */
  reasons?: { own: readonly Reason[]; company: readonly Reason[] };
  /** It cannot be taken back. */
  final?: true;
}

const company: readonly Field[] = ['name', 'creditCode', 'address', 'licence'];
const person: readonly Field[] = ['personName', 'idNumber', 'phone'];
const lostOrDamaged = { own: ['lost', 'damaged'], company: ['lost', 'damaged'] } as const;

/** 登记业务 as forms; which evidence each one needs is said by the server. */
export const services: Record<Kind, Service> = {
  company_issue: {
    about: '协会审核通过后，企业进入名册，您成为企业负责人，可以为员工申请代理证。',
    fields: company,
  },
  company_change: {
    about: '企业名称、信用代码、住所或营业执照期限有变化时办理。请在变化后30日内提出。',
    fields: company,
  },
  company_reissue: { about: '补发企业备案证明，企业编号不变。', fields: [], reasons: lostOrDamaged },
  company_cancel: {
    about: '批准后，企业和名下全部代理证、APP同时注销，所有人员立即退出登录，不能恢复。',
    fields: [],
    reasons: { own: ['own_request'], company: ['own_request'] },
    final: true,
  },
  company_manager: {
    about: '批准后您将退出企业管理，新负责人登录并完成实人核验后接管。您名下有代理证的，重新登录后照常使用。',
    fields: person,
    final: true,
  },
  certificate_issue: {
    about: '批准后，被邀请人在小程序中确认加入，并通过实人核验，代理证随即生效。没有本人确认，代理证不会生效。',
    fields: person,
  },
  certificate_change: { about: '变更在协会登记的联系手机号。', fields: ['phone'] },
  certificate_reissue: { about: '补发代理证，证号不变；原来的证件和查验码作废。', fields: [], reasons: lostOrDamaged },
  certificate_renew: { about: '批准后，代理证有效期延长一年。', fields: [] },
  certificate_cancel: {
    about: '批准后，代理证和APP同时注销，立即退出登录，不能恢复；以后需要时由企业重新申请。',
    fields: [],
    reasons: { own: ['own_request'], company: ['personnel_left', 'replaced', 'own_request'] },
    final: true,
  },
  app_issue: { about: 'APP使用资格注销后重新开通。批准后即可使用；已退出的请重新登录。', fields: [] },
  app_change: {
    about: '换用另一个微信或支付宝账号。批准后，原来的账号立即退出；请用新账号登录、确认身份，并重新做一次实人核验。',
    fields: [],
  },
  app_reissue: { about: '手机丢失时办理。批准后，丢失手机上的登录立即失效；请在新手机上登录、确认身份，并重新做一次实人核验。', fields: [] },
  app_cancel: {
    about: '批准后，立即退出登录，不能再用小程序办理交易；代理证仍然有效，可以随时申请重新开通。',
    fields: [],
    reasons: { own: ['own_request'], company: ['personnel_left', 'own_request'] },
  },
};

/** Whether a form for this kind can be opened here. */
export const isKind = (kind: string | undefined): kind is Kind => kind !== undefined && kind in services;
