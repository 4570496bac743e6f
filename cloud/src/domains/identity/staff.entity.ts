import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { staffRoles } from '@yongche/contract';
import { sealed, uuid, word } from '../../columns';

/** An employee of the association, the management company, the technical unit, or a market. */
@Entity('staff')
export class Staff {
  @PrimaryColumn(uuid)
  id: string;
  @Index('staff_username', { unique: true })
  @Column({ type: 'varchar', length: 50 })
  username: string;
  @Column({ type: 'varchar', length: 50 })
  name: string;
  @Column(word)
  role: keyof typeof staffRoles;
  /** The market of an operator; null for everybody else. */
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  /** argon2id. */
  @Column({ type: 'varchar', length: 200 })
  passwordHash: string;
  @Column(sealed)
  totpSecretSealed: string;
  /** The last 30-second step whose code was used, so that no code works twice. */
  @Column({ type: 'int', default: 0 })
  lastTotpStep: number;
}
