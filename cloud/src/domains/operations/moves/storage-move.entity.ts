import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { moveStates } from '@yongche/contract';
import { at, digest, place, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';
import type { Edge } from './growing-tree';

const placeOrNull = { type: 'bigint', nullable: true, transformer: { from: (value: string | null) => (value === null ? null : Number(value)), to: (value: number | null) => value } } as const;

/** How far the work at hand has come: everything up to and with the key `after` is done. */
export interface MoveProgress {
  work: 'count' | 'copy' | 'compare' | 'settle' | 'keep';
  after: string;
  /** What came together so far: objects that were counted, copied or found equal, and their bytes. */
  objects?: number;
  bytes?: number;
  /** Of a comparing: what differed, and the trees of both stores as far as they have grown. */
  differing?: number;
  from?: Edge;
  to?: Edge;
}

/** 存储搬迁: from the store that is in use to the other one. The newest row says which store is in use. */
@Entity('storage_moves')
@Index('storage_moves_started_at', ['startedAt', 'id'])
export class StorageMove {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  state: keyof typeof moveStates;
  /** `move` while it is neither done nor cancelled: one at a time. */
  @Index('storage_moves_running', { unique: true })
  @Column({ ...word, nullable: true })
  running: 'move' | null;
  /** Names of the stores. */
  @Column({ type: 'varchar', length: 100 })
  fromStore: string;
  @Column({ type: 'varchar', length: 100 })
  toStore: string;
  @Column(at)
  startedAt: Date;
  /** Null where the command on the machine did. */
  @Column({ ...uuid, nullable: true })
  startedBy: string | null;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  @Column(place)
  objects: number;
  @Column(place)
  bytes: number;
  @Column(place)
  copied: number;
  @Column(place)
  copiedBytes: number;
  @Column(place)
  verified: number;
  @Column(place)
  differing: number;
  /** Objects that were read from the store that is not in use, for the other did not have them yet. */
  @Column(place)
  fallbacks: number;
  @Column(placeOrNull)
  bytesPerSecond: number | null;
  @Column({ ...digest, nullable: true })
  rootFrom: string | null;
  @Column({ ...digest, nullable: true })
  rootTo: string | null;
  @Column({ ...at, nullable: true })
  switchedAt: Date | null;
  /** When it was last switched or switched back: since then what phones brought may lie in either store. */
  @Column({ ...at, nullable: true })
  turnedAt: Date | null;
  /** When after that all of the old store was found in the new one. */
  @Column({ ...at, nullable: true })
  settledAt: Date | null;
  @Column({ type: 'varchar', length: 300, nullable: true })
  failure: string | null;
  @Column({ type: 'json' })
  progress: MoveProgress;
  /** One more with every change, so that of two processes at the same work one finds out. */
  @Column({ type: 'int' })
  revision: number;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'started_by', foreignKeyConstraintName: 'storage_moves_started_by' })
  starter?: Relation<Staff> | null;
}
