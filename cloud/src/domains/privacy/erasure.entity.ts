import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { erasureAskers, erasureStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Person } from '../registry/person.entity';

/** 删除申请: to destroy one person's key. Asked by the person or a clerk, decided by somebody else. */
@Entity('erasures')
@Index('erasures_state', ['state', 'requestedAt'])
export class Erasure {
  @PrimaryColumn(uuid)
  id: string;
  @Index('erasures_person_id')
  @Column(uuid)
  personId: string;
  @Column(word)
  state: keyof typeof erasureStates;
  @Column(word)
  askedBy: keyof typeof erasureAskers;
  /** The account of the person, or the clerk. */
  @Column(uuid)
  requestedBy: string;
  @Column({ type: 'varchar', length: 200 })
  reason: string;
  @Column(at)
  requestedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  note: string | null;

  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'erasures_person' })
  person?: Relation<Person>;
}
