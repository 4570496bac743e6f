import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { verificationMethods, verificationStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Account } from './account.entity';

/** 实人核验: one attempt to show that the user is the person claimed. Only the provider's id, result and time are kept. */
@Entity('verifications')
export class Verification {
  @PrimaryColumn(uuid)
  id: string;
  @Index('verifications_account_id')
  @Column(uuid)
  accountId: string;
  /** Null while a person who keeps name and number to themselves waits for a counter. */
  @Column({ ...uuid, nullable: true })
  personId: string | null;
  @Column(word)
  method: keyof typeof verificationMethods;
  @Column(word)
  state: keyof typeof verificationStates;
  /** 32 letters and digits: Alipay's `outer_order_no`. */
  @Column({ type: 'char', length: 32 })
  orderNo: string;
  @Column({ type: 'varchar', length: 80, nullable: true })
  certifyId: string | null;
  @Column({ type: 'varchar', length: 2000, nullable: true })
  faceUrl: string | null;
  /** Eight digits that the person shows at a market's counter. */
  @Index('verifications_counter_code', { unique: true })
  @Column({ type: 'char', length: 8, nullable: true })
  counterCode: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
  /** The operator who decided at the counter. */
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column(at)
  createdAt: Date;
  @Column(at)
  expiresAt: Date;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;

  @ManyToOne(() => Account, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'verifications_account' })
  account?: Relation<Account>;
}
