import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { attendances, partyKinds, sides } from '@yongche/contract';
import { at, blindIndex, sealed, uuid, word } from '../../columns';
import { Transaction } from './transaction.entity';

/** 交易方: a seller or buyer of one deal; personal data is sealed. */
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
  /** ID number of a person, credit code of a unit. */
  @Column(sealed)
  numberSealed: string;
  @Index('parties_number_index')
  @Column(blindIndex)
  numberIndex: string;
  /** 经办人 of a unit. */
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
}
