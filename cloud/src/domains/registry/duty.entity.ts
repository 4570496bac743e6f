import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { dutyKinds, dutyStates } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Company } from './company.entity';

/** 报告义务: a company has to report its closing (A01) or a change (A02) within 30 days. */
@Entity('duties')
@Index('duties_state', ['state', 'dueOn'])
export class Duty {
  @PrimaryColumn(uuid)
  id: string;
  @Index('duties_company_id')
  @Column(uuid)
  companyId: string;
  @Column(word)
  kind: keyof typeof dutyKinds;
  @Column(word)
  state: keyof typeof dutyStates;
  @Column({ type: 'varchar', length: 200 })
  cause: string;
  @Column({ type: 'date' })
  dueOn: string;
  @Column({ type: 'date', nullable: true })
  remindedOn: string | null;
  @Column({ type: 'date', nullable: true })
  letterOn: string | null;
  @Column(at)
  openedAt: Date;
  @Column({ ...at, nullable: true })
  closedAt: Date | null;
  /** Company and kind while open: one duty of a kind at a time. */
  @Index('duties_open_key', { unique: true })
  @Column({ type: 'varchar', length: 60, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  openKey: string | null;

  @ManyToOne(() => Company, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'company_id', foreignKeyConstraintName: 'duties_company' })
  company: Relation<Company>;
}
