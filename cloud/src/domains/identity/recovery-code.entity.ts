import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, blindIndex, uuid } from '../../columns';
import { Staff } from './staff.entity';

/** 恢复码: takes the place of a second factor once; only a keyed digest is stored. */
@Entity('staff_recovery_codes')
export class RecoveryCode {
  @PrimaryColumn(uuid)
  staffId: string;
  @PrimaryColumn(blindIndex)
  codeIndex: string;
  @Column({ ...at, nullable: true })
  usedAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_recovery_codes_staff' })
  staff?: Relation<Staff>;
}
