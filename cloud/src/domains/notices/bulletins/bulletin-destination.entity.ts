import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { bulletinWays } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

/** 发送去处: a group, or a way to reach many; three came with the system. */
@Entity('bulletin_destinations')
export class BulletinDestination {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  way: keyof typeof bulletinWays;
  @Column({ type: 'varchar', length: 40 })
  name: string;
  @Column({ type: 'boolean' })
  enabled: boolean;
  /** Keys and ids as JSON, sealed by the key ring; null where nothing was given. */
  @Column({ type: 'mediumtext', charset: 'ascii', collation: 'ascii_bin', nullable: true })
  secrets: string | null;
  @Column({ type: 'boolean' })
  isComplete: boolean;
  /** What may be shown of the secrets. */
  @Column({ type: 'varchar', length: 60 })
  hint: string;
  /** Null for those that came with the system. */
  @Column({ ...uuid, nullable: true })
  madeBy: string | null;
  @Column(at)
  madeAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'made_by', foreignKeyConstraintName: 'bulletin_destinations_made_by' })
  maker?: Relation<Staff> | null;
}
