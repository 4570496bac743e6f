import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Person } from '../registry/person.entity';

/** 学习减分: a course that an agent has passed, once a cycle (rule book art. 17). */
@Entity('learning_credits')
@Index('learning_credits_once', ['personId', 'cycleFrom', 'course'], { unique: true })
export class LearningCredit {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  personId: string;
  /** First day (Shanghai) of the cycle. */
  @Column({ type: 'date' })
  cycleFrom: string;
  @Column({ type: 'varchar', length: 20, charset: 'ascii', collation: 'ascii_bin' })
  course: string;
  @Column({ type: 'int' })
  points: number;
  @Column(at)
  passedAt: Date;

  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'learning_credits_person' })
  person?: Relation<Person>;
}
