import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { differenceKinds, funds, paymentProviders, reconciliationDecisions, statementLineKinds, statementLineStates, statementSources } from '@yongche/contract';
import { at, digest, place as fen, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

const fenOrNull = { type: 'bigint', nullable: true, transformer: { from: (value: string | null) => (value === null ? null : Number(value)), to: (value: number | null) => value } } as const;

/** 对账单: one day of a provider, or what was new in one file of the bank. */
@Entity('statements')
@Index('statements_account', ['fund', 'source', 'toOn'])
@Index('statements_from_on', ['fromOn', 'id'])
export class Statement {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  source: keyof typeof statementSources;
  @Column(word)
  fund: keyof typeof funds;
  /** Days in Shanghai. */
  @Column({ type: 'date' })
  fromOn: string;
  @Column({ type: 'date' })
  toOn: string;
  /** `<source>:<fund>:<day>` of a provider's bill, so that a day is taken once; null for the bank's (CHECK statements_day). */
  @Index('statements_day_key', { unique: true })
  @Column({ type: 'varchar', length: 40, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  dayKey: string | null;
  @Column({ type: 'varchar', length: 200 })
  fileName: string;
  /** Of the file as it came. */
  @Column(digest)
  sha256: string;
  /** What came in and what went out by its lines, both positive. */
  @Column(fen)
  inFen: number;
  @Column(fen)
  outFen: number;
  /** Bank only: the balance after its last line. */
  @Column(fenOrNull)
  closingFen: number | null;
  /** Null where the daily round fetched it. */
  @Column({ ...uuid, nullable: true })
  importedBy: string | null;
  @Column(at)
  importedAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'imported_by', foreignKeyConstraintName: 'statements_imported_by' })
  importer?: Relation<Staff> | null;
}

/** The file of a provider's bill as it came; nobody is given it. The bank's is not kept: it has the account numbers of others. */
@Entity('statement_files')
export class StatementFile {
  @PrimaryColumn(uuid)
  statementId: string;
  @Column({ type: 'mediumblob' })
  bytes: Buffer;

  @ManyToOne(() => Statement, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'statement_id', foreignKeyConstraintName: 'statement_files_statement' })
  statement?: Relation<Statement>;
}

/** 对账明细. What the file says of it never changes; what it was matched to, or decided, does. */
@Entity('statement_lines')
@Index('statement_lines_statement_id', ['statementId', 'position'])
@Index('statement_lines_traded_on', ['tradedOn', 'id'])
@Index('statement_lines_state', ['state', 'tradedOn', 'id'])
@Index('statement_lines_account', ['fund', 'source', 'tradedOn', 'position'])
@Index('statement_lines_number', ['number', 'kind'])
export class StatementLine {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  statementId: string;
  /** `bank:<fund>:<position>`, `<source>:<fund>:<day>:<position>`: no line is taken twice. */
  @Index('statement_lines_line_key', { unique: true })
  @Column({ type: 'varchar', length: 120, charset: 'ascii', collation: 'ascii_bin' })
  lineKey: string;
  /** Bank: counted through all statements of the fund's account; a provider: within the day. */
  @Column({ type: 'int' })
  position: number;
  @Column(word)
  source: keyof typeof statementSources;
  @Column(word)
  fund: keyof typeof funds;
  @Column(word)
  kind: keyof typeof statementLineKinds;
  @Column({ type: 'date' })
  tradedOn: string;
  @Column({ ...at, nullable: true })
  tradedAt: Date | null;
  /** Positive for what came in, negative for what went out. */
  @Column(fen)
  fen: number;
  /** What a provider keeps of it; negative where it gives that back. */
  @Column(fen)
  feeFen: number;
  /** Bank only: the balance after it. */
  @Column(fenOrNull)
  balanceFen: number | null;
  /** A provider's: our number of the order or refund. The bank's: its 流水号. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  number: string | null;
  /** Our number of the order that a refund belongs to. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  orderNumber: string | null;
  @Column({ type: 'varchar', length: 64, nullable: true })
  providerNumber: string | null;
  @Column({ type: 'varchar', length: 100, nullable: true })
  counterparty: string | null;
  /** The last four characters of the other account's number; the rest is not kept. */
  @Column({ type: 'varchar', length: 4, nullable: true })
  accountTail: string | null;
  /** Long numbers in it (accounts, telephones) are kept by their last four digits. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  memo: string | null;
  /** True for what we hold as paid or refunded and the bill of its day lacks: a line that should be there. */
  @Column({ type: 'boolean' })
  lacking: boolean;

  @Column(word)
  state: keyof typeof statementLineStates;
  /** Stays when it is decided. */
  @Column({ ...word, nullable: true })
  difference: keyof typeof differenceKinds | null;
  /** What it was matched as or decided to be (CHECK statement_lines_decided). */
  @Column({ ...word, nullable: true })
  decision: keyof typeof reconciliationDecisions | null;
  /** The due, bill, expense or statement line that the decision speaks of. */
  @Index('statement_lines_subject_id')
  @Column({ ...uuid, nullable: true })
  subjectId: string | null;
  /** For whoever reads the line, in plain Chinese. */
  @Column({ type: 'varchar', length: 500, nullable: true })
  outcome: string | null;
  /** 支付平台结算: whose it is, and the days of that provider's bills that it pays out; null where a person decided it without them. */
  @Column({ ...word, nullable: true })
  paysSource: keyof typeof paymentProviders | null;
  @Column({ type: 'date', nullable: true })
  paysFrom: string | null;
  @Column({ type: 'date', nullable: true })
  paysTo: string | null;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  /** How often it was opened again: the keys of its bookings end in it. */
  @Column({ type: 'int' })
  turn: number;

  @ManyToOne(() => Statement, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'statement_id', foreignKeyConstraintName: 'statement_lines_statement' })
  statement?: Relation<Statement>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'statement_lines_decided_by' })
  decider?: Relation<Staff> | null;
}
