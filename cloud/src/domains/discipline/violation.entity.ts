import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { appealStates, disciplineSubjects, violationOutcomes, violationSources, violationStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Problem } from '../inspections/problem.entity';
import { Staff } from '../identity/staff.entity';
import { Company } from '../registry/company.entity';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { bookVersionColumn, RuleBook } from './rule-book.entity';

/** A picture on which a violation rests, by its title, so that no document of another person is needed to tell of it. */
export interface ViolationPicture {
  imageId: string;
  slot: string;
  title: string;
  note: string;
}

/**
 * 违规: told to its subject, answered by a statement, decided by a named person (CHECK violations_named), appealed once.
 * Facts, statements and reasons hold no name or number of anybody else.
 */
@Entity('violations')
@Index('violations_subject', ['subjectType', 'subjectId', 'noticedAt'])
@Index('violations_noticed', ['noticedAt', 'id'])
@Index('violations_state', ['state', 'noticedAt'])
@Index('violations_appeal', ['appealState', 'noticedAt'])
@Index('violations_market_id', ['marketId', 'noticedAt'])
@Index('violations_company_id', ['companyId', 'noticedAt'])
export class Violation {
  @PrimaryColumn(uuid)
  id: string;
  /** 编号, such as WG202600001. */
  @Index('violations_number', { unique: true })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  /** What it is about: whoever notices the same twice has noticed it once. */
  @Index('violations_about', { unique: true })
  @Column({ type: 'varchar', length: 150, charset: 'ascii', collation: 'ascii_bin' })
  about: string;
  @Column({ type: 'char', length: 3, charset: 'ascii', collation: 'ascii_bin' })
  code: string;
  /** The book in force on the day when it was noticed; it stays with this one. */
  @Column(bookVersionColumn)
  bookVersion: string;
  @Column(word)
  subjectType: keyof typeof disciplineSubjects;
  /** A person, company, market or employee, by the type. */
  @Column(uuid)
  subjectId: string;
  @Column(word)
  source: keyof typeof violationSources;
  @Column(word)
  state: keyof typeof violationStates;
  /** Null until decided, and where nothing follows. */
  @Column({ ...word, nullable: true })
  outcome: keyof typeof violationOutcomes | null;
  @Column({ type: 'varchar', length: 1000 })
  facts: string;
  @Index('violations_transaction_id')
  @Column({ ...uuid, nullable: true })
  transactionId: string | null;
  @Index('violations_problem_id')
  @Column({ ...uuid, nullable: true })
  problemId: string | null;
  @Column({ type: 'simple-json' })
  pictures: ViolationPicture[];
  /** Where it arose: of the deal, or of the subject itself; the company's points count there for the market. */
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  /** In whose name the agent acted; the agent's points count there for the company. */
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  /** Null where the system found it: a duty that nobody met, a correction that did not come. */
  @Column({ ...uuid, nullable: true })
  foundBy: string | null;
  @Column(at)
  noticedAt: Date;
  /** 送达: when its subject opened it first. */
  @Column({ ...at, nullable: true })
  readAt: Date | null;
  /** Last day (Shanghai) of 陈述申辩, and of the decision. */
  @Column({ type: 'date' })
  defenceUntil: string;
  @Column({ type: 'date' })
  decideBy: string;
  @Column({ type: 'varchar', length: 1000, nullable: true })
  statement: string | null;
  @Column({ ...at, nullable: true })
  statedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true })
  decisionReason: string | null;
  /** Points in the book's stead, set by an appeal that changed the decision; null: what the book says. */
  @Column({ type: 'int', nullable: true })
  decidedPoints: number | null;
  @Column({ ...word, nullable: true })
  appealState: keyof typeof appealStates | null;
  @Column({ type: 'varchar', length: 1000, nullable: true })
  appealText: string | null;
  @Column({ ...at, nullable: true })
  appealAt: Date | null;
  @Column({ type: 'date', nullable: true })
  appealDecideBy: string | null;
  /** 取消资格的申诉: the chairs' meeting decides it. */
  @Column({ type: 'boolean', default: false })
  appealBeforeMeeting: boolean;
  /** Null where the meeting decided. */
  @Column({ ...uuid, nullable: true })
  appealDecidedBy: string | null;
  @Column({ ...at, nullable: true })
  appealDecidedAt: Date | null;
  @Column({ type: 'varchar', length: 500, nullable: true })
  appealReason: string | null;
  @Column({ type: 'int', nullable: true })
  appealPoints: number | null;

  /** What follows from it; written by `recount` (standings.ts) alone. */
  @Column({ type: 'int', default: 1 })
  multiplier: number;
  @Column({ type: 'int', nullable: true })
  points: number | null;
  @Column({ ...word, default: 'none' })
  standing: 'counted' | 'pending' | 'none' | 'cleared';

  @ManyToOne(() => RuleBook, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'book_version', foreignKeyConstraintName: 'violations_book' })
  book?: Relation<RuleBook>;
  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'violations_transaction' })
  transaction?: Relation<Transaction> | null;
  @ManyToOne(() => Problem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'problem_id', foreignKeyConstraintName: 'violations_problem' })
  problem?: Relation<Problem> | null;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'violations_market' })
  market?: Relation<Market> | null;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'violations_company' })
  company?: Relation<Company> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'found_by', foreignKeyConstraintName: 'violations_found_by' })
  finder?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'violations_decided_by' })
  decider?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'appeal_decided_by', foreignKeyConstraintName: 'violations_appeal_decided_by' })
  appealDecider?: Relation<Staff> | null;
}
