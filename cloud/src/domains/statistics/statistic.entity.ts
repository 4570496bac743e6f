import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { statisticImportStates } from '@yongche/contract';
import type { SchemaContent, StatisticFinding } from '@yongche/contract/statistics.shapes';
import { at, digest, place as count, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import type { Grid } from './reading/grid';

const periodColumn = { type: 'varchar', length: 7, charset: 'ascii', collation: 'ascii_bin' } as const;
const countOrNull = { type: 'bigint', nullable: true, transformer: { from: (value: string | null) => (value === null ? null : Number(value)), to: (value: number | null) => value } } as const;
const json = { type: 'mediumtext', transformer: { from: (text: string) => JSON.parse(text), to: (value: unknown) => JSON.stringify(value) } } as const;
/** A member's name is told apart by every sign: 鄞州 is not 鄞州区. */
const exact = { charset: 'utf8mb4', collation: 'utf8mb4_bin' } as const;

/** 项目与栏目: every version stays as it was made; the newest is in force. */
@Entity('statistic_schemas')
export class StatisticSchema {
  @PrimaryColumn({ type: 'int' })
  version: number;
  /** By which the audit log names it. */
  @Index('statistic_schemas_id', { unique: true })
  @Column(uuid)
  id: string;
  @Column(json)
  content: SchemaContent;
  /** What it learnt, each in a sentence. */
  @Column(json)
  changes: string[];
  /** Null for the schema that came with the system. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'statistic_schemas_made_by' })
  maker?: Relation<Staff> | null;
}

/** 车管数据导入: one file for one period, kept as it was read. */
@Entity('statistic_imports')
@Index('statistic_imports_state', ['state', 'uploadedAt'])
@Index('statistic_imports_sha256', ['sha256'])
export class StatisticImport {
  @PrimaryColumn(uuid)
  id: string;
  @Column(periodColumn)
  period: string;
  @Column({ type: 'varchar', length: 200 })
  fileName: string;
  @Column(digest)
  sha256: string;
  /** `<period>:<sha256>` while the file waits or its edition is in force, so that it is not taken twice; else null. */
  @Index('statistic_imports_file_key', { unique: true })
  @Column({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  fileKey: string | null;
  @Column(json)
  grid: Grid;
  @Column(word)
  state: keyof typeof statisticImportStates;
  @Column(uuid)
  uploadedBy: string;
  @Column(at)
  uploadedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'uploaded_by', foreignKeyConstraintName: 'statistic_imports_uploaded_by' })
  uploader?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'statistic_imports_decided_by' })
  decider?: Relation<Staff> | null;
}

/** 版次 of a period's figures. What was published stays readable; one of them is in force. */
@Entity('statistic_editions')
@Index('statistic_editions_edition', ['period', 'edition'], { unique: true })
export class StatisticEdition {
  @PrimaryColumn(uuid)
  id: string;
  @Column(periodColumn)
  period: string;
  /** 1, then 更正版 2, 3, … */
  @Column({ type: 'int' })
  edition: number;
  /** The period while it is in force, else null: one per period. */
  @Index('statistic_editions_in_force', { unique: true })
  @Column({ ...periodColumn, nullable: true })
  inForceKey: string | null;
  @Index('statistic_editions_import_id', { unique: true })
  @Column(uuid)
  importId: string;
  @Column({ type: 'int' })
  schemaVersion: number;
  /** Why it corrects the one before (CHECK statistic_editions_reason). */
  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
  /** As the clerk saw them when accepting. */
  @Column(json)
  findings: StatisticFinding[];
  @Column(uuid)
  acceptedBy: string;
  @Column(at)
  acceptedAt: Date;

  @ManyToOne(() => StatisticImport, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'statistic_editions_import' })
  source?: Relation<StatisticImport>;
  @ManyToOne(() => StatisticSchema, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'schema_version', foreignKeyConstraintName: 'statistic_editions_schema' })
  schema?: Relation<StatisticSchema>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'accepted_by', foreignKeyConstraintName: 'statistic_editions_accepted_by' })
  accepter?: Relation<Staff>;
}

/** 统计数值 of an edition; never changed. */
@Entity('statistic_values')
export class StatisticValue {
  @PrimaryColumn(uuid)
  editionId: string;
  @PrimaryColumn(word)
  item: string;
  /** Both empty for the total. */
  @PrimaryColumn(word)
  dimension: string;
  @PrimaryColumn({ type: 'varchar', length: 60, ...exact })
  member: string;
  @Column({ type: 'int' })
  position: number;
  /** 口径 and unit that the item had then. */
  @Column({ type: 'varchar', length: 40 })
  scope: string;
  @Column({ type: 'varchar', length: 10 })
  unit: string;
  @Column(count)
  value: number;
  /** What its last written digit stands for. */
  @Column(count)
  step: number;
  /** 上年同期 as the file brought it. */
  @Column(countOrNull)
  fileBase: number | null;
  @Column(count)
  fileBaseStep: number;
  /** 同比 as the file stated it, in hundredths of a percent. */
  @Column({ type: 'int', nullable: true })
  stated: number | null;
  @Column({ type: 'int' })
  statedStep: number;
  /** Sheet and cell; null where it was added up. */
  @Column({ type: 'varchar', length: 80, nullable: true })
  place: string | null;

  @ManyToOne(() => StatisticEdition, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'statistic_values_edition' })
  edition?: Relation<StatisticEdition>;
}
