import type { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit';
import { hashPassword, newTemporaryPassword, temporaryPasswordHours } from './passwords';
import { Staff } from './staff.entity';

const first = [
  { username: 'technician', name: '系统管理员', role: 'technician' },
  { username: 'security', name: '安全管理员', role: 'security_officer' },
  { username: 'auditor', name: '审计员', role: 'auditor' },
] as const;

/**
 * The three persons with whom a new system begins (三员分立), each with a temporary password that is told once; every other
 * account is opened by the first and confirmed by the second of them.
 * @returns what to hand to each of the three; nothing where there are employees already.
 */
export async function openFirstAccounts(db: DataSource, at: Date): Promise<{ username: string; password: string }[]> {
  const made = first.map((account) => ({ ...account, password: newTemporaryPassword() }));
  return db.transaction(async (tx) => {
    if (await tx.existsBy(Staff, {})) return [];
    for (const { username, name, role, password } of made) {
      const id = uuidv7();
      const temporaryPasswordUntil = new Date(at.getTime() + temporaryPasswordHours * 3600_000);
      await tx.insert(Staff, { id, username, name, role, state: 'active', createdAt: at, passwordHash: await hashPassword(password), temporaryPasswordUntil });
      await audit(tx, { author: { kind: 'system' }, origin: undefined, at }, { action: 'identity.staff_opened', subject: { type: 'staff', id }, details: { role } });
    }
    return made.map(({ username, password }) => ({ username, password }));
  });
}
