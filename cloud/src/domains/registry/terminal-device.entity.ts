import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { deviceEndReasons } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Terminal } from './terminal.entity';

/** 固定端的电脑: one browser on one PC, known by its key. A terminal has at most one in force, because `liveTerminalId` is unique. */
@Entity('terminal_devices')
@Index('terminal_devices_terminal_id', ['terminalId', 'pairedAt'])
export class TerminalDevice {
  /** The id of the pairing from which it came. */
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  terminalId: string;
  /** The terminal while this is its PC; null once it was put out. */
  @Index('terminal_devices_live_terminal_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  liveTerminalId: string | null;
  /** The terminal's edition when it was paired. */
  @Column({ type: 'int' })
  edition: number;
  /** ECDSA over P-256: SPKI, DER, in base64url. */
  @Column({ type: 'varchar', length: 200, charset: 'ascii', collation: 'ascii_bin' })
  publicKey: string;
  /** 封签 in use: its number, and SHA-256 of its secret; 0 and null until the PC has used the first one (see seals.ts). */
  @Column({ type: 'int' })
  sealNumber: number;
  @Column({ ...digest, nullable: true })
  sealHash: string | null;
  /** The one before, good for a minute more. */
  @Column({ ...digest, nullable: true })
  formerSealHash: string | null;
  /** Since when the seal in use is in use. */
  @Column(at)
  sealedAt: Date;
  @Column(at)
  pairedAt: Date;
  /** The employee who entered the code. */
  @Column(uuid)
  pairedBy: string;
  /** Written at most once a minute. */
  @Column({ ...at, nullable: true })
  lastSeenAt: Date | null;
  @Column({ type: 'varchar', length: 45 })
  ip: string;
  @Column({ type: 'varchar', length: 300 })
  userAgent: string;
  @Column({ type: 'varchar', length: 40, nullable: true })
  pageVersion: string | null;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  @Column({ ...word, nullable: true })
  endReason: keyof typeof deviceEndReasons | null;
  /** The employee who put it out; null where the system did. */
  @Column({ ...uuid, nullable: true })
  endedBy: string | null;

  @ManyToOne(() => Terminal, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'terminal_id', foreignKeyConstraintName: 'terminal_devices_terminal' })
  terminal?: Relation<Terminal>;
}
