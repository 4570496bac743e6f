import type { Kind } from './services';
import type { Person } from './states';

/** Something that may be asked for, as a row of a menu. */
export interface Offered {
  kind: Kind;
  text: string;
  under?: string;
  danger?: boolean;
}

type Certificate = Pick<Person, 'state'>;
type App = Pick<Person, 'hasApp' | 'appClosed'>;

const renew: Offered = { kind: 'certificate_renew', text: '年度延期', under: '有效期延长一年' };
const reissue: Offered = { kind: 'certificate_reissue', text: '补办代理证', under: '遗失或损坏' };
const change: Offered = { kind: 'certificate_change', text: '变更手机号' };
const cancel: Offered = { kind: 'certificate_cancel', text: '注销代理证', danger: true };
const appIssue: Offered = { kind: 'app_issue', text: '重新开通APP' };
const appChange: Offered = { kind: 'app_change', text: 'APP换账号', under: '换用另一个微信或支付宝账号' };
const appReissue: Offered = { kind: 'app_reissue', text: 'APP补办', under: '手机丢失' };
const appCancel: Offered = { kind: 'app_cancel', text: '注销APP', under: '代理证保留', danger: true };

/** What can be asked for a certificate in its state; what it cannot be used for is not offered. */
export function certificateActions({ state }: Certificate, renewable: boolean): Offered[] {
  switch (state) {
    case 'awaiting_verification':
      return [cancel];
    case 'in_force':
      return [...(renewable ? [renew] : []), reissue, change, cancel];
    case 'suspended':
      return [change, cancel];
    case 'expired':
      return [renew];
    case 'cancelled':
      return [];
  }
}

/** What can be asked for the use of the mini-program, which lives with a certificate in force only. */
export function appActions({ state }: Certificate, { hasApp, appClosed }: App): Offered[] {
  if (state !== 'in_force') return [];
  if (hasApp) return [appChange, appReissue, appCancel];
  return appClosed ? [appIssue] : [];
}

/** All that a company may ask for one of its people. */
export const personActions = (person: Person): Offered[] => [
  ...certificateActions(person, true),
  ...appActions(person, person),
];
