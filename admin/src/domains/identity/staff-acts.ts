import { credentialResetReasons, roleChangeReasons, staffEndReasons, suspensionReasons } from '@yongche/contract/vocabulary';
import { call } from '../../api';
import type { StaffRecord } from './queries';

type StaffAct = StaffRecord['may'][number];
export type StaffRole = StaffRecord['role'];

/** What a position is made of; a market for a market's people, a last day for an adviser. */
export interface Position {
  role: StaffRole;
  marketId: string | undefined;
  endsOn: string | undefined;
}

/** A password that is shown once, and to whom it belongs. */
export interface ShownPassword {
  name: string;
  username: string;
  password: string;
  validUntil: string;
}

export const isOfMarket = (role: StaffRole | undefined) => role === 'operator' || role === 'market_manager';

/** Acts that are asked back before they are done: what they mean, and why they are done. */
export const askedActs = {
  confirm: {
    button: '确认',
    lead: '请核对岗位和市场是否与任命一致，并已与本人联系过。确认后账号立即可用。',
    reasons: undefined,
    isSevere: false,
  },
  suspend: { button: '停用', lead: '本人的全部登录随即退出，恢复前不能再登录。', reasons: suspensionReasons, isSevere: true },
  resume: { button: '恢复', lead: '恢复后可以用原来的密码和第二因素登录。', reasons: undefined, isSevere: false },
  unlock: {
    button: '解锁',
    lead: '账号因一天内20次登录失败而锁定。请先与本人确认：是自己输错，还是有人在猜密码。',
    reasons: undefined,
    isSevere: false,
  },
  change_role: {
    button: '变更岗位',
    lead: '新岗位立即生效，本人的全部登录随即退出。',
    reasons: roleChangeReasons,
    isSevere: false,
  },
  end: { button: '注销', lead: '注销后不能恢复，用户名不再使用；历史记录保留。', reasons: staffEndReasons, isSevere: true },
  reset_credentials: {
    button: '重置登录凭据',
    lead: '原来的密码、第二因素和恢复码立即作废，全部登录退出。新的临时密码只显示一次，经安全管理员确认后可用。',
    reasons: credentialResetReasons,
    isSevere: true,
  },
} as const;
export type AskedAct = keyof typeof askedActs;
export const isAsked = (act: StaffAct): act is AskedAct => act in askedActs;

interface Decision {
  staff: StaffRecord;
  act: AskedAct;
  reason: string;
  position: Position;
  idempotencyKey: string;
}

/** Does an act; a reset gives the temporary password, which is shown once. */
export async function doAct({ staff, act, reason, position, idempotencyKey }: Decision): Promise<ShownPassword | undefined> {
  const params = { id: staff.id };
  const sent = { params, idempotencyKey };
  switch (act) {
    case 'confirm':
      await call('POST /staff/:id/confirmation', { ...sent, body: { role: staff.role, marketId: staff.market?.id ?? null } });
      return undefined;
    case 'suspend':
      await call('POST /staff/:id/suspension', { ...sent, body: { reason: reason as keyof typeof suspensionReasons } });
      return undefined;
    case 'resume':
      await call('POST /staff/:id/resumption', sent);
      return undefined;
    case 'unlock':
      await call('POST /staff/:id/unlocking', sent);
      return undefined;
    case 'change_role':
      await call('POST /staff/:id/role', { ...sent, body: { ...position, reason: reason as keyof typeof roleChangeReasons } });
      return undefined;
    case 'end':
      await call('POST /staff/:id/end', { ...sent, body: { reason: reason as keyof typeof staffEndReasons } });
      return undefined;
    case 'reset_credentials': {
      const answer = await call('POST /staff/:id/credentials-reset', { params, body: { reason: reason as keyof typeof credentialResetReasons } });
      return { name: staff.name, username: staff.username, ...answer.temporaryPassword };
    }
  }
}
