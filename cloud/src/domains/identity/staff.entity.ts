import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { staffRoles, staffStates } from '@yongche/contract';
import { at, sealed, uuid, word } from '../../columns';
import { Market } from '../registry/market.entity';

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
  /** The market of an operator or market manager; null for everybody else. */
  @Index('staff_market_id')
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  @Column(word)
  state: keyof typeof staffStates;
  /** The last day in force, in Shanghai: afterwards the account has ended by itself. */
  @Column({ type: 'date', nullable: true })
  endsOn: string | null;
  @Column(at)
  createdAt: Date;
  /** Who opened the account, or reset its credentials since; null for accounts that came with the system. */
  @Column({ ...uuid, nullable: true })
  proposedBy: string | null;
  /** The other person, who confirmed it. */
  @Column({ ...uuid, nullable: true })
  confirmedBy: string | null;
  /** argon2id. */
  @Column({ type: 'varchar', length: 200 })
  passwordHash: string;
  /** Set while the password is a temporary one, which somebody else has seen; until then it opens a first log-in. */
  @Column({ ...at, nullable: true })
  temporaryPasswordUntil: Date | null;
  @Column({ ...sealed, nullable: true })
  totpSecretSealed: string | null;
  /** A secret that is shown as a QR code and not confirmed by a code yet. */
  @Column({ ...sealed, nullable: true })
  totpPendingSealed: string | null;
  /** The last 30-second step whose code was used, so that no code works twice. */
  @Column({ type: 'int', default: 0 })
  lastTotpStep: number;
  /** When password, second factor and recovery codes had become the employee's own; null before, and after a reset. */
  @Column({ ...at, nullable: true })
  setUpAt: Date | null;
  /** When too many log-ins had failed in a day; the security officer unlocks. */
  @Column({ ...at, nullable: true })
  lockedAt: Date | null;
  /** Last day (Shanghai) of a suspension by a measure of the rule book; null where the security officer has suspended, and while active. */
  @Column({ type: 'date', nullable: true })
  suspendedUntil: string | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'staff_market' })
  market?: Relation<Market>;
}
