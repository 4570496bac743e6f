import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { problemStates, returnCodes } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Image } from '../transactions/image.entity';
import { Transaction } from '../transactions/transaction.entity';
import { InspectionLook } from './inspection-look.entity';

/** 问题单: what a look found in a completed deal, until it is corrected and verified, or withdrawn. Moves by problem-states.ts alone. */
@Entity('problems')
@Index('problems_state', ['state', 'dueOn'])
@Index('problems_found', ['foundAt', 'state'])
@Index('problems_person', ['personId', 'foundAt'])
@Index('problems_company', ['companyId', 'foundAt'])
@Index('problems_market', ['marketId', 'foundAt'])
export class Problem {
  @PrimaryColumn(uuid)
  id: string;
  /** 编号, such as WT20260001. */
  @Index('problems_number', { unique: true })
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  number: string;
  @Index('problems_transaction_id')
  @Column(uuid)
  transactionId: string;
  /** The look that found it; settling a look twice opens one. */
  @Index('problems_look_id', { unique: true })
  @Column(uuid)
  lookId: string;
  @Column(word)
  state: keyof typeof problemStates;
  /** The inspector. */
  @Column(uuid)
  foundBy: string;
  @Column(at)
  foundAt: Date;
  /** 改正期限: the last day (Shanghai). */
  @Column({ type: 'date' })
  dueOn: string;
  /** 改正说明, the latest. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  correctionNote: string | null;
  @Column({ ...at, nullable: true })
  correctedAt: Date | null;
  /** When it was verified or withdrawn. */
  @Column({ ...at, nullable: true })
  closedAt: Date | null;
  /** Day of the reminder before the deadline that stands now. */
  @Column({ type: 'date', nullable: true })
  remindedOn: string | null;
  /** When it was overdue for the last time. */
  @Column({ ...at, nullable: true })
  escalatedAt: Date | null;
  /** 管理细则 in force when it was found; null where none was. */
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  bookVersion: string | null;
  /** Agent, company and market of the deal, for whose problems they are. */
  @Column(uuid)
  personId: string;
  @Column(uuid)
  companyId: string;
  @Column(uuid)
  marketId: string;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'problems_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => InspectionLook, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'look_id', foreignKeyConstraintName: 'problems_look' })
  look?: Relation<InspectionLook>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'found_by', foreignKeyConstraintName: 'problems_found_by' })
  finder?: Relation<Staff>;
}

/** One finding: a picture, a photo that is missing, or something of the deal itself. */
@Entity('problem_items')
export class ProblemItem {
  @PrimaryColumn(uuid)
  id: string;
  @Index('problem_items_problem_id')
  @Column(uuid)
  problemId: string;
  @Index('problem_items_image_id')
  @Column({ ...uuid, nullable: true })
  imageId: string | null;
  /** 影像类型 of the picture, or of the missing photo; null where it speaks of the deal. */
  @Column({ type: 'char', length: 3, nullable: true })
  slot: string | null;
  @Column(word)
  code: keyof typeof returnCodes;
  /** 违规代码; null where it is none. */
  @Column({ type: 'char', length: 3, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  violation: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  note: string | null;

  @ManyToOne(() => Problem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'problem_id', foreignKeyConstraintName: 'problem_items_problem' })
  problem?: Relation<Problem>;
  @ManyToOne(() => Image, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'problem_items_image' })
  image?: Relation<Image> | null;
}

/** What happened to a problem, in order; nothing is ever taken out. */
@Entity('problem_steps')
@Index('problem_steps_problem_id', ['problemId', 'id'])
export class ProblemStep {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  problemId: string;
  @Column(at)
  at: Date;
  @Column(word)
  step: 'found' | 'notified' | 'corrected' | 'refused' | 'verified' | 'overdue' | 'withdrawn' | 'extended';
  @Column(word)
  byKind: 'staff' | 'agent' | 'manager' | 'system';
  /** The employee, or the person behind the phone; null for the system. */
  @Column({ ...uuid, nullable: true })
  byId: string | null;
  @Column({ type: 'varchar', length: 400, nullable: true })
  note: string | null;

  @ManyToOne(() => Problem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'problem_id', foreignKeyConstraintName: 'problem_steps_problem' })
  problem?: Relation<Problem>;
}
