import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { ballots, resolutionOutcomes, resolutionStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { AgendaItem } from './agenda-item.entity';
import { Meeting } from './meeting.entity';

/** 决议: how a meeting decided an item. Recorded by one person, confirmed by the president, and from then on as it is. */
@Entity('resolutions')
@Index('resolutions_once', ['meetingId', 'itemId'], { unique: true })
export class Resolution {
  /** A new one when the record is corrected, so that nobody confirms what has changed since it was read. */
  @PrimaryColumn(uuid)
  id: string;
  /** Such as 甬二车协决〔2026〕3号. */
  @Index('resolutions_number', { unique: true })
  @Column({ type: 'varchar', length: 40 })
  number: string;
  @Index('resolutions_item_id')
  @Column(uuid)
  itemId: string;
  /** The item unless it was adjourned: an item is settled once (CHECK resolutions_settles). */
  @Index('resolutions_settled_item_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  settledItemId: string | null;
  @Column(uuid)
  meetingId: string;
  /** Where the item stood on the agenda of that meeting. */
  @Column({ type: 'int' })
  position: number;
  @Column(word)
  state: keyof typeof resolutionStates;
  @Column(word)
  outcome: keyof typeof resolutionOutcomes;
  @Column(word)
  ballot: keyof typeof ballots;
  @Column({ type: 'int' })
  inFavour: number;
  @Column({ type: 'int' })
  against: number;
  @Column({ type: 'int' })
  abstained: number;
  @Column({ type: 'varchar', length: 500 })
  text: string;
  @Column(uuid)
  recordedBy: string;
  @Column(at)
  recordedAt: Date;
  @Column({ ...uuid, nullable: true })
  confirmedBy: string | null;
  @Column({ ...at, nullable: true })
  confirmedAt: Date | null;
  /** What the confirmation did, in plain Chinese. */
  @Column({ type: 'varchar', length: 1000, nullable: true })
  executed: string | null;

  @ManyToOne(() => AgendaItem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'item_id', foreignKeyConstraintName: 'resolutions_item' })
  item?: Relation<AgendaItem>;
  @ManyToOne(() => Meeting, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'meeting_id', foreignKeyConstraintName: 'resolutions_meeting' })
  meeting?: Relation<Meeting>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'recorded_by', foreignKeyConstraintName: 'resolutions_recorded_by' })
  recorder?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'confirmed_by', foreignKeyConstraintName: 'resolutions_confirmed_by' })
  confirmer?: Relation<Staff> | null;
}
