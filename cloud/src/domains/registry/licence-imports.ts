import { createHash } from 'node:crypto';
import { licenceStates } from '@yongche/contract';
import { creditCode } from '@yongche/contract/primitives';
import { type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { UploadedFile } from '../../http/file-body';
import type { StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { dayCell } from '../../spreadsheets/day-cell';
import { duplicatesOf, readTable } from '../../spreadsheets/read-table';
import { LicenceImport, type LicenceReport, type LicenceRow } from './cleanup.entity';
import { Company } from './company.entity';
import { closeDutiesOf, openDuty } from './duties';
import { Duty } from './duty.entity';
import { enter } from './ledger';

type LicenceState = keyof typeof licenceStates;
const stateByLabel = new Map(Object.entries(licenceStates).map(([state, label]) => [label as string, state as LicenceState]));
/** Words of the regulator's own lists that mean the same. */
const synonyms: Record<string, LicenceState> = { 存续: 'active', 在业: 'active', 开业: 'active', 正常: 'active', 在营: 'active', 列入经营异常名录: 'abnormal', 异常: 'abnormal', 停业: 'suspended_business', 吊销未注销: 'revoked', 已吊销: 'revoked', 已注销: 'deregistered', 吊销已注销: 'deregistered' };
const stated = [...stateByLabel.keys()].filter((label) => label !== licenceStates.unknown);

const state = z.string().transform((text, context): LicenceState => {
  const known = stateByLabel.get(text) ?? synonyms[text];
  if (known && known !== 'unknown') return known;
  context.addIssue({ code: 'custom', message: `“${text}”不是认得的登记状态，请填写${stated.join('、')}之一` });
  return z.NEVER;
});

/** The columns of the regulator's list; the first heading is that of our template. */
export const licenceColumns = [
  { key: 'creditCode', titles: ['统一社会信用代码', '信用代码', '社会信用代码'], required: true, parse: creditCode },
  { key: 'name', titles: ['企业名称', '名称', '单位名称'], required: false, parse: z.string().max(100, '企业名称不能超过100个字') },
  { key: 'licenceState', titles: ['登记状态', '经营状态', '企业状态'], required: true, parse: state },
  { key: 'expiresOn', titles: ['营业期限至', '经营期限至', '营业期限止'], required: false, parse: dayCell },
] as const;

/** The list as it was read, before any transaction is open. @throws spreadsheet.… where the file cannot be read */
export const readLicences = (file: UploadedFile) => readTable(file, licenceColumns);
type LicenceTable = Awaited<ReturnType<typeof readLicences>>;

const closed: LicenceState[] = ['revoked', 'deregistered', 'suspended_business'];
const mostChanges = 1000;

/**
 * Reads a list of licence states and says, line by line, what is wrong or what it would change. Nothing of the register is
 * touched; a file with a problem cannot be applied at all.
 */
export async function importLicences(tx: EntityManager, { file, table, actor }: { file: UploadedFile; table: LicenceTable; actor: StaffActor }, by: By): Promise<LicenceImport> {
  const doubles = duplicatesOf(table.rows, licenceColumns[0]);
  const problems = [...table.problems, ...doubles].sort((one, other) => one.line - other.line);
  const problemCount = table.problemCount + doubles.length;
  const companies = await tx.findBy(Company, { state: Not('cancelled') });
  const byCode = new Map(companies.map((company) => [company.creditCode, company]));
  const matches = table.rows.flatMap(({ line, values }): LicenceRow[] => {
    const company = byCode.get(values.creditCode);
    return company ? [{ line, companyId: company.id, name: values.name, licenceState: values.licenceState, expiresOn: values.expiresOn }] : [];
  });
  const byId = new Map(companies.map((company) => [company.id, company]));
  const changes = matches.flatMap((row) => changesOf(row, byId.get(row.companyId)!));
  const owed = new Set((await tx.find(Duty, { select: { id: true, openKey: true }, where: { openKey: Not(IsNull()) } })).map(({ openKey }) => openKey));
  const report: LicenceReport = {
    rows: table.rowCount,
    problems: problems.slice(0, mostChanges),
    problemCount,
    matched: matches.length,
    unmatched: table.rows.length - matches.length,
    changes: changes.slice(0, mostChanges),
    changeCount: changes.filter(({ field }) => field !== nameField).length,
    notNamed: companies.length - new Set(matches.map(({ companyId }) => companyId)).size,
    newDuties: matches.flatMap((row) => dutiesOf(row, byId.get(row.companyId)!).filter(({ kind }) => !owed.has(`${row.companyId}:${kind}`))).length,
  };
  const made: LicenceImport = {
    id: uuidv7(),
    name: file.name.slice(0, 200),
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    state: problemCount > 0 || table.rowCount === 0 ? 'refused' : 'checked',
    report,
    matches: problemCount > 0 ? [] : matches,
    importedBy: actor.staffId,
    importedAt: by.at,
    appliedBy: null,
    appliedAt: null,
  };
  await tx.insert(LicenceImport, made);
  await audit(tx, by, { action: 'registry.licences_imported', subject: { type: 'licence_import', id: made.id }, details: { sha256: made.sha256, rows: report.rows, problems: problemCount, state: made.state } });
  return made;
}

/** A name differs: told, but changed by request only. */
const nameField = '企业名称（以变更申请为准）';

type Fields = Pick<Company, 'name' | 'licenceState' | 'licenceExpiresOn'>;

function changesOf({ line, companyId, name, licenceState, expiresOn }: LicenceRow, company: Company): LicenceReport['changes'] {
  const entry = (field: string, before: string | null, after: string | null) => (before === after ? [] : [{ line, companyId, companyName: company.name, creditCode: company.creditCode, field, before, after }]);
  return [
    ...entry('登记状态', licenceStates[company.licenceState], licenceStates[licenceState]),
    ...(expiresOn ? entry('营业期限至', company.licenceExpiresOn, expiresOn) : []),
    ...(name ? entry(nameField, company.name, name) : []),
  ];
}

/** What the company owes after this line: to end its registration (A01), or to report a change (A02). */
function dutiesOf({ licenceState, name }: LicenceRow, company: Fields): { kind: 'A01' | 'A02'; cause: string }[] {
  if (closed.includes(licenceState)) return company.licenceState === licenceState ? [] : [{ kind: 'A01', cause: `市场监管部门登记状态为“${licenceStates[licenceState]}”` }];
  return name && name !== company.name ? [{ kind: 'A02', cause: `市场监管部门登记的名称为“${name}”，与名册不一致` }] : [];
}

/**
 * 应用导入: writes states and expiry days, opens and closes duties, all in one transaction.
 * @throws registry.import_wrong_state, registry.import_outdated where one of the companies has ended since, or a newer list has been applied
 */
export async function applyLicences(tx: EntityManager, { id, actor }: { id: string; actor: StaffActor }, by: By): Promise<LicenceImport> {
  const found = await tx.findOne(LicenceImport, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(found, 'registry.import_not_found');
  ensure(found.state === 'checked', 'registry.import_wrong_state');
  ensure(!(await tx.existsBy(LicenceImport, { state: 'applied', importedAt: MoreThan(found.importedAt) })), 'registry.import_outdated');
  const companies = await tx.find(Company, { where: { id: In(found.matches.map(({ companyId }) => companyId)) }, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
  const byId = new Map(companies.map((company) => [company.id, company]));
  ensure(companies.every(({ state }) => state !== 'cancelled'), 'registry.import_outdated');
  for (const row of found.matches) await applyRow(tx, row, byId.get(row.companyId)!, by);
  const applied = { state: 'applied' as const, appliedBy: actor.staffId, appliedAt: by.at };
  await tx.update(LicenceImport, id, applied);
  await audit(tx, by, { action: 'registry.licences_applied', subject: { type: 'licence_import', id }, details: { changes: found.report.changeCount } });
  return { ...found, ...applied };
}

async function applyRow(tx: EntityManager, row: LicenceRow, company: Company, by: By): Promise<void> {
  const after = { licenceState: row.licenceState, licenceExpiresOn: row.expiresOn ?? company.licenceExpiresOn };
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((field) => company[field] !== after[field]);
  await tx.update(Company, company.id, { ...after, licenceCheckedOn: dayInShanghai(by.at) });
  if (changed.length > 0) {
    const changes = Object.fromEntries(changed.map((field) => [field, { before: company[field], after: after[field] }]));
    await enter(tx, by, { subject: { type: 'company', id: company.id, name: company.name }, action: 'changed', reason: 'registration_changed', delta: 0, companyId: company.id, changes });
  }
  if (row.licenceState === 'active') await closeDutiesOf(tx, [company.id], { A01: 'lifted' }, by);
  for (const duty of dutiesOf(row, company)) await openDuty(tx, { companyId: company.id, ...duty }, by);
}
