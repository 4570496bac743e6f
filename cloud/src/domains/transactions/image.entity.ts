import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { captureMethods, imageProblems, imageStates, returnCodes } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Problem } from '../inspections/problem.entity';
import { Terminal } from '../registry/terminal.entity';
import { Transaction } from './transaction.entity';

/** 影像: one picture of a deal, from the permission to upload it until it is frozen with the deal; or one for the correction of a problem in it. */
@Entity('images')
@Index('images_transaction_slot', ['transactionId', 'slot', 'bytes', 'thumbnailBytes'])
@Index('images_state', ['state', 'permitExpiresAt'])
@Index('images_received', ['receivedAt', 'slot', 'bytes', 'thumbnailBytes'])
export class Image {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  transactionId: string;
  /** 影像类型代码, such as P20. */
  @Column({ type: 'char', length: 3 })
  slot: string;
  @Column(word)
  state: keyof typeof imageStates;
  /** 问题单 for which it was taken as a correction; null for the pictures of the deal itself, which stay as they were completed. */
  @Index('images_problem_id')
  @Column({ ...uuid, nullable: true })
  problemId: string | null;
  /** The one it was taken to replace, where the type allows several. */
  @Column({ ...uuid, nullable: true })
  replacesId: string | null;
  /** Where the storage holds it sealed; null until it is received (see sealed-pictures.ts), and once it is destroyed. */
  @Index('images_object_key', { unique: true })
  @Column({ type: 'varchar', length: 200, nullable: true, charset: 'ascii', collation: 'ascii_bin' })
  objectKey: string | null;
  @Column({ type: 'varchar', length: 200, nullable: true, charset: 'ascii', collation: 'ascii_bin' })
  thumbnailKey: string | null;
  /** The picture's own key, wrapped by each of `keyIds`, the first one innermost, and outermost by the ring; empty once it is destroyed. */
  @Column({ type: 'varchar', length: 500, charset: 'ascii', collation: 'ascii_bin' })
  wrappedKey: string;
  /** Keys of the persons whom it may show, as the deal named them when the upload was permitted. */
  @Column({ type: 'simple-json' })
  keyIds: string[];
  @Column({ type: 'varchar', length: 20 })
  contentType: string;
  /** What the device said before the upload. */
  @Column({ ...digest, nullable: true })
  declaredSha256: string | null;
  /** Of the picture itself, as the server read it: the evidence. */
  @Index('images_sha256')
  @Column({ ...digest, nullable: true })
  sha256: string | null;
  /** Of the sealed original, to find without any key what was changed in the storage. */
  @Column({ ...digest, nullable: true })
  sealedSha256: string | null;
  @Column({ type: 'int', nullable: true })
  bytes: number | null;
  /** Of the small picture, 0 where there is none; null for one that was received before this was noted. */
  @Column({ type: 'int', nullable: true })
  thumbnailBytes?: number | null;
  @Column({ type: 'int', nullable: true })
  width: number | null;
  @Column({ type: 'int', nullable: true })
  height: number | null;
  /** Variance of the Laplacian at 1,024 px; see checks. */
  @Column({ type: 'double', nullable: true })
  sharpness: number | null;
  /** Mean of the grey picture, 0–255. */
  @Column({ type: 'double', nullable: true })
  brightness: number | null;
  @Column({ type: 'simple-json' })
  problems: (keyof typeof imageProblems)[];
  @Column({ ...word, nullable: true })
  returnCode: keyof typeof returnCodes | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  returnNote: string | null;
  @Column(at)
  capturedAt: Date;
  @Column(at)
  permittedAt: Date;
  @Column(at)
  permitExpiresAt: Date;
  @Column({ ...at, nullable: true })
  receivedAt: Date | null;
  /** 到期销毁: when the picture, its small one and its key were destroyed with its deal, whose record stays. */
  @Column({ ...at, nullable: true })
  disposedAt?: Date | null;
  /** When the 采集码 that it carried was issued; null where it carried none of this deal (see capture.ts). */
  @Column({ ...at, nullable: true })
  nonceIssuedAt: Date | null;
  /** As the device says; null where it said nothing. */
  @Column({ ...word, nullable: true })
  captureMethod: keyof typeof captureMethods | null;
  /** WGS-84, to three decimals. */
  @Column({ type: 'double', nullable: true })
  latitude: number | null;
  @Column({ type: 'double', nullable: true })
  longitude: number | null;
  @Column({ type: 'int', nullable: true })
  accuracyMetres: number | null;
  @Column({ type: 'varchar', length: 120, nullable: true })
  device: string | null;
  /** 固定端 at which it was taken; null for an agent's phone. */
  @Index('images_terminal_id')
  @Column({ ...uuid, nullable: true })
  terminalId: string | null;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'images_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => Problem, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'problem_id', foreignKeyConstraintName: 'images_problem' })
  problem?: Relation<Problem> | null;
  @ManyToOne(() => Terminal, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'terminal_id', foreignKeyConstraintName: 'images_terminal' })
  terminal?: Relation<Terminal> | null;
}
