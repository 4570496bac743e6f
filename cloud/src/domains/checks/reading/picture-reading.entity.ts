import { Column, Entity, Index, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { documentKinds, readingStates } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Image } from '../../transactions/image.entity';
import { Transaction } from '../../transactions/transaction.entity';
import type { PictureLook } from '../looking/look';
import type { ReadingFailure } from './failures';

/** 读取: what one picture says and looks like, from the moment at which it was accepted; the queue of the readers too. */
@Entity('readings')
@Index('readings_queue', ['state', 'background', 'turn', 'enqueuedAt'])
@Index('readings_turn', ['ownerId', 'state', 'turn'])
export class PictureReading {
  @PrimaryColumn(uuid)
  imageId: string;
  /** The index of a foreign key holds nothing that changes: each change of it would lock the deal. */
  @Index('readings_transaction_id')
  @Column(uuid)
  transactionId: string;
  /** The agent of the deal: the queue takes one picture of each in turn. */
  @Column(uuid)
  ownerId: string;
  @Column(word)
  state: keyof typeof readingStates;
  /** Read only when nothing else waits: pictures that nobody waits for. */
  @Column({ type: 'boolean' })
  background: boolean;
  /** The round in which it is read, see queue.ts. */
  @Column({ type: 'int' })
  turn: number;
  @Column(at)
  enqueuedAt: Date;
  /** Not before this moment: after a failure it waits. */
  @Column(at)
  runAt: Date;
  /** How often a worker has begun with it. */
  @Column({ type: 'int' })
  attempts: number;
  /** Until when the worker has it; then it goes back. Set while it is `running`. */
  @Column({ ...at, nullable: true })
  leaseUntil: Date | null;
  @Column({ ...at, nullable: true })
  startedAt: Date | null;
  @Index('readings_finished')
  @Column({ ...at, nullable: true })
  finishedAt: Date | null;
  /** From the beginning of the last attempt to its end. */
  @Column({ type: 'int', nullable: true })
  elapsedMs: number | null;
  @Column({ type: 'varchar', length: 60, nullable: true })
  engine: string | null;
  @Column({ ...word, nullable: true })
  failure: ReadingFailure | null;
  @Column({ ...word, nullable: true })
  kind: keyof typeof documentKinds | null;
  /** 0–1. */
  @Column({ type: 'double' })
  kindConfidence: number;
  /** The fields that were read, sealed by the picture's own key: they end with the picture. Lines of text are not kept. */
  @Column({ type: 'text', nullable: true, charset: 'ascii', collation: 'ascii_bin' })
  readSealed: string | null;
  /** The fields that the agent typed, sealed likewise; apart, so that a reading that ends at this moment takes nothing away. */
  @Column({ type: 'text', nullable: true, charset: 'ascii', collation: 'ascii_bin' })
  typedSealed: string | null;
  /** No personal data. */
  @Column({ type: 'simple-json', nullable: true })
  look: PictureLook | null;

  @OneToOne(() => Image, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'readings_image' })
  image?: Relation<Image>;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'readings_transaction' })
  transaction?: Relation<Transaction>;
}
