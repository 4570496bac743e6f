import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const digest = `char(64) ${ascii}`;

/** 系统备份: runs, the histories of change logs and their files, since when what is due, copies without an original; and the alarms of what is late and of originals that are not as they were. */
const up = [
  `CREATE TABLE system_backups (
    id ${uuid} NOT NULL,
    tier ${word} NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    running_kind ${word} NULL,
    alive_until datetime(3) NULL,
    started_at datetime(3) NOT NULL,
    ended_at datetime(3) NULL,
    covers_until datetime(3) NULL,
    month char(7) ${ascii} NULL,
    items int NOT NULL,
    bytes bigint NOT NULL,
    kept_bytes bigint NULL,
    wrong int NOT NULL,
    root ${digest} NULL,
    kept_until datetime(3) NULL,
    started_by ${uuid} NULL,
    failure varchar(500) NULL,
    place varchar(120) ${ascii} NOT NULL,
    manifest_sha256 ${digest} NULL,
    UNIQUE KEY system_backups_running (running_kind),
    KEY system_backups_kind (kind, state, started_at),
    KEY system_backups_started_at (started_at, id),
    PRIMARY KEY (id),
    CONSTRAINT system_backups_states CHECK ((state = 'running') = (running_kind IS NOT NULL) AND (state = 'running') = (alive_until IS NOT NULL) AND (state = 'running') = (ended_at IS NULL) AND (state = 'failed') = (failure IS NOT NULL)),
    CONSTRAINT system_backups_started_by FOREIGN KEY (started_by) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE change_histories (
    id ${uuid} NOT NULL,
    server ${digest} NOT NULL,
    began_at datetime(3) NOT NULL,
    next_file varchar(100) ${ascii} NOT NULL,
    previous_file varchar(100) ${ascii} NULL,
    previous_bytes bigint NULL,
    shipped_until datetime(3) NULL,
    KEY change_histories_server (server, began_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE change_files (
    history_id ${uuid} NOT NULL,
    file varchar(100) ${ascii} NOT NULL,
    bytes bigint NOT NULL,
    last_event_at datetime(3) NOT NULL,
    shipped_at datetime(3) NOT NULL,
    KEY change_files_shipped_at (shipped_at),
    PRIMARY KEY (history_id, file),
    CONSTRAINT change_files_history FOREIGN KEY (history_id) REFERENCES change_histories (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE backup_schedules (
    kind ${word} NOT NULL,
    since datetime(3) NOT NULL,
    PRIMARY KEY (kind)
  ) ${table}`,
  `CREATE TABLE gone_objects (
    object_key varchar(250) ${ascii} NOT NULL,
    gone_at datetime(3) NOT NULL,
    KEY gone_objects_gone_at (gone_at),
    PRIMARY KEY (object_key)
  ) ${table}`,
  `INSERT INTO alarm_rules (code, indicator, severity, enabled, threshold, clear_below, for_seconds, clear_seconds, changed_by, changed_at) VALUES
    ('backup_late', 'backup_late', 'slow', 1, 1, 1, 0, 0, NULL, NULL),
    ('originals_wrong', 'originals_wrong', 'slow', 1, 1, 1, 0, 0, NULL, NULL)`,
];

const rules = "('backup_late', 'originals_wrong')";
/** Alarms that the rules raised go with them, and so do their incidents. */
const down = [
  `DELETE FROM incidents WHERE alarm_id IN (SELECT id FROM alarms WHERE rule IN ${rules})`,
  `DELETE FROM alarms WHERE rule IN ${rules}`,
  `DELETE FROM alarm_rules WHERE code IN ${rules}`,
  ...['gone_objects', 'backup_schedules', 'change_files', 'change_histories', 'system_backups'].map((name) => `DROP TABLE ${name}`),
];

export class SystemBackups1766150000000 implements MigrationInterface {
  name = 'SystemBackups1766150000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
