import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { insertRows } from '../../src/insert-rows';

/** Rows of one statement: about a megabyte of the longest ones. */
const inOneStatement = 1000;

/** So many rows have been written set by set; for what is printed at the end. */
export interface Tally {
  rows: number;
}

/** Writes whole rows of one table, a thousand a statement. */
export async function writeRows<Entity extends ObjectLiteral>(tx: EntityManager, target: EntityTarget<Entity>, rows: Entity[], tally: Tally): Promise<void> {
  for (let from = 0; from < rows.length; from += inOneStatement) await insertRows(tx, target, rows.slice(from, from + inOneStatement));
  tally.rows += rows.length;
}
