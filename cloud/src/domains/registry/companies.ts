import { type companyStates, registerReasons } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { ensure } from '../../http/errors';
import { closeSessionsOf } from '../identity/sessions';
import { sendMessage } from '../notices/messages';
import { endCertificates, isInStock, lockCertificates } from './certificate-moves';
import type { CleanupFigures } from './cleanup.entity';
import { Company } from './company.entity';
import { closeDutiesOf } from './duties';
import { type Cause, enter, type Reason } from './ledger';

type State = keyof typeof companyStates;
/** States in which a company's people may work. */
export const workingStates: State[] = ['in_force', 'rectifying'];

/** A company, locked for a change. @throws registry.company_not_found */
export async function lockCompany(tx: EntityManager, id: string): Promise<Company> {
  const company = await tx.findOne(Company, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(company, 'registry.company_not_found');
  return company;
}

/**
 * 企业注销: in one transaction the company's certificates, apps, managers and sessions end, its open requests are closed.
 * The companies must be locked in the order of their ids. One that has ended already is left as it is.
 * @returns what ended.
 */
export async function endCompanies(tx: EntityManager, companies: Company[], reason: Reason, by: By, cause: Cause = {}): Promise<CleanupFigures> {
  const ending = companies.filter(({ state }) => state !== 'cancelled');
  const ids = ending.map(({ id }) => id);
  if (ids.length === 0) return { companies: 0, certificates: 0, apps: 0, sessions: 0 };
  const certificates = await lockCertificates(tx, { companyIds: ids });
  const ended = await endCertificates(tx, certificates, 'cancelled', reason, by, cause);
  const managers: { personId: string }[] = await tx.query('SELECT person_id AS personId FROM company_managers WHERE company_id IN (?) FOR UPDATE', [ids]);
  const sessions = ended.sessions + (await closeSessionsOf(tx, managers.map(({ personId }) => personId), by.at));
  await tx.query('DELETE FROM company_managers WHERE company_id IN (?)', [ids]);
  await tx.query("UPDATE companies SET state = 'cancelled', live_id = NULL, suspended_until = NULL, ended_on = ? WHERE id IN (?)", [dayInShanghai(by.at), ids]);
  await tx.query(
    "UPDATE register_requests SET state = 'refused', open_key = NULL, decided_at = ?, decision_note = '企业已注销，申请自动关闭。' WHERE company_id IN (?) AND open_key IS NOT NULL AND id <> ?",
    [by.at, ids, cause.requestId ?? ''],
  );
  await enter(
    tx,
    by,
    ...ending.map(({ id, name, state }) => ({
      subject: { type: 'company', id, name } as const,
      action: 'ended' as const,
      reason,
      delta: -1 as const,
      companyId: id,
      changes: { state: { before: state, after: 'cancelled' } },
      ...cause,
    })),
  );
  await closeDutiesOf(tx, ids, { A01: 'met', A02: 'lifted' }, by);
  return { companies: ids.length, certificates: ended.certificates, apps: ended.apps, sessions };
}

/** What `endCompanies` would end now; reads only, by the same rules. */
export async function countEndings(tx: EntityManager, companyIds: string[], now: Date): Promise<CleanupFigures> {
  const certificates: { personId: string; state: Parameters<typeof isInStock>[0]; app: string | null }[] = await tx.query(
    'SELECT c.person_id AS personId, c.state, b.id AS app FROM certificates c LEFT JOIN app_bindings b ON b.certificate_id = c.id WHERE c.live_company_id IN (?)',
    [companyIds],
  );
  const managers: { personId: string }[] = await tx.query('SELECT person_id AS personId FROM company_managers WHERE company_id IN (?)', [companyIds]);
  const people = [...new Set([...certificates, ...managers].map(({ personId }) => personId))];
  const [{ companies }] = await tx.query("SELECT COUNT(*) AS companies FROM companies WHERE id IN (?) AND state <> 'cancelled'", [companyIds]);
  const [{ sessions }] = people.length
    ? await tx.query('SELECT COUNT(*) AS sessions FROM sessions s JOIN accounts a ON a.id = s.account_id WHERE a.person_id IN (?) AND s.ended_at IS NULL AND s.expires_at > ?', [people, now])
    : [{ sessions: 0 }];
  return {
    companies: Number(companies),
    certificates: certificates.filter(({ state }) => isInStock(state)).length,
    apps: certificates.filter(({ app }) => app !== null).length,
    sessions: Number(sessions),
  };
}

/** 暂停 or 恢复 of a company: while it is suspended none of its people may work. @throws registry.wrong_state */
export async function moveCompany(tx: EntityManager, id: string, to: { state: 'in_force' | 'suspended' | 'rectifying'; until: string | null; reason: Reason }, by: By, cause: Cause): Promise<void> {
  const company = await lockCompany(tx, id);
  ensure(company.state !== 'cancelled' && (to.state !== 'in_force' || company.state !== 'in_force'), 'registry.wrong_state');
  await tx.update(Company, id, { state: to.state, suspendedUntil: to.until });
  await enter(tx, by, {
    subject: { type: 'company', id, name: company.name },
    action: to.state === 'in_force' ? 'resumed' : 'suspended',
    reason: to.reason,
    delta: 0,
    companyId: id,
    changes: { state: { before: company.state, after: to.state }, suspendedUntil: { before: company.suspendedUntil, after: to.until } },
    ...cause,
  });
  if (to.state === 'in_force') return;
  const [title, follows] = to.state === 'suspended' ? ['企业已暂停', '名下代理人员暂停办理业务，期满自动恢复'] : ['企业须限期整改', '请在期限内完成整改并告知协会秘书处'];
  await sendMessage(tx, { to: { companyId: id }, kind: 'company', title, body: `${company.name}${title.slice(2)}，至${to.until}，原因：${registerReasons[to.reason]}。${follows}。`, link: 'company' }, by.at);
}
