import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, digest, place, uuid } from '../../columns';
import { Transaction } from '../transactions/transaction.entity';

/** How the salts of one party's commitments are kept: sealed by the key of the person whom they hide, or by the ring for a unit. */
export interface SealedSalts {
  own: string | null;
  delegate: string | null;
}

/** 存证记录: what a completed deal was, byte for byte as its leaf is hashed; the database refuses to change or delete it. */
@Entity('evidence_records')
export class EvidenceRecord {
  @PrimaryColumn(uuid)
  transactionId: string;
  /** Canonical JSON, see record.ts. */
  @Column({ type: 'mediumtext' })
  record: string;
  /** By party. */
  @Column({ type: 'simple-json' })
  salts: Record<string, SealedSalts>;
  @Column(at)
  writtenAt: Date;

  @OneToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'evidence_records_transaction' })
  transaction?: Relation<Transaction>;
}

/** A record that is not in the log yet; written by a trigger with the record, so that none can be forgotten. */
@Entity('evidence_waiting')
export class EvidenceWaiting {
  @PrimaryColumn(uuid)
  transactionId: string;
}

/** 存证日志: its one row says how many leaves there are; whoever holds its lock may append. */
@Entity('evidence_log')
export class EvidenceLog {
  @PrimaryColumn({ type: 'int' })
  id: number;
  @Column(place)
  size: number;
}

/** A leaf of the log at its place, from 0 without gaps. No foreign key: a record that is taken away must leave its leaf. */
@Entity('evidence_leaves')
export class EvidenceLeaf {
  @PrimaryColumn(place)
  leafIndex: number;
  @Index('evidence_leaves_transaction_id', { unique: true })
  @Column(uuid)
  transactionId: string;
  /** RFC 6962 leaf hash of the record. */
  @Column(digest)
  leafHash: string;
}

/** The root of a complete subtree of 2^level leaves that begins at leaf position × 2^level; level 0 are the leaves themselves. */
@Entity('evidence_nodes')
export class EvidenceNode {
  @PrimaryColumn({ type: 'int' })
  level: number;
  @PrimaryColumn(place)
  position: number;
  @Column(digest)
  hash: string;
}
