import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { at, blindIndex, uuid } from '../../columns';

/** The key of one natural person, wrapped by the key ring; without it everything sealed by it is gone for good. */
@Entity('person_keys')
export class WrappedKey {
  @PrimaryColumn(uuid)
  id: string;
  /** Blind index of the ID number: one person has one key, as agent, manager, seller, buyer or 经办人. Null once erased. */
  @Index('person_keys_id_number_index', { unique: true })
  @Column({ ...blindIndex, nullable: true })
  idNumberIndex: string | null;
  /** Null once erased. */
  @Column({ type: 'varchar', length: 120, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  wrapped: string | null;
  @Column(at)
  createdAt: Date;
  @Column({ ...at, nullable: true })
  erasedAt: Date | null;
}
