import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { marketBackupStates } from '@yongche/contract';
import { at, digest, uuid, word } from '../../columns';
import { Market } from '../registry/market.entity';

const bytesOrNull = { type: 'bigint', nullable: true, transformer: { from: (value: string | null) => (value === null ? null : Number(value)), to: (value: number | null) => value } } as const;

/** 自愿备份: a market's own completed deals of a period as one encrypted file. The row stays when the file is gone. */
@Entity('market_backups')
@Index('market_backups_market_id', ['marketId', 'requestedAt'])
export class MarketBackup {
  @PrimaryColumn(uuid)
  id: string;
  @Column(uuid)
  marketId: string;
  /** The market while its backup waits or is being made: one at a time. */
  @Index('market_backups_running', { unique: true })
  @Column({ ...uuid, nullable: true })
  runningMarketId: string | null;
  /** First and last day of completion. */
  @Column({ type: 'date' })
  fromOn: string;
  @Column({ type: 'date' })
  toOn: string;
  @Index('market_backups_state')
  @Column(word)
  state: keyof typeof marketBackupStates;
  /** An X25519 recipient of age; who reads the file has its identity, which never comes here. */
  @Column({ type: 'varchar', length: 62, charset: 'ascii', collation: 'ascii_bin' })
  recipient: string;
  @Column(uuid)
  requestedBy: string;
  @Column(at)
  requestedAt: Date;
  @Column({ type: 'int' })
  deals: number;
  @Column({ type: 'int', default: 0 })
  dealsDone: number;
  @Column({ type: 'int', default: 0 })
  pictures: number;
  @Column({ type: 'int', default: 0 })
  picturesLeftOut: number;
  /** Where the run at hand writes, or the last one wrote: a new one for each run, so that one that was thought dead changes nothing. */
  @Column({ type: 'varchar', length: 120, charset: 'ascii', collation: 'ascii_bin', nullable: true })
  objectKey: string | null;
  @Column(bytesOrNull)
  bytes: number | null;
  /** Of the encrypted file. */
  @Column({ ...digest, nullable: true })
  sha256: string | null;
  @Column({ ...at, nullable: true })
  readyAt: Date | null;
  @Column({ ...at, nullable: true })
  keptUntil: Date | null;
  @Column({ type: 'varchar', length: 200, nullable: true })
  failure: string | null;

  @ManyToOne(() => Market, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'market_id', foreignKeyConstraintName: 'market_backups_market' })
  market?: Relation<Market>;
}
