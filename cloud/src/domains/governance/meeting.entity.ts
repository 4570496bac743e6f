import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { meetingKinds, meetingStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

/** 会议: of the chairs, or the general meeting of the members; once held or cancelled it stays as it is. */
@Entity('meetings')
@Index('meetings_held_on', ['heldOn', 'id'])
export class Meeting {
  @PrimaryColumn(uuid)
  id: string;
  /** Such as HY20260001. */
  @Index('meetings_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column(word)
  kind: keyof typeof meetingKinds;
  @Column(word)
  state: keyof typeof meetingStates;
  @Column({ type: 'varchar', length: 60 })
  title: string;
  /** Day in Shanghai, planned or past. */
  @Column({ type: 'date' })
  heldOn: string;
  @Column({ type: 'varchar', length: 60 })
  place: string;
  /** 应到, 实到 and 列席; null until it is held. */
  @Column({ type: 'int', nullable: true })
  entitled: number | null;
  @Column({ type: 'int', nullable: true })
  present: number | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  guests: string | null;
  @Column(uuid)
  madeBy: string;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'meetings_made_by' })
  maker?: Relation<Staff>;
}
