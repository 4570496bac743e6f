import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { BulletinContent } from '@yongche/contract/bulletins';
import type { bulletinStates } from '@yongche/contract';
import { at, digest, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { StatisticEdition } from '../../statistics/statistic.entity';

const json = { type: 'mediumtext', transformer: { from: (text: string) => JSON.parse(text), to: (value: unknown) => JSON.stringify(value) } } as const;

/** What a bulletin tells of an edition, without what the clerk writes. */
export type BulletinFigures = Omit<BulletinContent, 'title' | 'note'>;

/**
 * 月度通报 of one edition of a month: drafted by one person, approved by another (CHECK bulletins_two_persons). What was approved
 * stays as it is (trigger bulletins_stay). Moves by bulletin-states.ts alone.
 */
@Entity('bulletins')
@Index('bulletins_period', ['period', 'madeAt'])
@Index('bulletins_sent', ['state', 'sentAt'])
export class Bulletin {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ type: 'char', length: 7, charset: 'ascii', collation: 'ascii_bin' })
  period: string;
  @Column(uuid)
  editionId: string;
  /** 版次 of the data. */
  @Column({ type: 'int' })
  edition: number;
  @Column(word)
  state: keyof typeof bulletinStates;
  /** The edition while it is not withdrawn, else null: one bulletin for each edition. */
  @Index('bulletins_live', { unique: true })
  @Column({ ...uuid, nullable: true })
  liveKey: string | null;
  @Column({ type: 'varchar', length: 40 })
  title: string;
  /** 编者按; empty where there is none. */
  @Column({ type: 'varchar', length: 300 })
  note: string;
  @Column(json)
  content: BulletinFigures;
  @Column({ type: 'varchar', length: 1000 })
  text: string;
  /** The long picture, kept in the storage under its hash. */
  @Column(digest)
  posterSha256: string;
  @Column(uuid)
  madeBy: string;
  @Column(at)
  madeAt: Date;
  /** Who last changed title or note. */
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;
  @Column({ ...uuid, nullable: true })
  approvedBy: string | null;
  @Column({ ...at, nullable: true })
  approvedAt: Date | null;
  /** Why the second person gave it back; null again once it was changed. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  refusal: string | null;
  /** When it reached anybody for the first time. */
  @Column({ ...at, nullable: true })
  sentAt: Date | null;
  @Column({ ...at, nullable: true })
  withdrawnAt: Date | null;
  /** Why it was withdrawn. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  withdrawal: string | null;

  @ManyToOne(() => StatisticEdition, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'edition_id', foreignKeyConstraintName: 'bulletins_edition' })
  source?: Relation<StatisticEdition>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'bulletins_made_by' })
  maker?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'bulletins_changed_by' })
  changer?: Relation<Staff> | null;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'approved_by', foreignKeyConstraintName: 'bulletins_approved_by' })
  approver?: Relation<Staff> | null;
}
