import { In } from 'typeorm';
import type { By } from '../../audit/audit';
import { audit } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import type { Deps } from '../../deps';
import type { StaffActor } from '../../http/actor';
import { nameDownload } from '../../http/download';
import { ensure } from '../../http/errors';
import { type Origin, route } from '../../http/route';
import { writeTable } from '../../spreadsheets/write-table';
import { Staff } from '../identity/staff.entity';
import { lettersPdf } from '../notices/letters-pdf';
import { cleanupItems, companyIdsOf, decideCleanup, mayDecideCleanup, proposeCleanup } from './cleanups';
import { CleanupBatch, LicenceImport } from './cleanup.entity';
import { Company } from './company.entity';
import { cleanupLetters } from './letters';
import { applyLicences, importLicences, licenceColumns, readLicences } from './licence-imports';
import { readCompanies } from './lists';

/** 主体资格清理: licence states in, a work list, and two persons for what ends. */
export const cleanupRoutes = ({ db, clock }: Deps) => {
  const by = (actor: StaffActor, origin: Origin): By => ({ author: actor, origin, at: clock.now() });

  async function namesOf(ids: (string | null)[]): Promise<Map<string, string>> {
    const staff = await db.manager.findBy(Staff, { id: In(ids.filter((id) => id !== null)) });
    return new Map(staff.map(({ id, name }) => [id, name]));
  }
  async function presentImports(imports: LicenceImport[]) {
    const names = await namesOf(imports.map(({ importedBy }) => importedBy));
    return imports.map(({ id, name, sha256, state, report, importedBy, importedAt, appliedAt }) => ({ id, name, sha256, state, ...report, importedBy: names.get(importedBy) ?? '员工', importedAt, appliedAt }));
  }
  const presentImport = async (made: LicenceImport) => (await presentImports([made]))[0]!;
  async function presentBatches(batches: CleanupBatch[], actor: StaffActor) {
    const names = await namesOf(batches.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy]));
    return batches.map((batch) => ({ ...batch, proposedBy: names.get(batch.proposedBy) ?? '员工', decidedBy: (batch.decidedBy && names.get(batch.decidedBy)) || null, mayDecide: mayDecideCleanup(actor, batch) }));
  }
  async function presentBatch(batch: CleanupBatch, actor: StaffActor, tx = db.manager) {
    const [presented] = await presentBatches([batch], actor);
    return { ...presented!, companies: await readCompanies(tx, 'WHERE c.id IN (?) ORDER BY c.number', [await companyIdsOf(tx, batch.id)]) };
  }

  return [
    route('POST /licence-imports', async ({ actor, file, origin, transact }) => {
      const table = await readLicences(file);
      return transact(async (tx) => presentImport(await importLicences(tx, { file, table, actor }, by(actor, origin))));
    }),

    route('GET /licence-imports', async () => ({ items: await presentImports(await db.manager.find(LicenceImport, { order: { importedAt: 'DESC' }, take: 50 })) })),

    route('GET /licence-imports/:id', async ({ params }) => {
      const found = await db.manager.findOneBy(LicenceImport, params);
      ensure(found, 'registry.import_not_found');
      return presentImport(found);
    }),

    route('POST /licence-imports/:id/application', ({ actor, params, origin, transact }) => transact(async (tx) => presentImport(await applyLicences(tx, { id: params.id, actor }, by(actor, origin))))),

    route('GET /licence-template.xlsx', async ({ koa }) => {
      nameDownload(koa, '营业执照状态导入模板.xlsx');
      return writeTable({ title: '营业执照状态', rows: [], columns: licenceColumns.map(({ titles }) => ({ title: titles[0], width: 24, cell: () => '' })) });
    }),

    route('GET /cleanup-items', async ({ query }) => ({ items: await cleanupItems(db.manager, query, dayInShanghai(clock.now())) })),

    route('POST /cleanup-batches', ({ actor, body, origin, transact }) => transact(async (tx) => presentBatch(await proposeCleanup(tx, { ...body, actor }, by(actor, origin)), actor, tx))),

    route('GET /cleanup-batches', async ({ actor }) => ({ items: await presentBatches(await db.manager.find(CleanupBatch, { order: { proposedAt: 'DESC' }, take: 100 }), actor) })),

    route('GET /cleanup-batches/:id', async ({ actor, params }) => {
      const batch = await db.manager.findOneBy(CleanupBatch, params);
      ensure(batch, 'registry.cleanup_not_found');
      return presentBatch(batch, actor);
    }),

    route('POST /cleanup-batches/:id/decision', ({ actor, params, body, origin, transact }) =>
      transact(async (tx) => presentBatch(await decideCleanup(tx, { id: params.id, ...body, actor }, by(actor, origin)), actor, tx)),
    ),

    route('GET /cleanup-batches/:id/letters.pdf', async ({ actor, params, origin, koa }) => {
      const batch = await db.manager.findOneBy(CleanupBatch, params);
      ensure(batch, 'registry.cleanup_not_found');
      const companies = await db.manager.find(Company, { where: { id: In(await companyIdsOf(db.manager, batch.id)) }, order: { number: 'ASC' } });
      const act = by(actor, origin);
      await audit(db.manager, act, { action: 'registry.letters_made', subject: { type: 'cleanup', id: batch.id }, details: { letters: companies.length } });
      nameDownload(koa, `注销告知函 ${batch.number}.pdf`);
      return lettersPdf(cleanupLetters(batch, companies, dayInShanghai(act.at)));
    }),
  ];
};
