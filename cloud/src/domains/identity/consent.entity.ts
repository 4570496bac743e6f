import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { consentPurposes } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Account } from './account.entity';

/** 同意: one account, one purpose, one version of its text; withdrawn rows stay as evidence. */
@Entity('consents')
export class Consent {
  @PrimaryColumn(uuid)
  id: string;
  @Index('consents_account_id')
  @Column(uuid)
  accountId: string;
  @Column(word)
  purpose: keyof typeof consentPurposes;
  @Column({ type: 'varchar', length: 40 })
  version: string;
  /** SHA-256 of the text that was shown. */
  @Column(digest)
  textHash: string;
  @Column(word)
  channel: string;
  @Column(at)
  givenAt: Date;
  @Column({ ...at, nullable: true })
  withdrawnAt: Date | null;

  @ManyToOne(() => Account, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'consents_account' })
  account?: Relation<Account>;
}
