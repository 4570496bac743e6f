import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { TerminalDevice } from '../registry/terminal-device.entity';
import { Staff } from './staff.entity';

/** PIN: opens a session of one employee at one terminal's PC on one day, after a full log-in there. */
@Entity('staff_pins')
export class StaffPin {
  @PrimaryColumn(uuid)
  deviceId: string;
  @PrimaryColumn(uuid)
  staffId: string;
  /** The day (Shanghai) on which it counts. */
  @Column({ type: 'date' })
  day: string;
  /** argon2id. */
  @Column({ type: 'varchar', length: 200 })
  pinHash: string;
  /** Wrong ones in a row, the one that is being tried included; 5 void it. */
  @Column({ type: 'int' })
  failures: number;
  @Column(at)
  setAt: Date;

  @ManyToOne(() => TerminalDevice, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'device_id', foreignKeyConstraintName: 'staff_pins_device' })
  device?: Relation<TerminalDevice>;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_pins_staff' })
  staff?: Relation<Staff>;
}
