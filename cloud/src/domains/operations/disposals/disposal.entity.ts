import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { disposalStates } from '@yongche/contract';
import { at, digest, place, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import { Transaction } from '../../transactions/transaction.entity';

/** 到期销毁: of the pictures of all deals up to a day whose keeping period is over. Proposed by one person, approved by another, carried out once. */
@Entity('disposals')
@Index('disposals_proposed_at', ['proposedAt', 'id'])
export class Disposal {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  state: keyof typeof disposalStates;
  /** `disposal` while it is not over: one at a time. */
  @Index('disposals_open', { unique: true })
  @Column({ ...word, nullable: true })
  openKey: 'disposal' | null;
  /** Last day (Shanghai) of the deals' completion. */
  @Column({ type: 'date' })
  completedUntil: string;
  /** What was due when it was proposed; what was destroyed once it is done. */
  @Column({ type: 'int' })
  deals: number;
  @Column({ type: 'int' })
  pictures: number;
  @Column(place)
  bytes: number;
  @Column({ type: 'int' })
  heldBack: number;
  /** Persons of whom nothing else was within its period: their keys were destroyed too. */
  @Column({ type: 'int' })
  persons: number;
  @Column(uuid)
  proposedBy: string;
  @Column(at)
  proposedAt: Date;
  @Column({ ...uuid, nullable: true })
  decidedBy: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  /** Why it was not approved. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  reason: string | null;
  /** What stands in the way of carrying it out, for whoever looks; it is tried again by itself. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  failure: string | null;
  @Column({ ...at, nullable: true })
  doneAt: Date | null;
  /** Merkle root (RFC 6962) over the leaves of its deals in the order of their ids. */
  @Column({ ...digest, nullable: true })
  root: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'proposed_by', foreignKeyConstraintName: 'disposals_proposed_by' })
  proposer?: Relation<Staff>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'decided_by', foreignKeyConstraintName: 'disposals_decided_by' })
  decider?: Relation<Staff> | null;
}

/** A deal whose pictures were destroyed. A trigger refuses one within its keeping period, or that no approved disposal covers; of a cancelled one, before its thirty days are over. */
@Entity('disposed_deals')
@Index('disposed_deals_of_disposal', ['disposalId', 'transactionId'])
@Index('disposed_deals_waiting', ['disposalId', 'removedAt'])
export class DisposedDeal {
  @PrimaryColumn(uuid)
  transactionId: string;
  /** None for a deal that was cancelled (see cancelled-deals.ts). */
  @Column({ ...uuid, nullable: true })
  disposalId: string | null;
  /** Leaf hash over the digests of what was destroyed, see `disposed-deals.ts`. */
  @Column(digest)
  leaf: string;
  @Column({ type: 'int' })
  pictures: number;
  /** Of the sealed pictures. */
  @Column(place)
  bytes: number;
  @Column({ type: 'int' })
  thumbnails: number;
  @Column(place)
  thumbnailBytes: number;
  @Column(at)
  disposedAt: Date;
  /** When the storage held nothing of it any more; until then its objects are still to be removed. */
  @Index('disposed_deals_removed_at')
  @Column({ ...at, nullable: true })
  removedAt: Date | null;

  @ManyToOne(() => Disposal, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'disposal_id', foreignKeyConstraintName: 'disposed_deals_disposal' })
  disposal?: Relation<Disposal> | null;
  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'disposed_deals_transaction' })
  transaction?: Relation<Transaction>;
}
