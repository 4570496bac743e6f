import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { certificateStates } from '@yongche/contract';
import { uuid, word } from '../../columns';
import { Company } from './company.entity';
import { Person } from './person.entity';

/** 代理证: lets one natural person act for others in transfers, in the name of one company. */
@Entity('certificates')
export class Certificate {
  @PrimaryColumn(uuid)
  id: string;
  @Index('certificates_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column(uuid)
  companyId: string;
  @Index('certificates_person_id')
  @Column(uuid)
  personId: string;
  @Column(word)
  state: keyof typeof certificateStates;
  /** Calendar days in Shanghai. */
  @Column({ type: 'date', nullable: true })
  issuedOn: string | null;
  @Column({ type: 'date', nullable: true })
  expiresOn: string | null;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'certificates_company' })
  company: Relation<Company>;
  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'certificates_person' })
  person: Relation<Person>;
}
