import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type By } from '../../audit/audit';
import type { AgentActor, StaffActor } from '../../http/actor';
import { ensure } from '../../http/errors';
import { ensureNotHeld } from '../transactions/check-holds';
import type { Transaction } from '../transactions/transaction.entity';
import { blocks, isDisputable, mayDispute, mayOverride } from './checks.policy';
import { RuleDecision, type StoredResult } from './deal-check.entity';
import type { RuleCode } from './rules/rule';
import { resultsOf } from './stored-results';

interface Decided {
  deal: Transaction;
  rule: RuleCode;
  note: string;
}

/**
 * 请人工核对: the agent does not agree with a finding; the deal may be submitted, and the counter decides before the originals.
 * Said twice of the same finding, the first time counts.
 * @throws check.rule_silent, check.not_disputable, transaction.wrong_state
 */
export async function disputeResult(tx: EntityManager, { deal, rule, note, agent }: Decided & { agent: AgentActor }, by: By): Promise<void> {
  const result = await resultOf(tx, deal, rule);
  ensure(isDisputable(rule), 'check.not_disputable');
  ensure(blocks(result), 'check.rule_silent');
  ensure(mayDispute(agent, deal, result), 'transaction.wrong_state');
  const isNew = await decide(tx, result, { kind: 'dispute', note, accountId: agent.accountId, staffId: null, at: by.at });
  if (isNew) await audit(tx, by, { action: 'checks.disputed', subject: { type: 'transaction', id: deal.id }, details: { rule, version: result.version, note } });
}

/**
 * 人工放行 at the counter, after a look at the originals: this finding stops the deal no more. Another one of the same rule
 * does. Every override is counted.
 * @throws check.rule_silent, transaction.wrong_state, transaction.held
 */
export async function overrideResult(tx: EntityManager, { deal, rule, note, operator }: Decided & { operator: StaffActor }, by: By): Promise<void> {
  const result = await resultOf(tx, deal, rule);
  ensure(blocks(result), 'check.rule_silent');
  ensure(mayOverride(operator, deal, result), 'transaction.wrong_state');
  await ensureNotHeld(tx, deal.id, operator, by.at);
  const isNew = await decide(tx, result, { kind: 'override', note, accountId: null, staffId: operator.staffId, at: by.at });
  if (isNew) await audit(tx, by, { action: 'checks.overridden', subject: { type: 'transaction', id: deal.id }, details: { rule, version: result.version, reason: note } });
}

async function resultOf(tx: EntityManager, deal: Transaction, rule: RuleCode): Promise<StoredResult> {
  const result = (await resultsOf(tx, deal)).find((candidate) => candidate.rule === rule);
  ensure(result, 'check.rule_silent');
  return result;
}

/** @returns whether nobody had decided so of this finding before. */
async function decide(tx: EntityManager, { transactionId, rule, about, sentence }: StoredResult, decision: Pick<RuleDecision, 'kind' | 'note' | 'accountId' | 'staffId' | 'at'>): Promise<boolean> {
  const { kind } = decision;
  if (await tx.existsBy(RuleDecision, { transactionId, rule, kind, about })) return false;
  await tx.insert(RuleDecision, { id: uuidv7(), transactionId, rule, about, sentence, ...decision });
  return true;
}
