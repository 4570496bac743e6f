import type { EntityManager } from 'typeorm';
import { type DealFacts, photosFor, type RequiredPhoto } from '@yongche/contract/standards/photo-list';
import { PhotoRulesVersion } from './photo-rules.entity';

/** Versions never change once written, so each is read from the database once. */
const read = new WeakMap<object, Map<string, PhotoRulesVersion>>();

/** The version of the photo rules that a deal beginning now gets. */
export async function rulesInForce(tx: EntityManager, now: Date): Promise<PhotoRulesVersion> {
  const [row]: { version: string }[] = await tx.query('SELECT version FROM photo_rules WHERE effective_from <= ? ORDER BY effective_from DESC LIMIT 1', [now]);
  if (!row) throw new Error('no photo rules are in force');
  return rulesOf(tx, row.version);
}

/** The version that a deal began with. */
export async function rulesOf(tx: EntityManager, version: string): Promise<PhotoRulesVersion> {
  const known = read.get(tx.dataSource) ?? new Map<string, PhotoRulesVersion>();
  read.set(tx.dataSource, known);
  const rules = known.get(version) ?? (await tx.findOneByOrFail(PhotoRulesVersion, { version }));
  known.set(version, rules);
  return rules;
}

/** 拍照清单 of a deal by its own version of the rules. */
export async function photosOf(tx: EntityManager, deal: DealFacts & { rulesVersion: string }): Promise<RequiredPhoto[]> {
  return photosFor((await rulesOf(tx, deal.rulesVersion)).rules, deal);
}
