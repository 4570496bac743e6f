import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { By } from '../../audit/audit';
import { isDuplicateKey } from '../../database-errors';
import { closeSessionsOf } from '../identity/sessions';
import { AppBinding } from './app-binding.entity';
import type { Certificate } from './certificate.entity';
import { type Cause, enter, type Reason } from './ledger';

type Held = Pick<Certificate, 'id' | 'number' | 'companyId' | 'personId'>;

/**
 * APP开通: gives a certificate in force its app, where the holder has a verified account and the app was not closed by
 * request. Opening it twice changes nothing.
 */
export async function openApp(tx: EntityManager, certificate: Held, reason: Reason, by: By, cause: Cause = {}): Promise<void> {
  const ready: unknown[] = await tx.query(
    `SELECT 1 FROM certificates c WHERE c.id = ? AND c.force_id IS NOT NULL AND c.app_closed = 0
       AND EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = c.person_id) AND NOT EXISTS (SELECT 1 FROM app_bindings b WHERE b.certificate_id = c.id)`,
    [certificate.id],
  );
  if (ready.length === 0) return;
  const id = uuidv7();
  try {
    await tx.insert(AppBinding, { id, certificateId: certificate.id, openedAt: by.at });
  } catch (error) {
    if (isDuplicateKey(error, 'app_bindings_certificate_id')) return;
    throw error;
  }
  await enter(tx, by, { subject: { type: 'app', id, name: certificate.number }, action: 'issued', reason, delta: 1, companyId: certificate.companyId, ...cause });
}

/** Ends the apps of certificates, before these leave force: the foreign key allows no other order. @returns how many there were. */
export async function endApps(tx: EntityManager, certificates: Held[], reason: Reason, by: By, cause: Cause = {}): Promise<number> {
  if (certificates.length === 0) return 0;
  const byId = new Map(certificates.map((certificate) => [certificate.id, certificate]));
  const bound: { id: string; certificate_id: string }[] = await tx.query('SELECT id, certificate_id FROM app_bindings WHERE certificate_id IN (?) FOR UPDATE', [[...byId.keys()]]);
  if (bound.length === 0) return 0;
  await tx.query('DELETE FROM app_bindings WHERE id IN (?)', [bound.map(({ id }) => id)]);
  await enter(
    tx,
    by,
    ...bound.map(({ id, certificate_id }) => {
      const { number, companyId } = byId.get(certificate_id)!;
      return { subject: { type: 'app', id, name: number } as const, action: 'ended' as const, reason, delta: -1 as const, companyId, ...cause };
    }),
  );
  return bound.length;
}

/** Takes the holder's phones off the certificate: their sessions end, and the next one has to be verified anew. @returns sessions ended. */
export async function unbindPhones(tx: EntityManager, personId: string, at: Date): Promise<number> {
  const ended = await closeSessionsOf(tx, [personId], at);
  await tx.query('UPDATE accounts SET person_id = NULL WHERE person_id = ?', [personId]);
  return ended;
}
