import { randomInt } from 'node:crypto';
import { type EntityManager, IsNull } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import { audit, type By } from '../../audit/audit';
import { RecoveryCode } from './recovery-code.entity';

const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const codesPerSet = 10;

const indexOf = (keys: KeyRing, staffId: string, code: string) => keys.index('recovery_code', `${staffId}|${code}`);

/** Makes ten recovery codes of 60 bits, `ABCD-EFGH-JKLM`, in place of all former ones; they cannot be read again. */
export async function makeRecoveryCodes(tx: EntityManager, { keys, staffId }: { keys: KeyRing; staffId: string }, by: By): Promise<string[]> {
  const plain = Array.from({ length: codesPerSet }, () => Array.from({ length: 12 }, () => letters[randomInt(letters.length)]).join(''));
  await tx.delete(RecoveryCode, { staffId });
  await tx.insert(RecoveryCode, plain.map((code) => ({ staffId, codeIndex: indexOf(keys, staffId, code), usedAt: null })));
  await audit(tx, by, { action: 'identity.recovery_codes_made', subject: { type: 'staff', id: staffId } });
  return plain.map((code) => code.replace(/(.{4})(?=.)/g, '$1-'));
}

export const recoveryCodesLeft = (tx: EntityManager, staffId: string) => tx.countBy(RecoveryCode, { staffId, usedAt: IsNull() });

/** Uses up a recovery code, written without hyphens; false where it is wrong or was used before. */
export async function takeRecoveryCode(tx: EntityManager, { keys, staffId, code }: { keys: KeyRing; staffId: string; code: string }, by: By): Promise<boolean> {
  const taken = await tx.query('UPDATE staff_recovery_codes SET used_at = ? WHERE staff_id = ? AND code_index = ? AND used_at IS NULL', [by.at, staffId, indexOf(keys, staffId, code)]);
  if (taken.affectedRows === 0) return false;
  const left = await recoveryCodesLeft(tx, staffId);
  await audit(tx, by, { action: 'identity.recovery_code_used', subject: { type: 'staff', id: staffId }, details: { left } });
  return true;
}
