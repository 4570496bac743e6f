import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { hosts } from '@yongche/contract';
import { at, uuid, word } from '../../columns';

/** A WeChat or Alipay user of the mini-program. */
@Entity('accounts')
@Index('accounts_open_id', ['host', 'openId'], { unique: true })
export class Account {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  host: keyof typeof hosts;
  @Column({ type: 'varchar', length: 80, charset: 'ascii', collation: 'ascii_bin' })
  openId: string;
  /** Whom the user says to be: name and number matched a certificate. Proves nothing yet. */
  @Column({ ...uuid, nullable: true })
  claimedPersonId: string | null;
  /** Whom a verification has shown the user to be. */
  @Index('accounts_person_id')
  @Column({ ...uuid, nullable: true })
  personId: string | null;
  @Column(at)
  createdAt: Date;
}
