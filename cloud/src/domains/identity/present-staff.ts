import type { EntityManager } from 'typeorm';
import { Market } from '../registry/market.entity';
import { recoveryCodesLeft } from './recovery-codes';
import { owedSetup } from './second-factors';
import { StaffPasskey } from './staff-passkey.entity';
import type { Staff } from './staff.entity';

/** The employee who is logged in, with what the first log-in still asks for. */
export async function presentStaff(tx: EntityManager, staff: Staff) {
  const { id, username, name, role, marketId } = staff;
  const market = marketId ? await tx.findOneByOrFail(Market, { id: marketId }) : null;
  return { id, username, name, role, market: market && { id: market.id, name: market.name }, owes: await owedSetup(tx, staff) };
}

/** 我的账号与安全: the same, with the second factors. */
export async function presentStaffAccount(tx: EntityManager, staff: Staff) {
  const passkeys = await tx.find(StaffPasskey, { where: { staffId: staff.id }, order: { createdAt: 'ASC' } });
  return {
    ...(await presentStaff(tx, staff)),
    endsOn: staff.endsOn,
    hasTotp: staff.totpSecretSealed !== null,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    recoveryCodesLeft: await recoveryCodesLeft(tx, staff.id),
  };
}
