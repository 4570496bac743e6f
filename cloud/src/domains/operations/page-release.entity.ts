import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { at, uuid, word } from '../../columns';
import { Staff } from '../identity/staff.entity';
import { Market } from '../registry/market.entity';

/** 页面版本: a build of the staff web that a server of this installation has found among its files. */
@Entity('page_releases')
export class PageRelease {
  @PrimaryColumn(uuid)
  id: string;
  /** Such as 0.1.0+202611281200. */
  @Index('page_releases_version', { unique: true })
  @Column({ type: 'varchar', length: 40, charset: 'ascii', collation: 'ascii_bin' })
  version: string;
  @Column({ ...at, nullable: true })
  builtAt: Date | null;
  @Column(at)
  firstServedAt: Date;
  /** What is new, for people at the counter. */
  @Column({ type: 'varchar', length: 1000 })
  notes: string;
  /** `markets`: those of `page_release_markets`. */
  @Column(word)
  scope: 'none' | 'markets' | 'all';
  @Column({ ...at, nullable: true })
  changedAt: Date | null;
  @Column({ ...uuid, nullable: true })
  changedBy: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'changed_by', foreignKeyConstraintName: 'page_releases_changed_by' })
  changedByStaff?: Relation<Staff> | null;
}

/** 灰度: a market whose terminals run a version before all others do. */
@Entity('page_release_markets')
export class PageReleaseMarket {
  @PrimaryColumn(uuid)
  releaseId: string;
  @PrimaryColumn(uuid)
  marketId: string;

  @ManyToOne(() => PageRelease, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'release_id', foreignKeyConstraintName: 'page_release_markets_release' })
  release?: Relation<PageRelease>;
  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'page_release_markets_market' })
  market?: Relation<Market>;
}

/** 最低版本: its one row says which; whoever holds its lock may change what is rolled out. */
@Entity('page_minimum')
export class PageMinimum {
  @PrimaryColumn({ type: 'int' })
  id: number;
  /** Null where none is demanded. */
  @Column({ ...uuid, nullable: true })
  releaseId: string | null;

  @ManyToOne(() => PageRelease, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'release_id', foreignKeyConstraintName: 'page_minimum_release' })
  release?: Relation<PageRelease> | null;
}
