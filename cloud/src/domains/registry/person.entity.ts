import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { verificationMethods } from '@yongche/contract';
import { at, blindIndex, sealed, uuid, word } from '../../columns';

/** 自然人 who holds or asks for a certificate; name and number are sealed. */
@Entity('persons')
export class Person {
  @PrimaryColumn(uuid)
  id: string;
  @Column(sealed)
  nameSealed: string;
  @Column(sealed)
  idNumberSealed: string;
  @Index('persons_id_number_index', { unique: true })
  @Column(blindIndex)
  idNumberIndex: string;
  /** When and how the person was last verified; no face picture or template is kept (law.md R-L4). */
  @Column({ ...at, nullable: true })
  verifiedAt: Date | null;
  @Column({ ...word, nullable: true })
  verifiedBy: keyof typeof verificationMethods | null;
}
