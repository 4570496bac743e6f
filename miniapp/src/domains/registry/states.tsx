import type { AnswerOf } from '@yongche/contract';
import { certificateStates, companyStates, dutyStates, requestStates } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { dayText } from '@/dates';

export type Company = AnswerOf<'GET /company'>;
export type Person = Company['people'][number];
export type RegisterRequest = AnswerOf<'GET /register-requests/:id'>;

type CertificateState = keyof typeof certificateStates;

const certificateTones: Record<CertificateState, string> = {
  awaiting_verification: 'wait',
  in_force: 'good',
  suspended: 'wrong',
  expired: 'wrong',
  cancelled: 'off',
};
const companyTones = { in_force: 'good', rectifying: 'wait', suspended: 'wrong', cancelled: 'off' } as const;
const dutyTones = { open: 'wait', overdue: 'wrong', met: 'good', lifted: 'off' } as const;
const requestTones = {
  collecting: 'calm',
  awaiting_decision: 'wait',
  approved: 'good',
  refused: 'wrong',
  withdrawn: 'off',
} as const;

export const CertificateMark = ({ state }: { state: CertificateState }) => (
  <Mark tone={certificateTones[state]} text={certificateStates[state]} />
);
export const CompanyMark = ({ state }: { state: keyof typeof companyStates }) => (
  <Mark tone={companyTones[state]} text={companyStates[state]} />
);
export const DutyMark = ({ state }: { state: keyof typeof dutyStates }) => (
  <Mark tone={dutyTones[state]} text={dutyStates[state]} />
);
/** 业务申请状态; a draft that needs no papers only waits to be handed in. */
export const RequestMark = ({ request: { state, required } }: { request: RegisterRequest }) => (
  <Mark
    tone={requestTones[state]}
    text={state === 'collecting' && required.length === 0 ? '待提交' : requestStates[state]}
  />
);

/** What a certificate that is not in force means for its holder, and what to do; undefined while it is in force. */
export const adviceToHolder: Record<CertificateState, string | undefined> = {
  awaiting_verification: '代理证还没有生效。完成实人核验后随即生效，并显示查验二维码。',
  in_force: undefined,
  suspended: '代理证已暂停，暂停期间不能办理交易，也不显示二维码。期满自动恢复；原因请看“消息”，或问所在企业、协会秘书处。',
  expired: '代理证已到期，不能办理交易。请申请延期，协会批准后随即恢复。',
  cancelled: '代理证已注销，或加入企业的申请已终止。需要时，请由所在企业重新申请核发。',
};

/** How one of the company's people stands, in one sentence with what is still to be done. */
export function standingOf({ state, acceptedAt, verifiedAt, expiresOn, suspendedUntil }: Person): string {
  switch (state) {
    case 'awaiting_verification':
      if (!acceptedAt) return '等待本人在小程序中确认加入';
      return verifiedAt ? '等待代理证生效' : '本人已确认，等待实人核验';
    case 'suspended':
      return suspendedUntil ? `暂停至${dayText(suspendedUntil)}` : '已暂停';
    case 'cancelled':
      return '代理证和APP已注销';
    default:
      return expiresOn ? `有效期至${dayText(expiresOn)}` : '';
  }
}
