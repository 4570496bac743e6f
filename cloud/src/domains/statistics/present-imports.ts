import { type EntityManager, In } from 'typeorm';
import type { Actor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { Staff } from '../identity/staff.entity';
import { checkImport } from './check-import';
import { alsoUsedFor } from './imports';
import { presentFigures, removedFigures } from './present-figures';
import { publishedOf } from './published';
import { StatisticEdition, StatisticImport } from './statistic.entity';
import { mayDecide, mayMap } from './statistics.policy';

const mostProblems = 200;
/** Names asked for at once; the others come when these are mapped. */
const mostAsked = 200;
const mostImports = 60;

/** 导入记录, the latest first; the files themselves are left where they are. */
export async function listImports(tx: EntityManager, { state }: { state?: StatisticImport['state'] | undefined }) {
  const imports = await tx.find(StatisticImport, { select: { id: true, period: true, fileName: true, sha256: true, state: true, uploadedBy: true, uploadedAt: true, decidedBy: true, decidedAt: true }, where: state ? { state } : {}, order: { uploadedAt: 'DESC', id: 'DESC' }, take: mostImports });
  return { items: await present(tx, imports) };
}

/** One import as the newest schema reads it, with findings and differences. @throws statistics.import_not_found */
export async function importReport(tx: EntityManager, id: string, actor: Actor) {
  const found = await tx.findOneBy(StatisticImport, { id });
  ensure(found, 'statistics.import_not_found');
  const [presented] = await present(tx, [found]);
  const { schemaVersion, read, facts, findings } = await checkImport(tx, found);
  const former = (await publishedOf(tx, [found.period])).get(found.period);
  const isMapped = read.unknownColumns.length + read.unknownNames.length === 0;
  const isSound = read.problems.length === 0 && findings.every(({ severity }) => severity !== 'block') && facts.figures.length > 0;
  return {
    ...presented!,
    step: isMapped ? ('checking' as const) : ('mapping' as const),
    schemaVersion,
    editionBefore: former?.edition ?? 0,
    periodBefore: facts.before?.period ?? null,
    alsoUsedFor: await alsoUsedFor(tx, found),
    ...{ knownColumns: read.knownColumns, unknownColumns: read.unknownColumns, unknownNames: read.unknownNames.slice(0, mostAsked) },
    problems: read.problems.slice(0, mostProblems),
    problemCount: read.problems.length,
    findings,
    figures: presentFigures(facts, facts.figures, former?.figures),
    removed: removedFigures(facts, facts.figures, former?.figures),
    may: { map: mayMap(actor, found), accept: mayDecide(actor, found) && isMapped && isSound, discard: mayDecide(actor, found) },
  };
}

async function present(tx: EntityManager, imports: Omit<StatisticImport, 'grid' | 'fileKey'>[]) {
  const editions = await tx.find(StatisticEdition, { select: { importId: true, edition: true }, where: { importId: In(imports.map(({ id }) => id)) } });
  const editionOf = new Map(editions.map(({ importId, edition }) => [importId, edition]));
  const nameOf = await staffNames(tx, imports.flatMap(({ uploadedBy, decidedBy }) => [uploadedBy, decidedBy]));
  return imports.map(({ id, period, fileName, sha256, state, uploadedBy, uploadedAt, decidedBy, decidedAt }) => ({
    ...{ id, period, fileName, sha256, state, uploadedAt, decidedAt },
    uploadedBy: nameOf(uploadedBy),
    decidedBy: decidedBy && nameOf(decidedBy),
    edition: editionOf.get(id) ?? null,
  }));
}

/** Names of employees by their ids. */
export async function staffNames(tx: EntityManager, ids: (string | null)[]): Promise<(id: string) => string> {
  const staff = await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids.filter((id) => id !== null)) } });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? '员工';
}
