import type { RuleBookContent } from '@yongche/contract/discipline.shapes';
import type { EntityManager } from 'typeorm';
import { RuleBook } from './rule-book.entity';

/** What is adopted never changes any more, so the content of each such version is read from the database once. */
const read = new WeakMap<object, Map<string, RuleBookContent>>();

/** 现行管理细则 on a day (Shanghai); null where no book has taken effect by then. */
export async function bookInForce(tx: EntityManager, on: string): Promise<{ version: string; content: RuleBookContent } | null> {
  const [row]: { version: string }[] = await tx.query("SELECT version FROM rule_books WHERE state = 'adopted' AND effective_on <= ? ORDER BY effective_on DESC LIMIT 1", [on]);
  return row ? { version: row.version, content: await bookOf(tx, row.version) } : null;
}

/** The content of a version that is no draft. */
export async function bookOf(tx: EntityManager, version: string): Promise<RuleBookContent> {
  const known = read.get(tx.dataSource) ?? new Map<string, RuleBookContent>();
  read.set(tx.dataSource, known);
  const content = known.get(version) ?? (await tx.findOneByOrFail(RuleBook, { version })).content;
  known.set(version, content);
  return content;
}
