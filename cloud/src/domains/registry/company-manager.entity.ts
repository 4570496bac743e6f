import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid } from '../../columns';
import { Company } from './company.entity';
import { Person } from './person.entity';

/** 企业负责人: manages one company and its people; a company that is cancelled has none. */
@Entity('company_managers')
export class CompanyManager {
  @PrimaryColumn(uuid)
  personId: string;
  @Index('company_managers_company_id')
  @Column(uuid)
  companyId: string;
  @Column(at)
  since: Date;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', referencedColumnName: 'liveId', foreignKeyConstraintName: 'company_managers_company' })
  company?: Relation<Company>;
  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'company_managers_person' })
  person?: Relation<Person>;
}
