import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { companyStates, licenceStates } from '@yongche/contract';
import { uuid, word } from '../../columns';

/** 代理证用户企业: a company whose people hold certificates. */
@Entity('companies')
export class Company {
  @PrimaryColumn(uuid)
  id: string;
  /** 备案号, such as 甬企0001. */
  @Index('companies_number', { unique: true })
  @Column({ type: 'varchar', length: 20 })
  number: string;
  @Column({ type: 'varchar', length: 100 })
  name: string;
  /** 统一社会信用代码. */
  @Index('companies_credit_code', { unique: true })
  @Column({ type: 'char', length: 18 })
  creditCode: string;
  @Column({ ...word, default: 'in_force' })
  state: keyof typeof companyStates;
  /** The own id while the company is not cancelled: what certificates and managers lean on (CHECK companies_live). */
  @Index('companies_live_id', { unique: true })
  @Column({ ...uuid, nullable: true })
  liveId: string | null;
  @Column({ type: 'varchar', length: 200, default: '' })
  address: string;
  /** Counts the editions of the 备案证明; a 补办 makes the next one. */
  @Column({ type: 'int', default: 1 })
  edition: number;
  @Column({ ...word, default: 'unknown' })
  licenceState: keyof typeof licenceStates;
  /** Calendar days in Shanghai; null where the licence has no end. */
  @Column({ type: 'date', nullable: true })
  licenceExpiresOn: string | null;
  @Column({ type: 'date', nullable: true })
  licenceCheckedOn: string | null;
  @Column({ type: 'date' })
  registeredOn: string;
  /** Last day of a suspension. */
  @Column({ type: 'date', nullable: true })
  suspendedUntil: string | null;
  @Column({ type: 'date', nullable: true })
  endedOn: string | null;
}
