import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { attendances, partyKinds, sides } from '@yongche/contract';
import { at, blindIndex, sealed, uuid, word } from '../../columns';
import { WrappedKey } from '../privacy/wrapped-key.entity';
import { Transaction } from './transaction.entity';

/** 交易方: a seller or buyer of one deal; persons are sealed by their own keys, units by the ring. */
@Entity('parties')
export class Party {
  @PrimaryColumn(uuid)
  id: string;
  @Index('parties_transaction_id')
  @Column(uuid)
  transactionId: string;
  /** Order in which the agent wrote them. */
  @Column({ type: 'int' })
  position: number;
  @Column(word)
  side: keyof typeof sides;
  @Column(word)
  kind: keyof typeof partyKinds;
  @Column({ ...sealed, length: 1000 })
  nameSealed: string;
  /** The person's key; null for a unit. */
  @Index('parties_key_id')
  @Column({ ...uuid, nullable: true })
  keyId: string | null;
  /** ID number of a person, credit code of a unit. */
  @Column(sealed)
  numberSealed: string;
  /** Null once the person is erased. */
  @Index('parties_number_index')
  @Column({ ...blindIndex, nullable: true })
  numberIndex: string | null;
  /** 经办人 of a unit: key, name and number. */
  @Index('parties_delegate_key_id')
  @Column({ ...uuid, nullable: true })
  delegateKeyId: string | null;
  @Column({ ...sealed, nullable: true })
  delegateNameSealed: string | null;
  @Column({ ...sealed, nullable: true })
  delegateIdNumberSealed: string | null;
  @Column(word)
  attendance: keyof typeof attendances;
  @Column({ ...at, nullable: true })
  notifiedAt: Date | null;
  @Column({ type: 'varchar', length: 40, nullable: true })
  noticeVersion: string | null;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'parties_transaction' })
  transaction?: Relation<Transaction>;

  @ManyToOne(() => WrappedKey, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', eager: true, nullable: true })
  @JoinColumn({ name: 'key_id', foreignKeyConstraintName: 'parties_key' })
  key: Relation<WrappedKey> | null;

  @ManyToOne(() => WrappedKey, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', eager: true, nullable: true })
  @JoinColumn({ name: 'delegate_key_id', foreignKeyConstraintName: 'parties_delegate_key' })
  delegateKey: Relation<WrappedKey> | null;
}
