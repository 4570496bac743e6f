import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { registerActions, registerReasons, registerSubjects } from '@yongche/contract';
import { at, uuid, word } from '../../columns';

/** 登记变动: one row of the ledger from which every published stock follows; never changed. */
@Entity('register_events')
@Index('register_events_subject', ['subjectType', 'subjectId', 'id'])
@Index('register_events_day', ['subjectType', 'happenedOn'])
@Index('register_events_company_id', ['companyId', 'id'])
export class RegisterEvent {
  @PrimaryColumn(uuid)
  id: string;
  @Column(at)
  at: Date;
  /** Day in Shanghai. */
  @Column({ type: 'date' })
  happenedOn: string;
  @Column(word)
  subjectType: keyof typeof registerSubjects;
  @Column(uuid)
  subjectId: string;
  /** Company's name, or number of the certificate or terminal, at that time. */
  @Column({ type: 'varchar', length: 100 })
  subjectName: string;
  @Column(word)
  action: keyof typeof registerActions;
  @Column(word)
  reason: keyof typeof registerReasons;
  /** What it adds to the stock: 1, 0 or −1. */
  @Column({ type: 'tinyint' })
  delta: number;
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  @Column({ ...uuid, nullable: true })
  marketId: string | null;
  @Column({ ...uuid, nullable: true })
  requestId: string | null;
  @Column({ ...uuid, nullable: true })
  batchId: string | null;
  @Column({ type: 'varchar', length: 10 })
  actorKind: 'agent' | 'staff' | 'system';
  @Column({ ...uuid, nullable: true })
  actorId: string | null;
  @Column({ type: 'simple-json' })
  changes: Record<string, { before: string | null; after: string | null }>;
  @Column({ type: 'varchar', length: 300, nullable: true })
  note: string | null;
}
