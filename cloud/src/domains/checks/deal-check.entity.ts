import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, blindIndex, uuid, word } from '../../columns';
import { Account } from '../identity/account.entity';
import { Staff } from '../identity/staff.entity';
import { Transaction } from '../transactions/transaction.entity';
import { packVersion, RulePack } from './rule-pack.entity';
import type { FactValue, RuleAnswer, RuleCode, Severity, Verdict } from './rules/rule';

/** 预检: the last run of one pack over one deal. */
@Entity('deal_checks')
@Index('deal_checks_pack_version', ['packVersion', 'at'])
export class DealCheck {
  @PrimaryColumn(uuid)
  transactionId: string;
  @PrimaryColumn(packVersion)
  packVersion: string;
  /** Keyed digest of everything that the rules looked at: as long as it stays the same, the results hold. */
  @Column(blindIndex)
  inputs: string;
  @Column(at)
  at: Date;
  @Column({ type: 'int' })
  runs: number;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'deal_checks_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => RulePack, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'pack_version', foreignKeyConstraintName: 'deal_checks_pack' })
  pack?: Relation<RulePack>;
}

/** A compared value without the value itself, which lies sealed where it came from: with a person it is erased there. */
export type ShownValue = Omit<FactValue, 'value'>;

/** 规则结论 of one rule of one pack over one deal. */
@Entity('rule_results')
export class StoredResult {
  @PrimaryColumn(uuid)
  transactionId: string;
  @PrimaryColumn(packVersion)
  packVersion: string;
  @PrimaryColumn(word)
  rule: RuleCode;
  @Column({ type: 'int' })
  version: number;
  @Column(word)
  severity: Severity;
  @Column(word)
  verdict: Verdict;
  /** The gravest verdict that lay before the counter; null until the deal was submitted. */
  @Column({ ...word, nullable: true })
  seen: Verdict | null;
  @Column({ type: 'varchar', length: 1000 })
  sentence: string;
  @Column({ type: 'varchar', length: 500, nullable: true })
  fix: string | null;
  @Column({ type: 'simple-json' })
  shown: { values: ShownValue[]; areas: RuleAnswer['areas'] };
  /** Keyed digest of verdict, values and areas: a decision of a person holds as long as it is the same. */
  @Column(blindIndex)
  about: string;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'rule_results_transaction' })
  transaction?: Relation<Transaction>;
}

/** 请人工核对 by the agent, or 人工放行 at the counter, of exactly one finding. Kept for good. */
@Entity('rule_decisions')
@Index('rule_decisions_about', ['transactionId', 'rule', 'kind', 'about'], { unique: true })
@Index('rule_decisions_staff_id', ['staffId', 'at'])
export class RuleDecision {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  transactionId: string;
  @Column(word)
  rule: RuleCode;
  @Column(word)
  kind: 'dispute' | 'override';
  @Column(blindIndex)
  about: string;
  /** What the rule had said. */
  @Column({ type: 'varchar', length: 1000 })
  sentence: string;
  @Column({ type: 'varchar', length: 200 })
  note: string;
  @Index('rule_decisions_account_id')
  @Column({ ...uuid, nullable: true })
  accountId: string | null;
  @Column({ ...uuid, nullable: true })
  staffId: string | null;
  @Column(at)
  at: Date;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'rule_decisions_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => Account, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'rule_decisions_account' })
  account?: Relation<Account> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'rule_decisions_staff' })
  staff?: Relation<Staff> | null;
}
