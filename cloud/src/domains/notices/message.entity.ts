import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { messageKinds } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Company } from '../registry/company.entity';
import { Person } from '../registry/person.entity';

/** 站内信: has one recipient, a person or a company (a CHECK of the table). */
@Entity('messages')
@Index('messages_person_id', ['personId', 'sentAt'])
@Index('messages_company_id', ['companyId', 'sentAt'])
export class Message {
  @PrimaryColumn(uuid)
  id: string;
  @Column({ ...uuid, nullable: true })
  personId: string | null;
  @Column({ ...uuid, nullable: true })
  companyId: string | null;
  @Column(word)
  kind: keyof typeof messageKinds;
  @Column({ type: 'varchar', length: 100 })
  title: string;
  /** Holds nothing that its recipient may not see. */
  @Column({ type: 'varchar', length: 2000 })
  body: string;
  @Column({ type: 'varchar', length: 200, nullable: true })
  link: string | null;
  @Column(at)
  sentAt: Date;
  @Column({ ...at, nullable: true })
  readAt: Date | null;

  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'messages_person' })
  person: Relation<Person> | null;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'messages_company' })
  company: Relation<Company> | null;
}
