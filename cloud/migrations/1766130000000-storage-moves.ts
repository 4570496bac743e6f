import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';

/** 存储搬迁: one at a time; what one of two stores missed; the folders that were used as stores. */
const up = [
  `CREATE TABLE storage_moves (
    id ${uuid} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    running varchar(30) ${ascii} NULL,
    from_store varchar(100) NOT NULL,
    to_store varchar(100) NOT NULL,
    started_at datetime(3) NOT NULL,
    started_by ${uuid} NULL,
    ended_at datetime(3) NULL,
    objects bigint NOT NULL,
    bytes bigint NOT NULL,
    copied bigint NOT NULL,
    copied_bytes bigint NOT NULL,
    verified bigint NOT NULL,
    differing bigint NOT NULL,
    fallbacks bigint NOT NULL,
    bytes_per_second bigint NULL,
    root_from char(64) ${ascii} NULL,
    root_to char(64) ${ascii} NULL,
    switched_at datetime(3) NULL,
    turned_at datetime(3) NULL,
    settled_at datetime(3) NULL,
    failure varchar(300) NULL,
    progress json NOT NULL,
    revision int NOT NULL,
    UNIQUE KEY storage_moves_running (running),
    KEY storage_moves_started_at (started_at, id),
    PRIMARY KEY (id),
    CONSTRAINT storage_moves_started_by FOREIGN KEY (started_by) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE storage_debts (
    move_id ${uuid} NOT NULL,
    object_key varchar(700) ${ascii} NOT NULL,
    truth varchar(30) ${ascii} NOT NULL,
    act varchar(30) ${ascii} NOT NULL,
    times int NOT NULL,
    noted_at datetime(3) NOT NULL,
    PRIMARY KEY (move_id, object_key)
  ) ${table}`,
  `CREATE TABLE known_disks (
    name varchar(100) NOT NULL,
    mark ${uuid} NOT NULL,
    noted_at datetime(3) NOT NULL,
    UNIQUE KEY known_disks_mark (mark),
    PRIMARY KEY (name)
  ) ${table}`,
];
const down = ['DROP TABLE known_disks', 'DROP TABLE storage_debts', 'DROP TABLE storage_moves'];

export class StorageMoves1766130000000 implements MigrationInterface {
  name = 'StorageMoves1766130000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
