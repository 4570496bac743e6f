import { evidenceKinds } from '@yongche/contract/vocabulary';
import { dayOf, waitOf } from '../../components/moments';
import type { Evidence, RegisterRequest, RequestKind } from './register';
import { subjectOf } from './register';

/** What an approval does at once: the clerk reads it before it is done. */
export const approvalEffects: Record<RequestKind, string> = {
  company_issue: '企业进入名册，负责人可以登录管理本企业、为人员申请代理证。',
  company_change: '名册按新内容更新，“变更”报告义务随之办结。',
  company_reissue: '备案证明换发新版，旧版作废。',
  company_cancel: '企业及其全部代理证、APP 立即注销，相关人员马上退出登录，不能恢复。',
  company_manager: '原负责人立即退出登录，不再管理本企业；新负责人登录小程序并完成实人核验后接管。',
  certificate_issue: '发出加入邀请；本人确认并通过实人核验后，代理证才生效。',
  certificate_change: '登记的手机号立即更换。',
  certificate_reissue: '代理证换发新版，旧版作废。',
  certificate_renew: '有效期延长一年；已到期的恢复为有效。',
  certificate_cancel: '代理证和 APP 立即注销，本人马上退出登录，不能恢复。',
  app_issue: '恢复 APP 使用资格，本人登录并通过实人核验后即可使用。',
  app_change: '原账号立即退出登录，本人用新账号登录并重新实人核验。',
  app_reissue: '丢失手机上的账号立即退出登录，本人在新手机上重新实人核验。',
  app_cancel: 'APP 立即停用，本人马上退出登录；代理证仍然有效。',
  terminal_issue: '固定端进入名册，可以办理业务。',
  terminal_change: '名册按新内容更新。',
  terminal_reissue: '换用新设备，原设备停用。',
  terminal_cancel: '固定端立即关闭，不能恢复。',
};

/** Approvals that nobody can take back. */
export function isFinal(kind: RequestKind): boolean {
  return kind === 'company_cancel' || kind === 'certificate_cancel' || kind === 'terminal_cancel';
}

/** Where the subject of a request has its file; undefined until an approval makes it. */
export function requestSubjectHref({ kind, subjectId }: Pick<RegisterRequest, 'kind' | 'subjectId'>): string | undefined {
  if (!subjectId) return undefined;
  const folders = { company: 'companies', certificate: 'certificates', app: 'certificates', terminal: 'terminals' } as const;
  return `/register/${folders[subjectOf(kind)]}/${subjectId}`;
}

/** How long a request has waited for the decision, and whether the last day for it has passed. */
export function waitingOf({ state, submittedAt, decideOn }: Pick<RegisterRequest, 'state' | 'submittedAt' | 'decideOn'>, now: Date): { words: string; isLong: boolean } | undefined {
  if (state !== 'awaiting_decision' || !submittedAt || !decideOn) return undefined;
  return { words: waitOf(submittedAt, now.valueOf()), isLong: dayOf(now) > decideOn };
}

/** The requests that wait, the longest wait first: that is the order of the clerk's day. */
export function longestWaitFirst<T extends Pick<RegisterRequest, 'submittedAt' | 'requestedAt'>>(requests: T[]): T[] {
  const since = ({ submittedAt, requestedAt }: T) => submittedAt ?? requestedAt;
  return [...requests].sort((one, other) => since(one).localeCompare(since(other)));
}

/** As many waiting requests as are read at once, to be put into the order of their wait. */
export const waitingPage = 100;

/** Kinds of evidence that still have to be handed in, in Chinese. */
export function missingEvidence({ required, evidence }: Pick<RegisterRequest, 'required' | 'evidence'>): string[] {
  return required.filter((kind) => !evidence.some((file) => file.kind === kind && file.state === 'received')).map((kind) => evidenceKinds[kind]);
}

/** 营业执照, and where there are several of a kind, 营业执照 2. */
export function evidenceTitle(evidence: Evidence[], file: Evidence): string {
  const alike = evidence.filter(({ kind }) => kind === file.kind);
  return alike.length > 1 ? `${evidenceKinds[file.kind]} ${alike.indexOf(file) + 1}` : evidenceKinds[file.kind];
}
