import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, digest, uuid } from '../../columns';
import { TerminalDevice } from '../registry/terminal-device.entity';
import { Account } from './account.entity';
import { Staff } from './staff.entity';

/** A login of a mini-program account or of an employee; the token itself is never stored. */
@Entity('sessions')
export class Session {
  @PrimaryColumn(uuid)
  id: string;
  @Index('sessions_token_hash', { unique: true })
  @Column(digest)
  tokenHash: string;
  @Index('sessions_account_id')
  @Column({ ...uuid, nullable: true })
  accountId: string | null;
  @Index('sessions_staff_id')
  @Column({ ...uuid, nullable: true })
  staffId: string | null;
  @Column(at)
  createdAt: Date;
  @Column(at)
  lastSeenAt: Date;
  /** The absolute end, whatever the use. */
  @Column(at)
  expiresAt: Date;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  /** When an employee last gave a second factor in this session. */
  @Column({ ...at, nullable: true })
  secondFactorAt: Date | null;
  /** Where it was opened. */
  @Column({ type: 'varchar', length: 45, nullable: true })
  ip: string | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  userAgent: string | null;
  /** The terminal's PC at which an employee opened it: it works nowhere else; null elsewhere. */
  @Index('sessions_device_id')
  @Column({ ...uuid, nullable: true })
  deviceId: string | null;

  @ManyToOne(() => Account, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'sessions_account' })
  account?: Relation<Account>;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'sessions_staff' })
  staff?: Relation<Staff>;

  @ManyToOne(() => TerminalDevice, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'device_id', foreignKeyConstraintName: 'sessions_device' })
  device?: Relation<TerminalDevice> | null;
}
