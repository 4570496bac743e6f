import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;

/** 自愿备份 of a market: one at a time, its row stays when the file is gone. */
const up = [
  `CREATE TABLE market_backups (
    id ${uuid} NOT NULL,
    market_id ${uuid} NOT NULL,
    running_market_id ${uuid} NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    recipient varchar(62) ${ascii} NOT NULL,
    requested_by ${uuid} NOT NULL,
    requested_at datetime(3) NOT NULL,
    deals int NOT NULL,
    deals_done int NOT NULL DEFAULT 0,
    pictures int NOT NULL DEFAULT 0,
    pictures_left_out int NOT NULL DEFAULT 0,
    object_key varchar(120) ${ascii} NULL,
    bytes bigint NULL,
    sha256 char(64) ${ascii} NULL,
    ready_at datetime(3) NULL,
    kept_until datetime(3) NULL,
    failure varchar(200) NULL,
    UNIQUE KEY market_backups_running (running_market_id),
    KEY market_backups_market_id (market_id, requested_at),
    KEY market_backups_state (state),
    PRIMARY KEY (id),
    CONSTRAINT market_backups_market FOREIGN KEY (market_id) REFERENCES markets (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
];
const down = ['DROP TABLE market_backups'];

export class MarketBackups1765120000000 implements MigrationInterface {
  name = 'MarketBackups1765120000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
