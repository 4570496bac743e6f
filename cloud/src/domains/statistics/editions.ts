import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField } from '../../http/errors';
import { insertRows } from '../../insert-rows';
import { checkImport } from './check-import';
import { itemOf } from './figures';
import { lockWaiting } from './imports';
import { StatisticEdition, StatisticImport, StatisticValue } from './statistic.entity';
import { lockStatistics } from './statistics-lock';

interface Acceptance {
  id: string;
  /** As the clerk saw them: what has changed since must be seen first. */
  schemaVersion: number;
  editionBefore: number;
  reason: string | null;
}

/**
 * 发布 of a file as an edition, whole or not at all: the first of its period, or a 更正版 with its reason, which takes the place of the one
 * before. @throws statistics.import_outdated, statistics.not_mapped, statistics.has_blocks, statistics.nothing_read, request.invalid (reason)
 */
export async function acceptImport(tx: EntityManager, { id, schemaVersion, editionBefore, reason }: Acceptance, staff: StaffActor, by: By): Promise<StatisticImport> {
  await lockStatistics(tx);
  const found = await lockWaiting(tx, id);
  const { period } = found;
  const inForce = await tx.findOneBy(StatisticEdition, { inForceKey: period });
  const checked = await checkImport(tx, found);
  ensure(checked.schemaVersion === schemaVersion && (inForce?.edition ?? 0) === editionBefore, 'statistics.import_outdated');
  ensure(checked.read.unknownColumns.length + checked.read.unknownNames.length === 0, 'statistics.not_mapped');
  ensure(checked.read.problems.length === 0 && checked.findings.every(({ severity }) => severity !== 'block'), 'statistics.has_blocks');
  ensure(checked.facts.figures.length > 0, 'statistics.nothing_read');
  if (inForce && reason === null) refuseField('reason', `这一期已发布第${inForce.edition}版，请写明更正原因。`);

  const edition: StatisticEdition = {
    ...{ id: uuidv7(), period, edition: editionBefore + 1, inForceKey: period, importId: id, schemaVersion },
    ...{ reason: inForce ? reason : null, findings: checked.findings, acceptedBy: staff.staffId, acceptedAt: by.at },
  };
  if (inForce) {
    await tx.update(StatisticEdition, inForce.id, { inForceKey: null });
    await tx.update(StatisticImport, inForce.importId, { fileKey: null });
  }
  await tx.insert(StatisticEdition, edition);
  const values = checked.facts.figures.map((figure, position): StatisticValue => {
    const { scope, unit } = itemOf(checked.facts.schema, figure.item);
    return { ...figure, editionId: edition.id, dimension: figure.dimension ?? '', member: figure.member ?? '', position, scope, unit };
  });
  await insertRows(tx, StatisticValue, values);
  const change = { state: 'accepted', decidedBy: staff.staffId, decidedAt: by.at } as const;
  await tx.update(StatisticImport, id, change);
  const warnings = checked.findings.length;
  await audit(tx, by, { action: 'statistics.edition_accepted', subject: { type: 'statistic_edition', id: edition.id }, details: { period, edition: edition.edition, figures: values.length, warnings, sha256: found.sha256, ...(edition.reason ? { reason: edition.reason } : {}) } });
  return { ...found, ...change };
}
