import type { EntityManager } from 'typeorm';
import type { Severity, Verdict } from '../checks/rules/rule';
import { type Finding, findingOf } from './sampling';

/**
 * What the machine found in these deals at their completion, by the deal's own pack, and what people decided of exactly that;
 * a deal in which nothing was found is not in the map.
 */
export async function foundIn(tx: EntityManager, dealIds: string[]): Promise<Map<string, Finding[]>> {
  if (dealIds.length === 0) return new Map();
  const results: { id: string; severity: Severity; verdict: Verdict; n: string }[] = await tx.query(
    `SELECT t.id, r.severity, r.verdict, COUNT(*) AS n FROM transactions t JOIN rule_results r ON r.transaction_id = t.id AND r.pack_version = t.rule_pack
     WHERE t.id IN (?) AND r.verdict <> 'consistent' GROUP BY t.id, r.severity, r.verdict`,
    [dealIds],
  );
  const decisions: { id: string; kind: 'override' | 'dispute'; n: string }[] = await tx.query(
    `SELECT t.id, d.kind, COUNT(*) AS n FROM transactions t JOIN rule_decisions d ON d.transaction_id = t.id
       JOIN rule_results r ON r.transaction_id = t.id AND r.pack_version = t.rule_pack AND r.rule = d.rule AND r.about = d.about
     WHERE t.id IN (?) GROUP BY t.id, d.kind`,
    [dealIds],
  );
  const found = new Map<string, Finding[]>();
  const add = (id: string, finding: Finding, n: string) => found.set(id, [...(found.get(id) ?? []), ...Array<Finding>(Number(n)).fill(finding)]);
  for (const { id, n, ...result } of results) {
    const finding = findingOf(result);
    if (finding) add(id, finding, n);
  }
  for (const { id, kind, n } of decisions) add(id, kind === 'override' ? 'overridden' : 'disputed', n);
  return found;
}
