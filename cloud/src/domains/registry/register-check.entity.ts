import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { registerSubjects } from '@yongche/contract';
import { at, uuid, word } from '../../columns';

type Subject = keyof typeof registerSubjects;

/** A record of the register that its events do not explain. */
export interface Finding {
  subjectType: Subject;
  subjectId: string;
  subjectName: string;
  /** One Chinese sentence. */
  problem: string;
}

/** 台账核对: one comparison of every record with its events. */
@Entity('register_checks')
export class RegisterCheck {
  @PrimaryColumn(uuid)
  id: string;
  @Index('register_checks_at')
  @Column(at)
  at: Date;
  @Column({ type: 'boolean' })
  ok: boolean;
  @Column({ type: 'mediumtext', transformer: { to: JSON.stringify, from: (text: string) => JSON.parse(text) } })
  findings: Finding[];
}

/** 在册实数: rows counted in the register at the end of a day, independent of the ledger. */
@Entity('register_stocks')
export class RegisterStock {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @PrimaryColumn(word)
  subjectType: Subject;
  @Column({ type: 'int' })
  stock: number;
}
