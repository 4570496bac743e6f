import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const digest = `char(64) ${ascii}`;
const restrict = 'ON DELETE RESTRICT ON UPDATE RESTRICT';

/** 固定端的电脑, known by its key: one in force per terminal; sessions and pictures name where they come from, and a market may require it. */
const up = [
  `CREATE TABLE terminal_pairings (
    id ${uuid} NOT NULL,
    code_index char(32) ${ascii} NOT NULL,
    public_key varchar(200) ${ascii} NOT NULL,
    ip varchar(45) NOT NULL,
    user_agent varchar(300) NOT NULL,
    expires_at datetime(3) NOT NULL,
    UNIQUE KEY terminal_pairings_code_index (code_index),
    KEY terminal_pairings_expires_at (expires_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE terminal_devices (
    id ${uuid} NOT NULL,
    terminal_id ${uuid} NOT NULL,
    live_terminal_id ${uuid} NULL,
    edition int NOT NULL,
    public_key varchar(200) ${ascii} NOT NULL,
    seal_number int NOT NULL,
    seal_hash ${digest} NULL,
    former_seal_hash ${digest} NULL,
    sealed_at datetime(3) NOT NULL,
    paired_at datetime(3) NOT NULL,
    paired_by ${uuid} NOT NULL,
    last_seen_at datetime(3) NULL,
    ip varchar(45) NOT NULL,
    user_agent varchar(300) NOT NULL,
    page_version varchar(40) NULL,
    ended_at datetime(3) NULL,
    end_reason varchar(30) ${ascii} NULL,
    ended_by ${uuid} NULL,
    UNIQUE KEY terminal_devices_live_terminal_id (live_terminal_id),
    KEY terminal_devices_terminal_id (terminal_id, paired_at),
    PRIMARY KEY (id),
    CONSTRAINT terminal_devices_terminal FOREIGN KEY (terminal_id) REFERENCES terminals(id) ${restrict},
    CONSTRAINT terminal_devices_live CHECK (live_terminal_id <=> IF(ended_at IS NULL, terminal_id, NULL)),
    CONSTRAINT terminal_devices_ended CHECK ((ended_at IS NULL) = (end_reason IS NULL)),
    CONSTRAINT terminal_devices_sealed CHECK ((seal_number = 0) = (seal_hash IS NULL))
  ) ${table}`,
  `CREATE TABLE staff_pins (
    device_id ${uuid} NOT NULL,
    staff_id ${uuid} NOT NULL,
    day date NOT NULL,
    pin_hash varchar(200) NOT NULL,
    failures int NOT NULL,
    set_at datetime(3) NOT NULL,
    PRIMARY KEY (device_id, staff_id),
    CONSTRAINT staff_pins_device FOREIGN KEY (device_id) REFERENCES terminal_devices(id) ${restrict},
    CONSTRAINT staff_pins_staff FOREIGN KEY (staff_id) REFERENCES staff(id) ${restrict}
  ) ${table}`,
  `ALTER TABLE sessions ADD COLUMN device_id ${uuid} NULL, ADD KEY sessions_device_id (device_id),
    ADD CONSTRAINT sessions_device FOREIGN KEY (device_id) REFERENCES terminal_devices(id) ${restrict}`,
  `ALTER TABLE images ADD COLUMN terminal_id ${uuid} NULL, ADD KEY images_terminal_id (terminal_id),
    ADD CONSTRAINT images_terminal FOREIGN KEY (terminal_id) REFERENCES terminals(id) ${restrict}`,
  "ALTER TABLE markets ADD COLUMN requires_terminal tinyint NOT NULL DEFAULT '0'",
];

const down = [
  'ALTER TABLE markets DROP COLUMN requires_terminal',
  'ALTER TABLE images DROP FOREIGN KEY images_terminal',
  'ALTER TABLE images DROP KEY images_terminal_id, DROP COLUMN terminal_id',
  'ALTER TABLE sessions DROP FOREIGN KEY sessions_device',
  'ALTER TABLE sessions DROP KEY sessions_device_id, DROP COLUMN device_id',
  'DROP TABLE staff_pins',
  'DROP TABLE terminal_devices',
  'DROP TABLE terminal_pairings',
];

export class TerminalDevices1765010000000 implements MigrationInterface {
  name = 'TerminalDevices1765010000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
