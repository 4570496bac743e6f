import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { verificationMethods } from '@yongche/contract';
import { at, blindIndex, sealed, uuid, word } from '../../columns';
import { WrappedKey } from '../privacy/wrapped-key.entity';

/** 自然人 who holds or asks for a certificate, or manages a company; name, number and phone are sealed by the person's own key. */
@Entity('persons')
export class Person {
  @PrimaryColumn(uuid)
  id: string;
  @Index('persons_key_id', { unique: true })
  @Column(uuid)
  keyId: string;
  @Column(sealed)
  nameSealed: string;
  @Column(sealed)
  idNumberSealed: string;
  /** Null once erased, as the phone's is. */
  @Index('persons_id_number_index', { unique: true })
  @Column({ ...blindIndex, nullable: true })
  idNumberIndex: string | null;
  @Column({ ...sealed, nullable: true })
  phoneSealed: string | null;
  @Index('persons_phone_index')
  @Column({ ...blindIndex, nullable: true })
  phoneIndex: string | null;
  /** When and how the person was last verified; no face picture or template is kept (law.md R-L4). */
  @Column({ ...at, nullable: true })
  verifiedAt: Date | null;
  @Column({ ...word, nullable: true })
  verifiedBy: keyof typeof verificationMethods | null;

  @ManyToOne(() => WrappedKey, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', eager: true })
  @JoinColumn({ name: 'key_id', foreignKeyConstraintName: 'persons_key' })
  key: Relation<WrappedKey>;
}
