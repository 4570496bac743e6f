import { Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { uuid } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { Bulletin } from './bulletin.entity';

/** 起草人 and whoever changed a bulletin afterwards: none of them approves it (trigger bulletins_second_person). */
@Entity('bulletin_authors')
export class BulletinAuthor {
  @PrimaryColumn(uuid)
  bulletinId: string;
  @PrimaryColumn(uuid)
  staffId: string;

  @ManyToOne(() => Bulletin, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'bulletin_id', foreignKeyConstraintName: 'bulletin_authors_bulletin' })
  bulletin?: Relation<Bulletin>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'bulletin_authors_staff' })
  author?: Relation<Staff>;
}
