import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, blindIndex, uuid } from '../../columns';

/** 登记码: a browser that asks to become a terminal's PC; gone once the code was entered, or a day after it has run out. */
@Entity('terminal_pairings')
export class TerminalPairing {
  @PrimaryColumn(uuid)
  id: string;
  /** Blind index of the code, which is shown on the PC and kept nowhere. */
  @Index('terminal_pairings_code_index', { unique: true })
  @Column(blindIndex)
  codeIndex: string;
  @Column({ type: 'varchar', length: 200, charset: 'ascii', collation: 'ascii_bin' })
  publicKey: string;
  @Column({ type: 'varchar', length: 45 })
  ip: string;
  @Column({ type: 'varchar', length: 300 })
  userAgent: string;
  @Index('terminal_pairings_expires_at')
  @Column(at)
  expiresAt: Date;
}
