import type { EntityManager } from 'typeorm';
import type { Seat } from '../../http/actor';
import { Market } from '../registry/market.entity';
import { recoveryCodesLeft } from './recovery-codes';
import { owedSetup } from './second-factors';
import { StaffPasskey } from './staff-passkey.entity';
import type { Staff } from './staff.entity';

/** The employee who is logged in, with what the first log-in still asks for. */
export async function presentStaff(tx: EntityManager, staff: Staff, seat: Seat | undefined) {
  const { id, username, name, role, marketId } = staff;
  const market = marketId ? await tx.findOneByOrFail(Market, { id: marketId }) : null;
  return { id, username, name, role, market: market && { id: market.id, name: market.name }, owes: await owedSetup(tx, staff), terminal: seat ? { number: seat.number, name: seat.name } : null };
}

/** 我的账号与安全: the same, with the second factors. */
export async function presentStaffAccount(tx: EntityManager, staff: Staff, seat: Seat | undefined) {
  const passkeys = await tx.find(StaffPasskey, { where: { staffId: staff.id }, order: { createdAt: 'ASC' } });
  return {
    ...(await presentStaff(tx, staff, seat)),
    endsOn: staff.endsOn,
    hasTotp: staff.totpSecretSealed !== null,
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
    recoveryCodesLeft: await recoveryCodesLeft(tx, staff.id),
  };
}
