import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { certificateStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
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
  /** The person while the certificate lives (awaits verification, in force, suspended): unique, so nobody has two. */
  @Index('certificates_live_person_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  livePersonId: string | null;
  /** The company while the certificate lives: points at companies that are not cancelled. */
  @Column({ ...uuid, nullable: true })
  liveCompanyId: string | null;
  /** The own id while in force: what an app binding leans on. */
  @Index('certificates_force_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  forceId: string | null;
  /** Counts the editions; a 补办 makes the next one and ends the 查验码 of the last. */
  @Column({ type: 'int', default: 1 })
  edition: number;
  /** APP注销: no app may be opened until APP开通 is approved. */
  @Column({ type: 'boolean', default: false })
  appClosed: boolean;
  /** When the holder agreed to join the company, and on which account: another one's face check does not count for it. */
  @Column({ ...at, nullable: true })
  acceptedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  acceptedBy: string | null;
  /** Calendar days in Shanghai. */
  @Column({ type: 'date', nullable: true })
  issuedOn: string | null;
  @Column({ type: 'date', nullable: true })
  expiresOn: string | null;
  /** Last day of a suspension. */
  @Column({ type: 'date', nullable: true })
  suspendedUntil: string | null;
  @Column({ type: 'date', nullable: true })
  endedOn: string | null;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'certificates_company' })
  company: Relation<Company>;
  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'live_company_id', referencedColumnName: 'liveId', foreignKeyConstraintName: 'certificates_live_company' })
  liveCompany?: Relation<Company>;
  @ManyToOne(() => Person, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'person_id', foreignKeyConstraintName: 'certificates_person' })
  person: Relation<Person>;
}
