import { createHash } from 'node:crypto';
import { licenceStates } from '@yongche/contract';
import { type EntityManager, In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { lockCertificates } from './certificate-moves';
import { CleanupBatch, CleanupBatchCompany, type CleanupFigures } from './cleanup.entity';
import { countEndings, endCompanies } from './companies';
import { Company } from './company.entity';
import { type CompanyRow, readCompanies } from './lists';
import { nextRegisterNumber } from './numbers';

type Severity = 'cancel' | 'suspend' | 'remind';

/** 清理工作单: every company in stock whose licence does not stand, the gravest first. */
export async function cleanupItems(tx: EntityManager, { licenceState }: { licenceState?: string | undefined }, today: string) {
  const rows = await readCompanies(
    tx,
    `WHERE c.state <> 'cancelled' AND (c.licence_state IN ('revoked', 'deregistered', 'suspended_business', 'abnormal') OR c.licence_expires_on < ?) ${licenceState ? 'AND c.licence_state = ?' : ''} ORDER BY c.number`,
    [today, ...(licenceState ? [licenceState] : [])],
  );
  const duties: { companyId: string; dueOn: string }[] = await tx.query('SELECT company_id AS companyId, MIN(due_on) AS dueOn FROM duties WHERE open_key IS NOT NULL GROUP BY company_id');
  const batches: { companyId: string; batchId: string }[] = await tx.query(
    "SELECT m.company_id AS companyId, m.batch_id AS batchId FROM cleanup_batch_companies m JOIN cleanup_batches b ON b.id = m.batch_id WHERE b.state = 'proposed'",
  );
  const dueOf = new Map(duties.map(({ companyId, dueOn }) => [companyId, dueOn]));
  const batchOf = new Map(batches.map(({ companyId, batchId }) => [companyId, batchId]));
  const weight: Record<Severity, number> = { cancel: 0, suspend: 1, remind: 2 };
  return rows
    .map((row) => ({ ...row, ...causeOf(row), dutyDueOn: dueOf.get(row.id) ?? null, batchId: batchOf.get(row.id) ?? null }))
    .sort((one, other) => weight[one.severity] - weight[other.severity] || one.number.localeCompare(other.number));
}

function causeOf({ licenceState, licenceExpiresOn }: CompanyRow): { cause: string; severity: Severity } {
  if (licenceState === 'revoked' || licenceState === 'deregistered') return { cause: `营业执照已${licenceStates[licenceState]}`, severity: 'cancel' };
  if (licenceState === 'suspended_business') return { cause: '企业已歇业', severity: 'cancel' };
  if (licenceState === 'abnormal') return { cause: '列入经营异常名录', severity: 'suspend' };
  return { cause: `营业期限${licenceExpiresOn}届满`, severity: 'remind' };
}

/** Proposes to end companies: what it would end is counted now and shown to the second person. @throws registry.company_not_found */
export async function proposeCleanup(tx: EntityManager, { companyIds, note, actor }: { companyIds: string[]; note: string; actor: StaffActor }, by: By): Promise<CleanupBatch> {
  const wanted = [...new Set(companyIds)];
  const companies = await tx.find(Company, { where: { id: In(wanted) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  ensure(companies.length === wanted.length, 'registry.company_not_found');
  ensure(companies.every(({ state }) => state !== 'cancelled'), 'registry.company_not_in_force');
  const batch: CleanupBatch = {
    id: uuidv7(),
    number: await nextRegisterNumber(tx, 'cleanup', by.at),
    state: 'proposed',
    note,
    figures: await countEndings(tx, wanted, by.at),
    members: await membersOf(tx, wanted),
    result: null,
    proposedBy: actor.staffId,
    proposedAt: by.at,
    decidedBy: null,
    decidedAt: null,
    decisionNote: null,
  };
  await tx.insert(CleanupBatch, batch);
  await tx.insert(CleanupBatchCompany, wanted.map((companyId) => ({ batchId: batch.id, companyId })));
  await audit(tx, by, { action: 'registry.cleanup_proposed', subject: { type: 'cleanup', id: batch.id }, details: { ...batch.figures } });
  return batch;
}

/** Who may decide: anybody with the right but the one who proposed. */
export const mayDecideCleanup = (actor: StaffActor, batch: Pick<CleanupBatch, 'state' | 'proposedBy'>) => batch.state === 'proposed' && batch.proposedBy !== actor.staffId && ['clerk', 'president'].includes(actor.role);

/**
 * The second person decides. Approving ends all companies in one transaction, and only where what ends is, row by row, what
 * was proposed; otherwise nothing ends and the batch is outdated. (The sessions of a moment are told, not compared: people log in.)
 * @throws registry.cleanup_not_found, registry.cleanup_decided, registry.cleanup_same_person
 */
export async function decideCleanup(tx: EntityManager, { id, approved, note, actor }: { id: string; approved: boolean; note: string; actor: StaffActor }, by: By): Promise<CleanupBatch> {
  const batch = await tx.findOne(CleanupBatch, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(batch, 'registry.cleanup_not_found');
  ensure(batch.state === 'proposed', 'registry.cleanup_decided');
  ensure(batch.proposedBy !== actor.staffId, 'registry.cleanup_same_person');
  const { state, result } = approved ? await execute(tx, batch, by) : { state: 'refused' as const, result: null };
  const decided = { state, result, decidedBy: actor.staffId, decidedAt: by.at, decisionNote: note };
  await tx.update(CleanupBatch, id, decided);
  await audit(tx, by, { action: state === 'executed' ? 'registry.cleanup_executed' : 'registry.cleanup_refused', subject: { type: 'cleanup', id }, details: { state, ...(result ?? {}) } });
  return { ...batch, ...decided };
}

async function execute(tx: EntityManager, batch: CleanupBatch, by: By): Promise<{ state: 'executed' | 'outdated'; result: CleanupFigures | null }> {
  const ids = await companyIdsOf(tx, batch.id);
  const companies = await tx.find(Company, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  await lockCertificates(tx, { companyIds: ids });
  if ((await membersOf(tx, ids)) !== batch.members) return { state: 'outdated', result: null };
  return { state: 'executed', result: await endCompanies(tx, companies, 'cleanup', by, { batchId: batch.id }) };
}

/** One digest of all that would end, row by row, and of the licences that are the reason: any change makes it another one. */
async function membersOf(tx: EntityManager, companyIds: string[]): Promise<string> {
  const rows: object[] = await tx.query(
    `SELECT w.id AS company, w.state, w.licence_state AS licence, c.id AS certificate, c.state AS certificateState, b.id AS app
     FROM companies w LEFT JOIN certificates c ON c.live_company_id = w.id LEFT JOIN app_bindings b ON b.certificate_id = c.id WHERE w.id IN (?) ORDER BY w.id, c.id`,
    [companyIds],
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}

/** The companies of a batch. */
export async function companyIdsOf(tx: EntityManager, batchId: string): Promise<string[]> {
  return (await tx.findBy(CleanupBatchCompany, { batchId })).map(({ companyId }) => companyId);
}
