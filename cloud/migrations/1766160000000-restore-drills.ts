import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;

/** 恢复演练, and the alarm where the last one is too old or did not pass. */
const up = [
  `CREATE TABLE restore_drills (
    id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    running_key ${word} NULL,
    started_at datetime(3) NOT NULL,
    seen_at datetime(3) NOT NULL,
    ended_at datetime(3) NULL,
    wanted_at datetime(3) NULL,
    backup_id ${uuid} NULL,
    restored_to datetime(3) NULL,
    loss_seconds int NULL,
    table_rows int NOT NULL DEFAULT 0,
    pictures int NOT NULL DEFAULT 0,
    deals int NOT NULL DEFAULT 0,
    started_by ${uuid} NULL,
    is_proof tinyint NOT NULL,
    is_interrupted tinyint NOT NULL,
    evidence_at datetime(3) NULL,
    checks mediumtext NOT NULL,
    steps text NOT NULL,
    failure varchar(500) NULL,
    KEY restore_drills_evidence (evidence_at),
    UNIQUE KEY restore_drills_running (running_key),
    PRIMARY KEY (id),
    CONSTRAINT restore_drills_states CHECK ((state = 'running') = (ended_at IS NULL) AND (state = 'running') = (running_key IS NOT NULL)),
    CONSTRAINT restore_drills_started_by FOREIGN KEY (started_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
  `INSERT INTO alarm_rules (code, indicator, severity, enabled, threshold, clear_below, for_seconds, clear_seconds, changed_by, changed_at)
    VALUES ('drill_late', 'drill_late', 'slow', 1, 1, 1, 0, 0, NULL, NULL)`,
];

/** Alarms that the rule raised go with it, and so do their incidents. */
const down = [
  "DELETE FROM incidents WHERE alarm_id IN (SELECT id FROM alarms WHERE rule = 'drill_late')",
  "DELETE FROM alarms WHERE rule = 'drill_late'",
  "DELETE FROM alarm_rules WHERE code = 'drill_late'",
  'DROP TABLE restore_drills',
];

export class RestoreDrills1766160000000 implements MigrationInterface {
  name = 'RestoreDrills1766160000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
