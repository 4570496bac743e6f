import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { businesses, channels } from '@yongche/contract';
import { at, uuid, word } from '../../../columns';
import { Market } from '../../registry/market.entity';

/** A day (Shanghai) that is over and whose deals were counted, none perhaps. */
@Entity('counted_days')
@Index('counted_days_compared_at', ['comparedAt', 'day'])
export class CountedDay {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @Column(at)
  countedAt: Date;
  /** When its figures were last compared with the records; null until then. */
  @Column({ ...at, nullable: true })
  comparedAt: Date | null;
}

/** 日统计: deals of a counted day by market, channel and business; written by count-days.ts alone, and always with their day. */
@Entity('deal_day_figures')
@Index('deal_day_figures_market_id', ['marketId', 'day'])
export class DealDayFigure {
  @PrimaryColumn({ type: 'date' })
  day: string;
  @PrimaryColumn(uuid)
  marketId: string;
  @PrimaryColumn(word)
  channel: keyof typeof channels;
  @PrimaryColumn(word)
  business: keyof typeof businesses;
  /** 上传数, by the day of the first submission; 完成数, by that of the completion. */
  @Column({ type: 'int' })
  uploaded: number;
  @Column({ type: 'int' })
  completed: number;
  /** Of the completed ones, those that the pre-check had judged by the pack of the deal. */
  @Column({ type: 'int' })
  prechecked: number;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'deal_day_figures_market' })
  market?: Relation<Market>;
}
