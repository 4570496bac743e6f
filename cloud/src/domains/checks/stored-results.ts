import { createHash } from 'node:crypto';
import { type EntityManager, In } from 'typeorm';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Transaction } from '../transactions/transaction.entity';
import { RuleDecision, StoredResult } from './deal-check.entity';
import type { RuleResult } from './rules/rule';

interface Run {
  deal: Pick<Transaction, 'id' | 'state'>;
  packVersion: string;
  inputs: string;
  results: RuleResult[];
}

/** What the counter saw does not get better by what comes later. */
const seenAnew = "IF(seen = 'inconsistent' OR VALUES(seen) IS NULL, seen, VALUES(seen))";

/** Puts the results of a run in the place of those of the run before; values of persons stay where they lie sealed. */
export async function storeResults(tx: EntityManager, keys: Pick<KeyRing, 'index'>, { deal, packVersion, inputs, results }: Run, at: Date): Promise<void> {
  const isSeen = deal.state === 'awaiting_check' || deal.state === 'completed';
  const rows = results.map((result) => {
    const { rule, version, severity, verdict, sentence, fix, areas } = result;
    const shown = { values: result.values.map(({ value: _value, ...shown }) => shown), areas };
    return [deal.id, packVersion, rule, version, severity, verdict, isSeen ? verdict : null, sentence, fix, JSON.stringify(shown), aboutOf(keys, result)];
  });
  await tx.query(
    `INSERT INTO rule_results (transaction_id, pack_version, rule, version, severity, verdict, seen, sentence, fix, shown, about) VALUES ?
     ON DUPLICATE KEY UPDATE version = VALUES(version), severity = VALUES(severity), verdict = VALUES(verdict), seen = ${seenAnew},
       sentence = VALUES(sentence), fix = VALUES(fix), shown = VALUES(shown), about = VALUES(about)`,
    [rows],
  );
  await tx.query('DELETE FROM rule_results WHERE transaction_id = ? AND pack_version = ? AND rule NOT IN (?)', [deal.id, packVersion, results.map(({ rule }) => rule)]);
  await tx.query(
    `INSERT INTO deal_checks (transaction_id, pack_version, inputs, at, runs) VALUES (?, ?, ?, ?, 1)
     ON DUPLICATE KEY UPDATE inputs = VALUES(inputs), at = VALUES(at), runs = runs + 1`,
    [deal.id, packVersion, inputs, at],
  );
}

/** What a decision of a person is about: the same finding, not the same words. */
function aboutOf(keys: Pick<KeyRing, 'index'>, { rule, verdict, sentence, values, areas }: RuleResult): string {
  const compared = values.map(({ field, value, imageId, differs = false }) => [field, value, imageId, differs]);
  const shown = [...compared, ...areas.map(({ imageId, label }) => [imageId, label])];
  return keys.index('checks|about', JSON.stringify([rule, verdict, shown.length > 0 ? shown : sentence]));
}

/** From now on the counter sees what the rules say of this deal. */
export async function noteSeen(tx: EntityManager, transactionId: string): Promise<void> {
  await tx.query("UPDATE rule_results SET seen = IF(seen = 'inconsistent', seen, verdict) WHERE transaction_id = ?", [transactionId]);
}

/** The results of each deal's own pack, in the order of the catalogue. */
export function resultsOf(tx: EntityManager, ...deals: Pick<Transaction, 'id' | 'rulePack'>[]): Promise<StoredResult[]> {
  return tx.find(StoredResult, { where: deals.map(({ id, rulePack }) => ({ transactionId: id, packVersion: rulePack })), order: { rule: 'ASC' } });
}

/** Every decision of a person about these deals, oldest first. */
export function decisionsOf(tx: EntityManager, ...deals: Pick<Transaction, 'id'>[]): Promise<RuleDecision[]> {
  return tx.find(RuleDecision, { where: { transactionId: In(deals.map(({ id }) => id)) }, order: { at: 'ASC', id: 'ASC' } });
}

/**
 * The findings that stop a deal: inconsistent where the pack blocks, and no person has decided about exactly this. Before the
 * counter has it the agent's wish for a human decision opens the way; completion asks for an override.
 */
export async function blockingResults(tx: EntityManager, { id, rulePack }: Pick<Transaction, 'id' | 'rulePack'>, lifted: RuleDecision['kind'][]): Promise<StoredResult[]> {
  return tx
    .createQueryBuilder(StoredResult, 'r')
    .where("r.transactionId = :id AND r.packVersion = :rulePack AND r.verdict = 'inconsistent' AND r.severity = 'block'", { id, rulePack })
    .andWhere('NOT EXISTS (SELECT 1 FROM rule_decisions d WHERE d.transaction_id = r.transaction_id AND d.rule = r.rule AND d.about = r.about AND d.kind IN (:...lifted))', { lifted })
    .orderBy('r.rule')
    .getMany();
}

/** What the machine said of a deal, without a name or a number of anybody, and what people decided: for the evidence of its completion. */
export interface ChecksRecord {
  pack: string;
  results: Pick<StoredResult, 'rule' | 'version' | 'severity' | 'verdict' | 'sentence'>[];
  decisions: { rule: string; kind: RuleDecision['kind']; at: string; note: string }[];
}

/** The record of a deal's checks, or null where it was never checked. */
export async function checksRecordOf(tx: EntityManager, deal: Pick<Transaction, 'id' | 'rulePack'>): Promise<ChecksRecord | null> {
  const results = await resultsOf(tx, deal);
  if (results.length === 0) return null;
  const decisions = await decisionsOf(tx, deal);
  return {
    pack: deal.rulePack,
    results: results.map(({ rule, version, severity, verdict, sentence }) => ({ rule, version, severity, verdict, sentence })),
    decisions: decisions.map(({ rule, kind, at, note }) => ({ rule, kind, at: at.toISOString(), note })),
  };
}

/** SHA-256 over the record as JSON, keys in the order of `ChecksRecord`; null where the deal was never checked. */
export async function checksDigestOf(tx: EntityManager, deal: Pick<Transaction, 'id' | 'rulePack'>): Promise<string | null> {
  const record = await checksRecordOf(tx, deal);
  return record && createHash('sha256').update(JSON.stringify(record)).digest('hex');
}
