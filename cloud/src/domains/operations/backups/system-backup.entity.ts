import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { backupKinds, backupStates, backupTiers } from '@yongche/contract';
import { at, digest, uuid, word } from '../../../columns';
import { Staff } from '../../identity/staff.entity';

const ascii = { charset: 'ascii', collation: 'ascii_bin' } as const;
const size = { type: 'bigint', transformer: { from: (value: string | null) => (value === null ? null : Number(value)), to: (value: number | null) => value } } as const;

/** 系统备份: one run of one kind; of the changes, all files of one day. The row stays when what it tells of is removed. */
@Entity('system_backups')
@Index('system_backups_kind', ['kind', 'state', 'startedAt'])
@Index('system_backups_started_at', ['startedAt', 'id'])
export class SystemBackup {
  @PrimaryColumn(uuid)
  id: string;
  @Column(word)
  tier: keyof typeof backupTiers;
  @Column(word)
  kind: keyof typeof backupKinds;
  @Column(word)
  state: keyof typeof backupStates;
  /** The kind while it runs: one at a time. */
  @Index('system_backups_running', { unique: true })
  @Column({ ...word, nullable: true })
  runningKind: keyof typeof backupKinds | null;
  /** Until when whoever runs it is believed to live; renewed as it goes on. */
  @Column({ ...at, nullable: true })
  aliveUntil: Date | null;
  @Column(at)
  startedAt: Date;
  @Column({ ...at, nullable: true })
  endedAt: Date | null;
  /** Null also of a run of pictures that did not come to the end of the bucket: the next one goes on. */
  @Column({ ...at, nullable: true })
  coversUntil: Date | null;
  /** YYYY-MM of an archive. */
  @Column({ type: 'char', length: 7, ...ascii, nullable: true })
  month: string | null;
  @Column({ type: 'int' })
  items: number;
  @Column(size)
  bytes: number;
  /** Of all copies of pictures in the store, where all of them were looked at. */
  @Column({ ...size, nullable: true })
  keptBytes: number | null;
  /** Objects of the bucket that were lost, altered or unreadable when all of them were looked at. */
  @Column({ type: 'int' })
  wrong: number;
  @Column({ ...digest, nullable: true })
  root: string | null;
  @Column({ ...at, nullable: true })
  keptUntil: Date | null;
  /** Null where the schedule, or the command on the machine, did. */
  @Column({ ...uuid, nullable: true })
  startedBy: string | null;
  @Column({ type: 'varchar', length: 500, nullable: true })
  failure: string | null;
  /** Its folder in the store of backups, with a slash at its end. */
  @Column({ type: 'varchar', length: 120, ...ascii })
  place: string;
  @Column({ ...digest, nullable: true })
  manifestSha256: string | null;

  @ManyToOne(() => Staff, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT', nullable: true })
  @JoinColumn({ name: 'started_by', foreignKeyConstraintName: 'system_backups_started_by' })
  starter?: Relation<Staff> | null;
}

/** 增量日志的一段历史: the binary log of one server from some file on, without a gap. A server that begins to count anew begins another one. */
@Entity('change_histories')
@Index('change_histories_server', ['server', 'beganAt'])
export class ChangeHistory {
  /** Names its folder in the store, and the server in the manifest of a dump. */
  @PrimaryColumn(uuid)
  id: string;
  /** Which server: digest of what it says of itself. */
  @Column(digest)
  server: string;
  @Column(at)
  beganAt: Date;
  /** The first file of the log that is not in the store yet. */
  @Column({ type: 'varchar', length: 100, ...ascii })
  nextFile: string;
  /** The one before it, where it is in the store. */
  @Column({ type: 'varchar', length: 100, ...ascii, nullable: true })
  previousFile: string | null;
  @Column({ ...size, nullable: true })
  previousBytes: number | null;
  /** Up to which moment every change is in the store; null before the first time. */
  @Column({ ...at, nullable: true })
  shippedUntil: Date | null;
}

/** 增量日志文件: one that is in the store. */
@Entity('change_files')
@Index('change_files_shipped_at', ['shippedAt'])
export class ChangeFile {
  @PrimaryColumn(uuid)
  historyId: string;
  @PrimaryColumn({ type: 'varchar', length: 100, ...ascii })
  file: string;
  @Column(size)
  bytes: number;
  @Column(at)
  lastEventAt: Date;
  @Column(at)
  shippedAt: Date;

  @ManyToOne(() => ChangeHistory, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'history_id', foreignKeyConstraintName: 'change_files_history' })
  history?: Relation<ChangeHistory>;
}

/** 备份安排: since when a kind of backup is due by itself; before that nobody misses it. */
@Entity('backup_schedules')
export class BackupSchedule {
  @PrimaryColumn(word)
  kind: keyof typeof backupKinds;
  @Column(at)
  since: Date;
}

/** 原件已删去的备份: a copy whose original is gone from the bucket, and since when. */
@Entity('gone_objects')
export class GoneObject {
  @PrimaryColumn({ type: 'varchar', length: 250, ...ascii })
  objectKey: string;
  @Index('gone_objects_gone_at')
  @Column(at)
  goneAt: Date;
}
