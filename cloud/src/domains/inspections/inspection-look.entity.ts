import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { lookKinds, lookVerdicts, returnCodes } from '@yongche/contract';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { InspectionCase } from './inspection-case.entity';

/** One finding of a look: a picture, a photo that is missing, or the deal itself. */
export interface Mark {
  imageId: string | null;
  /** 影像类型 of a photo that is missing; null where there is a picture, or none of a type. */
  slot: string | null;
  code: keyof typeof returnCodes;
  /** 违规代码; null where it is the usual one of the code. */
  violation: string | null;
  note: string | null;
}

/** 核查: one person looks at one case once. What a blind second look and a first one hand out is the same. */
@Entity('inspection_looks')
@Index('inspection_looks_kind', ['caseId', 'kind'], { unique: true })
@Index('inspection_looks_queue', ['state', 'turn', 'claimableAt'])
@Index('inspection_looks_held', ['staffId', 'state'])
@Index('inspection_looks_decided', ['decidedAt'])
export class InspectionLook {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  caseId: string;
  @Column(word)
  kind: keyof typeof lookKinds;
  /** The lower, the earlier (see cases.ts). */
  @Column({ type: 'double' })
  turn: number;
  /** What somebody in doubt asks. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  question: string | null;
  /** `decided` may still be undone, `settled` has taken effect. */
  @Column(word)
  state: 'open' | 'decided' | 'settled';
  /** From when on it may be claimed: for as long as somebody has it, the end of the lease. */
  @Column(at)
  claimableAt: Date;
  /** Who has it, or has decided it; who let the lease run out until somebody else claims it. */
  @Column({ ...uuid, nullable: true })
  staffId: string | null;
  @Column({ ...at, nullable: true })
  decidedAt: Date | null;
  @Column({ ...word, nullable: true })
  verdict: keyof typeof lookVerdicts | null;
  /** 疑问. */
  @Column({ type: 'varchar', length: 200, nullable: true })
  note: string | null;
  @Column({ type: 'simple-json', nullable: true })
  marks: Mark[] | null;
  /** From seeing it to deciding, as the console measured. */
  @Column({ type: 'double', nullable: true })
  seconds: number | null;

  @ManyToOne(() => InspectionCase, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'case_id', foreignKeyConstraintName: 'inspection_looks_case' })
  case?: Relation<InspectionCase>;
  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'staff_id', foreignKeyConstraintName: 'inspection_looks_staff' })
  staff?: Relation<Staff> | null;
}
