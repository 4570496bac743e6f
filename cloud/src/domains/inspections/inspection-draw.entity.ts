import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { inspectionOrigins } from '@yongche/contract';
import { uuid, word } from '../../columns';
import { Transaction } from '../transactions/transaction.entity';
import { planVersion, SamplingPlan } from './sampling-plan.entity';

/** 层 (see sampling.ts): kind, whose it is, and the market. */
export const stratumKey = { type: 'varchar', length: 90, charset: 'ascii', collation: 'ascii_bin' } as const;

/** How many deals of a day (Shanghai) a stratum has seen: the next one takes the place after them. */
@Entity('inspection_strata')
export class InspectionStratum {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @PrimaryColumn(stratumKey)
  stratum: string;
  @Column({ type: 'int' })
  seen: number;
}

/** 抽取: what became of one completed deal, with all that is needed to draw it again from the plan's seed. */
@Entity('inspection_draws')
@Index('inspection_draws_day', ['day', 'stratum'])
export class InspectionDraw {
  @PrimaryColumn(uuid)
  transactionId: string;
  /** Day (Shanghai) of its completion. */
  @Column({ type: 'date' })
  day: string;
  @Column(planVersion)
  planVersion: string;
  /** 0–1, from what the machine said and people decided. */
  @Column({ type: 'double' })
  risk: number;
  /** Null where the risk alone brought it up. */
  @Column({ ...stratumKey, nullable: true })
  stratum: string | null;
  /** Its place in the stratum, from 1. */
  @Column({ type: 'int', nullable: true })
  place: number | null;
  /** Its place in the market's control stratum, where the sample passed it by. */
  @Column({ type: 'int', nullable: true })
  controlPlace: number | null;
  /** Null where it was not drawn. */
  @Column({ ...word, nullable: true })
  origin: Exclude<keyof typeof inspectionOrigins, 'requested'> | null;

  @ManyToOne(() => Transaction, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'transaction_id', foreignKeyConstraintName: 'inspection_draws_transaction' })
  transaction?: Relation<Transaction>;
  @ManyToOne(() => SamplingPlan, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'plan_version', foreignKeyConstraintName: 'inspection_draws_plan' })
  plan?: Relation<SamplingPlan>;
}
