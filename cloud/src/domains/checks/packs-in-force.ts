import type { RulePackContent } from '@yongche/contract/checks';
import type { EntityManager } from 'typeorm';
import { dayInShanghai } from '../../clock';
import { RulePack } from './rule-pack.entity';

/** What has run in the shadow never changes any more, so the content of each such version is read from the database once. */
const read = new WeakMap<object, Map<string, RulePackContent>>();

/** The version that a deal beginning now gets. */
export async function packInForce(tx: EntityManager, now: Date): Promise<string> {
  const [row]: { version: string }[] = await tx.query("SELECT version FROM rule_packs WHERE state = 'adopted' AND effective_on <= ? ORDER BY effective_on DESC LIMIT 1", [dayInShanghai(now)]);
  if (!row) throw new Error('no rule pack is in force');
  return row.version;
}

/** The content of a version that is no draft. */
export async function contentOf(tx: EntityManager, version: string): Promise<RulePackContent> {
  const known = read.get(tx.dataSource) ?? new Map<string, RulePackContent>();
  read.set(tx.dataSource, known);
  const content = known.get(version) ?? (await tx.findOneByOrFail(RulePack, { version })).content;
  known.set(version, content);
  return content;
}

/** The versions that run in the shadow now. */
export async function shadowVersions(tx: EntityManager): Promise<string[]> {
  const rows: { version: string }[] = await tx.query("SELECT version FROM rule_packs WHERE state = 'shadow' ORDER BY version");
  return rows.map(({ version }) => version);
}
