import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { disciplineSubjects } from '@yongche/contract';
import { uuid, word } from '../../columns';

/** 扣分账户: one row a subject. Whoever counts its points holds it locked, so that two who count at once come one after the other. */
@Entity('discipline_accounts')
@Index('discipline_accounts_period', ['countedTo'])
export class DisciplineAccount {
  @PrimaryColumn(word)
  subjectType: keyof typeof disciplineSubjects;
  /** A person, company, market or employee, by the type. */
  @PrimaryColumn(uuid)
  subjectId: string;
  /** The days (Shanghai) over which the points were last counted: a cycle, or from the last one on while a measure of it is unfinished. */
  @Column({ type: 'date', nullable: true })
  countedFrom: string | null;
  @Column({ type: 'date', nullable: true })
  countedTo: string | null;
}
