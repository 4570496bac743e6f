import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { blindIndex, uuid, word } from '../../../columns';
import { Image } from '../../transactions/image.entity';

/**
 * 影像特征 of one picture, in the order in which they came: every process follows this table into an index of its own.
 * A row with `forgets` says that an earlier one was deleted, so that the indexes forget it too.
 * The driver gives a bigint as text.
 */
@Entity('picture_hashes')
export class PictureHash {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  number: string;
  @Index('picture_hashes_image_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  imageId: string | null;
  /** 证照种类 of its slot: pictures are compared with others of their kind. */
  @Column({ ...word, nullable: true })
  kind: string | null;
  /** See hashes.ts. */
  @Column({ type: 'binary', length: 32, nullable: true })
  hash: Buffer | null;
  /** Of the number that was surely read from it (see identity.ts). */
  @Column({ ...blindIndex, nullable: true })
  identity: string | null;
  @Column({ type: 'bigint', nullable: true })
  forgets: string | null;

  @ManyToOne(() => Image, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'image_id', foreignKeyConstraintName: 'picture_hashes_image' })
  image?: Relation<Image>;
}
