import { type certificateStates, registerReasons } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { closeSessionsOf } from '../identity/sessions';
import { sendMessage } from '../notices/messages';
import { endApps, openApp } from './apps';
import type { Certificate } from './certificate.entity';
import { type Cause, enter, type Reason } from './ledger';

type State = keyof typeof certificateStates;
type Held = Pick<Certificate, 'id' | 'number' | 'companyId' | 'personId' | 'state' | 'expiresOn' | 'suspendedUntil'>;

/** States in which nobody may hold a second certificate. */
export const liveStates: State[] = ['awaiting_verification', 'in_force', 'suspended'];
/** 在册: what counts as stock (domain.md 6.3). */
const stockStates: State[] = ['in_force', 'suspended'];
export const isInStock = (state: State) => stockStates.includes(state);

/** Which state may follow which: every change of a certificate's state goes through `moveCertificates` by this table. */
const moves: Record<State, State[]> = {
  awaiting_verification: ['in_force', 'cancelled'],
  in_force: ['suspended', 'expired', 'cancelled'],
  suspended: ['in_force', 'expired', 'cancelled'],
  expired: ['in_force', 'suspended', 'cancelled'],
  cancelled: [],
};

/** Moves certificates and, with the state, the key columns that the CHECKs of the table compare with it. */
export async function moveCertificates(tx: EntityManager, ids: string[], to: State, more: { suspendedUntil?: string | null; issuedOn?: string; expiresOn?: string; endedOn?: string | null } = {}): Promise<number> {
  if (ids.length === 0) return 0;
  const from = (Object.keys(moves) as State[]).filter((state) => moves[state].includes(to));
  const days = Object.entries({ suspended_until: more.suspendedUntil, issued_on: more.issuedOn, expires_on: more.expiresOn, ended_on: more.endedOn }).filter(([, value]) => value !== undefined);
  const live = liveStates.includes(to);
  const { affectedRows }: { affectedRows: number } = await tx.query(
    `UPDATE certificates SET state = ?, live_person_id = IF(?, person_id, NULL), live_company_id = IF(?, company_id, NULL), force_id = IF(?, id, NULL)${days.map(([name]) => `, ${name} = ?`).join('')}
     WHERE id IN (?) AND state IN (?)`,
    [to, live, live, to === 'in_force', ...days.map(([, value]) => value), ids, from],
  );
  return affectedRows;
}

/** The certificates of companies that have not been cancelled, expired ones too, or those of the ids given, locked for a change, in the order of their ids. */
export async function lockCertificates(tx: EntityManager, by: { companyIds: string[] } | { ids: string[] }): Promise<Held[]> {
  const [column, values] = 'companyIds' in by ? ["state <> 'cancelled' AND company_id", by.companyIds] : ['id', by.ids];
  if (values.length === 0) return [];
  return tx.query(`SELECT id, number, company_id AS companyId, person_id AS personId, state, expires_on AS expiresOn, suspended_until AS suspendedUntil FROM certificates WHERE ${column} IN (?) ORDER BY id FOR UPDATE`, [values]);
}

/**
 * 注销 or 到期: apps first, then the certificates, then the sessions of the holders, in one transaction.
 * @returns what ended; a certificate that never came into force ends without touching the stock.
 */
export async function endCertificates(tx: EntityManager, certificates: Held[], to: 'cancelled' | 'expired', reason: Reason, by: By, cause: Cause = {}): Promise<{ certificates: number; apps: number; sessions: number }> {
  const apps = await endApps(tx, certificates, reason, by, cause);
  await moveCertificates(tx, certificates.map(({ id }) => id), to, { endedOn: dayInShanghai(by.at) });
  await enter(
    tx,
    by,
    ...certificates.map(({ id, number, companyId, state }) => ({
      subject: { type: 'certificate', id, name: number } as const,
      action: 'ended' as const,
      reason,
      delta: isInStock(state) ? (-1 as const) : (0 as const),
      companyId,
      changes: { state: { before: state, after: to } },
      ...cause,
    })),
  );
  if (to === 'expired') for (const certificate of certificates) await tellExpired(tx, certificate, by.at);
  const sessions = to === 'cancelled' ? await closeSessionsOf(tx, certificates.map(({ personId }) => personId), by.at) : 0;
  return { certificates: certificates.filter(({ state }) => isInStock(state)).length, apps, sessions };
}

async function tellExpired(tx: EntityManager, { number, personId }: Held, at: Date): Promise<void> {
  const body = `您的代理证（${number}）已到期，不能再办理业务。请在“代理证”页申请年度延期，批准后即时恢复。`;
  await sendMessage(tx, { to: { personId }, kind: 'certificate', title: '代理证已到期', body, link: 'certificate' }, at);
}

/** 暂停: the app ends at once, the holder may still log in and read why. @throws registry.wrong_state */
export async function suspendCertificate(tx: EntityManager, id: string, { until, reason }: { until: string; reason: Reason }, by: By, cause: Cause): Promise<void> {
  const [certificate] = await lockCertificates(tx, { ids: [id] });
  ensure(certificate, 'registry.certificate_not_found');
  ensure(certificate.state === 'in_force' || certificate.state === 'suspended', 'registry.wrong_state');
  await endApps(tx, [certificate], reason, by, cause);
  if (certificate.state === 'in_force') await moveCertificates(tx, [id], 'suspended', { suspendedUntil: until });
  else await tx.query('UPDATE certificates SET suspended_until = ? WHERE id = ?', [until, id]);
  await enter(tx, by, {
    subject: { type: 'certificate', id, name: certificate.number },
    action: 'suspended',
    reason,
    delta: 0,
    companyId: certificate.companyId,
    changes: { state: { before: certificate.state, after: 'suspended' }, suspendedUntil: { before: null, after: until } },
    ...cause,
  });
  const body = `您的代理证（${certificate.number}）已暂停至${until}，原因：${registerReasons[reason]}。暂停期间不能办理业务，期满自动恢复。如有异议，请联系协会秘书处。`;
  await sendMessage(tx, { to: { personId: certificate.personId }, kind: 'certificate', title: '代理证已暂停', body, link: 'certificate' }, by.at);
}

/** 恢复 by decision, or because the term is over: the app comes back where the phone is still verified. @throws registry.wrong_state */
export async function resumeCertificate(tx: EntityManager, id: string, reason: 'decision' | 'term_over', by: By, cause: Cause = {}): Promise<void> {
  const [certificate] = await lockCertificates(tx, { ids: [id] });
  ensure(certificate, 'registry.certificate_not_found');
  // Resumed or prolonged since the round looked.
  if (reason === 'term_over' && (certificate.state !== 'suspended' || certificate.suspendedUntil! >= dayInShanghai(by.at))) return;
  ensure(certificate.state === 'suspended', 'registry.wrong_state');
  await moveCertificates(tx, [id], 'in_force', { suspendedUntil: null });
  await enter(tx, by, {
    subject: { type: 'certificate', id, name: certificate.number },
    action: 'resumed',
    reason,
    delta: 0,
    companyId: certificate.companyId,
    changes: { state: { before: 'suspended', after: 'in_force' } },
    ...cause,
  });
  await openApp(tx, certificate, reason, by, cause);
}
