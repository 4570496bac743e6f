import { createHash } from 'node:crypto';
import { type EntityManager, Not } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import type { UploadedFile } from '../../http/file-body';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { isMonth, periodName } from './periods';
import type { Grid } from './reading/grid';
import { StatisticImport } from './statistic.entity';

/**
 * 上传: keeps a file for a period as it was read; nothing is published. `grid` was read before any transaction is open.
 * @throws statistics.file_known (with the import) where the very same file waits for this period or is in force
 */
export async function uploadFile(tx: EntityManager, { period, file, grid }: { period: string; file: UploadedFile; grid: Grid }, staff: StaffActor, by: By): Promise<StatisticImport> {
  const today = dayInShanghai(by.at);
  if (period >= today.slice(0, isMonth(period) ? 7 : 4)) refuseField('period', `${periodName(period)}还没有结束，请核对期间。`);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const fileKey = `${period}:${sha256}`;
  const made: StatisticImport = { id: uuidv7(), period, fileName: file.name.slice(0, 200), sha256, fileKey, grid, state: 'waiting', uploadedBy: staff.staffId, uploadedAt: by.at, decidedBy: null, decidedAt: null };
  const known = await tx.findOneBy(StatisticImport, { fileKey });
  if (known) throw knownFile(known);
  await tx.insert(StatisticImport, made).catch((error: unknown) => {
    throw isDuplicateKey(error, 'statistic_imports_file_key') ? new Refusal('statistics.file_known') : error;
  });
  await audit(tx, by, { action: 'statistics.file_uploaded', subject: { type: 'statistic_import', id: made.id }, details: { period, sha256 } });
  return made;
}

const knownFile = ({ id, state }: StatisticImport) => new Refusal('statistics.file_known', { details: { importId: id, state } });

/** 放弃: the file may be uploaded again. @throws statistics.import_wrong_state */
export async function discardImport(tx: EntityManager, id: string, staff: StaffActor, by: By): Promise<StatisticImport> {
  const found = await lockWaiting(tx, id);
  const change = { state: 'discarded', fileKey: null, decidedBy: staff.staffId, decidedAt: by.at } as const;
  await tx.update(StatisticImport, id, change);
  await audit(tx, by, { action: 'statistics.import_discarded', subject: { type: 'statistic_import', id }, details: { period: found.period }, changes: { state: { before: 'waiting', after: 'discarded' } } });
  return { ...found, ...change };
}

/** @throws statistics.import_not_found, statistics.import_wrong_state where it is published or thrown away already */
export async function lockWaiting(tx: EntityManager, id: string): Promise<StatisticImport> {
  const found = await tx.findOne(StatisticImport, { where: { id }, lock: { mode: 'pessimistic_write' } });
  ensure(found, 'statistics.import_not_found');
  ensure(found.state === 'waiting', 'statistics.import_wrong_state');
  return found;
}

/** Other periods for which the very same file waits or was published. */
export async function alsoUsedFor(tx: EntityManager, { sha256, period }: StatisticImport): Promise<string[]> {
  const others = await tx.find(StatisticImport, { select: { period: true }, where: { sha256, period: Not(period), state: Not('discarded') } });
  return [...new Set(others.map((other) => other.period))].sort();
}
