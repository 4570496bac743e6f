import type { StatisticFinding } from '@yongche/contract/statistics.shapes';
import type { EntityManager } from 'typeorm';
import { checkFigures } from './checks/check-figures';
import type { Facts } from './checks/facts';
import { gatherFigures } from './gather-figures';
import { factsFor } from './published';
import { readFile, type ReadFile } from './reading/read-file';
import { schemaInForce } from './schemas';
import type { StatisticImport } from './statistic.entity';

/** A file as the newest schema reads it, and what the checker says of it beside what is published now. */
export interface CheckedImport {
  schemaVersion: number;
  read: ReadFile;
  facts: Facts;
  findings: StatisticFinding[];
}

/** 校验: always against the present schema and the present editions, so that two clerks see the same. */
export async function checkImport(tx: EntityManager, { period, grid, fileName }: Pick<StatisticImport, 'period' | 'grid' | 'fileName'>): Promise<CheckedImport> {
  const { version: schemaVersion, content: schema } = await schemaInForce(tx);
  const read = readFile(grid, schema, period);
  const figures = gatherFigures(read.figures, schema);
  const facts = await factsFor(tx, { period, schema, read: read.figures, figures, titles: [fileName, ...read.titles], passedOver: read.passedOver });
  return { schemaVersion, read, facts, findings: checkFigures(facts) };
}
