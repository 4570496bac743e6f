import { type companyStates, registerReasons, requestKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { audit, type By } from '../../audit/audit';
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
  const managers: { personId: string; companyId: string }[] = await tx.query('SELECT person_id AS personId, company_id AS companyId FROM company_managers WHERE company_id IN (?) FOR UPDATE', [ids]);
  await tellPeople(tx, ending, [...certificates, ...managers], { reason, at: by.at });
  const ended = await endCertificates(tx, certificates, 'cancelled', reason, by, cause);
  const sessions = ended.sessions + (await closeSessionsOf(tx, managers.map(({ personId }) => personId), by.at));
  await tx.query('DELETE FROM company_managers WHERE company_id IN (?)', [ids]);
  await tx.query("UPDATE companies SET state = 'cancelled', live_id = NULL, suspended_until = NULL, ended_on = ? WHERE id IN (?)", [dayInShanghai(by.at), ids]);
  await closeRequestsOf(tx, ids, by, cause.requestId);
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

/** Holders and managers are told by name: once the company has ended, nobody reads its own messages. */
async function tellPeople(tx: EntityManager, companies: Company[], people: { personId: string; companyId: string }[], { reason, at }: { reason: Reason; at: Date }): Promise<void> {
  const names = new Map(companies.map(({ id, name }) => [id, name]));
  const told = new Map(people.map(({ personId, companyId }) => [personId, companyId]));
  for (const [personId, companyId] of told) {
    const body = `${names.get(companyId)}已注销（${registerReasons[reason]}），名下代理证和APP同时终止，不能再以该企业名义办理业务。如有异议，请持营业执照到协会秘书处办理。`;
    await sendMessage(tx, { to: { personId }, kind: 'company', title: '所属企业已注销', body }, at);
  }
}

/** Requests of companies that have ended are closed, each with its own row and word to the asker. */
async function closeRequestsOf(tx: EntityManager, companyIds: string[], by: By, exceptId = ''): Promise<void> {
  const open: { id: string; serial: string; kind: keyof typeof requestKinds; requesterPersonId: string | null }[] = await tx.query(
    'SELECT id, serial, kind, requester_person_id AS requesterPersonId FROM register_requests WHERE company_id IN (?) AND open_key IS NOT NULL AND id <> ? FOR UPDATE',
    [companyIds, exceptId],
  );
  if (open.length === 0) return;
  const why = '企业已注销，申请自动关闭。';
  await tx.query("UPDATE register_requests SET state = 'refused', open_key = NULL, decided_at = ?, decision_note = ? WHERE id IN (?)", [by.at, why, open.map(({ id }) => id)]);
  await audit(tx, by, ...open.map(({ id, kind }) => ({ action: 'registry.request_refused' as const, subject: { type: 'request' as const, id }, details: { kind, reason: 'company_ended' } })));
  for (const { id, serial, kind, requesterPersonId: personId } of open) {
    if (personId) await sendMessage(tx, { to: { personId }, kind: 'request', title: `${requestKinds[kind]}已关闭`, body: `您的申请（${serial}）已关闭：${why}`, link: `request:${id}` }, by.at);
  }
}

/** What `endCompanies` would end now; reads only, by the same rules. */
export async function countEndings(tx: EntityManager, companyIds: string[], now: Date): Promise<CleanupFigures> {
  const certificates: { personId: string; state: Parameters<typeof isInStock>[0]; app: string | null }[] = await tx.query(
    "SELECT c.person_id AS personId, c.state, b.id AS app FROM certificates c LEFT JOIN app_bindings b ON b.certificate_id = c.id WHERE c.company_id IN (?) AND c.state <> 'cancelled'",
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
  // Prolonged, lifted or cancelled since the round looked.
  if (to.reason === 'term_over' && (company.state !== 'suspended' || company.suspendedUntil! >= dayInShanghai(by.at))) return;
  ensure(company.state !== 'cancelled' && (to.state !== 'in_force' || company.state !== 'in_force'), 'registry.wrong_state');
  ensure(to.state !== 'rectifying' || company.state !== 'suspended', 'registry.wrong_state');
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
