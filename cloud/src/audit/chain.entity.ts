import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { digest, place, uuid } from '../columns';

/** A link of the audit chain: one event at its place. No foreign key: an event that is taken away must leave its link. */
@Entity('audit_chain')
export class AuditLink {
  /** Without gaps from 0, the beginning, which stands for no event. */
  @PrimaryColumn(place)
  seq: number;
  /** Which of the formats in `chain.ts` the hash is made by. */
  @Column({ type: 'int' })
  format: number;
  @Index('audit_chain_event', { unique: true })
  @Column(uuid)
  eventId: string;
  @Column(digest)
  prevHash: string;
  @Column(digest)
  hash: string;
}

/** An event that is not in the chain yet; written by a trigger with the event, so that none can be forgotten. */
@Entity('audit_waiting')
export class AuditWaiting {
  @PrimaryColumn(uuid)
  eventId: string;
}
