import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { funds } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';

/** 收款账户: the bank account of a fund, one each (专款专用, law.md R-F10). */
@Entity('payee_accounts')
export class PayeeAccount {
  @PrimaryColumn(word)
  fund: keyof typeof funds;
  /** By which the audit log names it. */
  @Index('payee_accounts_id', { unique: true })
  @Column(uuid)
  id: string;
  /** 户名. */
  @Column({ type: 'varchar', length: 60 })
  payeeName: string;
  @Column({ type: 'varchar', length: 60 })
  bankName: string;
  @Column({ type: 'varchar', length: 32, charset: 'ascii', collation: 'ascii_bin' })
  bankNumber: string;
  @Column(uuid)
  setBy: string;
  @Column(at)
  setAt: Date;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'set_by', foreignKeyConstraintName: 'payee_accounts_set_by' })
  setter?: Relation<Staff>;
}
