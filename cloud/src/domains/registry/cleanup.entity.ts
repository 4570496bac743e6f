import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { cleanupStates, importStates, licenceStates } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Company } from './company.entity';

/** What a clean-up ends. */
export interface CleanupFigures {
  companies: number;
  certificates: number;
  apps: number;
  sessions: number;
}

/** 清理批次: proposed by one person, approved by another. */
@Entity('cleanup_batches')
export class CleanupBatch {
  @PrimaryColumn(uuid)
  id: string;
  @Index('cleanup_batches_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column(word)
  state: keyof typeof cleanupStates;
  @Column({ type: 'varchar', length: 300 })
  note: string;
  @Column({ type: 'simple-json' })
  figures: CleanupFigures;
  /** SHA-256 over everything that would end, one by one, and over the licences that are the reason. */
  @Column(digest)
  members: string;
  @Column({ type: 'simple-json', nullable: true })
  result: CleanupFigures | null;
  @Column(uuid)
  proposedBy: string;
  @Column(at)
  proposedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  decisionNote: string | null;
}

@Entity('cleanup_batch_companies')
export class CleanupBatchCompany {
  @PrimaryColumn(uuid)
  batchId: string;
  @Index('cleanup_batch_companies_company_id')
  @PrimaryColumn(uuid)
  companyId: string;

  @ManyToOne(() => CleanupBatch, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'batch_id', foreignKeyConstraintName: 'cleanup_batch_companies_batch' })
  batch?: Relation<CleanupBatch>;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'cleanup_batch_companies_company' })
  company?: Relation<Company>;
}

/** One row of the regulator's list that names a company of the register. */
export interface LicenceRow {
  line: number;
  companyId: string;
  name: string | null;
  licenceState: keyof typeof licenceStates;
  expiresOn: string | null;
}

/** The report of one file, kept as it was shown. */
export interface LicenceReport {
  rows: number;
  problems: { line: number; column: string | null; message: string }[];
  problemCount: number;
  matched: number;
  unmatched: number;
  changes: { line: number; companyId: string; companyName: string; creditCode: string; field: string; before: string | null; after: string | null }[];
  changeCount: number;
  notNamed: number;
  newDuties: number;
}

/** 执照状态导入. */
@Entity('licence_imports')
export class LicenceImport {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ type: 'varchar', length: 200 })
  name: string;
  @Column(digest)
  sha256: string;
  @Column(word)
  state: keyof typeof importStates;
  @Column({ type: 'mediumtext', transformer: { to: JSON.stringify, from: (text: string) => JSON.parse(text) } })
  report: LicenceReport;
  @Column({ type: 'mediumtext', transformer: { to: JSON.stringify, from: (text: string) => JSON.parse(text) } })
  matches: LicenceRow[];
  @Column(uuid)
  importedBy: string;
  @Index('licence_imports_imported_at')
  @Column(at)
  importedAt: Date;
  @Column({ ...uuid, nullable: true })
  appliedBy: string | null;
  @Column({ ...at, nullable: true })
  appliedAt: Date | null;
}
