import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { annualReportStates, deadlines } from '@yongche/contract';
import type { ReportSection, ReportWarning } from '@yongche/contract/annual-reports';
import type { MetricValue } from '@yongche/contract/metrics';
import { at, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

const json = { type: 'mediumtext', transformer: { from: (text: string) => JSON.parse(text), to: (value: unknown) => JSON.stringify(value) } } as const;

/** What was computed of a year, as it stood then. */
export interface ReportContent {
  title: string;
  sections: ReportSection[];
  warnings: ReportWarning[];
  metrics: MetricValue[];
}

/** What a person wrote in place of a paragraph, by its code. */
export type Written = Record<string, { text: string; by: string; at: string }>;

/** 年度报告: editions of a year. What was computed never changes; a draft's written paragraphs do, and of a final one nothing (by trigger). */
@Entity('annual_reports')
@Index('annual_reports_edition', ['year', 'edition'], { unique: true })
export class AnnualReport {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ type: 'int' })
  year: number;
  /** 1, 2, 3 … of the year. */
  @Column({ type: 'int' })
  edition: number;
  @Column(word)
  state: keyof typeof annualReportStates;
  /** The year where it is final, else null: one per year (CHECK annual_reports_final). */
  @Index('annual_reports_final_year', { unique: true })
  @Column({ type: 'int', nullable: true })
  finalYear: number | null;
  @Column(json)
  content: ReportContent;
  @Column(json)
  written: Written;
  /** How long computing it took. */
  @Column({ type: 'int' })
  milliseconds: number;
  @Column(uuid)
  computedBy: string;
  @Column(at)
  computedAt: Date;
  /** The president, who has not computed it (CHECK annual_reports_two_persons). */
  @Column({ ...uuid, nullable: true })
  approvedBy: string | null;
  @Column({ ...at, nullable: true })
  approvedAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'computed_by', foreignKeyConstraintName: 'annual_reports_computed_by' })
  computer?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'approved_by', foreignKeyConstraintName: 'annual_reports_approved_by' })
  approver?: Relation<Staff> | null;
}

/** 年度期限的完成: one a year and deadline. */
@Entity('deadline_completions')
@Index('deadline_completions_once', ['code', 'year'], { unique: true })
export class DeadlineCompletion {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  code: keyof typeof deadlines;
  /** The year in which it was due. */
  @Column({ type: 'int' })
  year: number;
  @Column({ type: 'date' })
  doneOn: string;
  @Column({ type: 'varchar', length: 200 })
  note: string;
  @Column(uuid)
  madeBy: string;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'deadline_completions_made_by' })
  maker?: Relation<Staff>;
}
