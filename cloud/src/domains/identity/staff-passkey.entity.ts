import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Staff } from './staff.entity';

/** 通行密钥: a WebAuthn credential of an employee; only its public half is known here. */
@Entity('staff_passkeys')
export class StaffPasskey {
  @PrimaryColumn(uuid)
  id: string;
  @Index('staff_passkeys_staff_id')
  @Column(uuid)
  staffId: string;
  /** Base64url. */
  @Index('staff_passkeys_credential_id', { unique: true })
  @Column({ type: 'varchar', length: 1400, charset: 'ascii', collation: 'ascii_bin' })
  credentialId: string;
  /** COSE key, base64url. */
  @Column({ type: 'varchar', length: 2000, charset: 'ascii', collation: 'ascii_bin' })
  publicKey: string;
  /** The authenticator's own count of its signatures; the driver gives it as text. */
  @Column({ type: 'bigint' })
  counter: string;
  @Column({ type: 'simple-json' })
  transports: string[];
  /** As its owner calls it. */
  @Column({ type: 'varchar', length: 40 })
  name: string;
  @Column(at)
  createdAt: Date;
  @Column({ ...at, nullable: true })
  lastUsedAt: Date | null;
  /** When the last challenge was issued that this key answered: an older or the same one is not taken again. */
  @Column({ ...at, nullable: true })
  lastChallengeAt: Date | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'staff_passkeys_staff' })
  staff?: Relation<Staff>;
}
