import { Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { uuid } from '../../columns';
import { WrappedKey } from '../privacy/wrapped-key.entity';
import { Transaction } from './transaction.entity';

/**
 * 更正前的交易方: a person whom a deal named when one of its pictures was permitted, and names no more since it was corrected. The
 * picture opens by the person's key for ever, so the key is kept as long as the deal is.
 */
@Entity('earlier_parties')
export class EarlierParty {
  @PrimaryColumn(uuid)
  transactionId: string;
  @Index('earlier_parties_key_id')
  @PrimaryColumn(uuid)
  keyId: string;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'earlier_parties_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => WrappedKey, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'key_id', foreignKeyConstraintName: 'earlier_parties_key' })
  key?: Relation<WrappedKey>;
}
