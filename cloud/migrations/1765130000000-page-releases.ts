import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const restrict = 'ON DELETE RESTRICT ON UPDATE RESTRICT';

/** 版本与灰度: the builds of the staff web that were served here, which markets run which, and the oldest one that is still answered. */
const up = [
  `CREATE TABLE page_releases (
    id ${uuid} NOT NULL,
    version varchar(40) ${ascii} NOT NULL,
    built_at datetime(3) NULL,
    first_served_at datetime(3) NOT NULL,
    notes varchar(1000) NOT NULL,
    scope varchar(30) ${ascii} NOT NULL,
    changed_at datetime(3) NULL,
    changed_by ${uuid} NULL,
    UNIQUE KEY page_releases_version (version),
    PRIMARY KEY (id),
    CONSTRAINT page_releases_changed_by FOREIGN KEY (changed_by) REFERENCES staff(id) ${restrict},
    CONSTRAINT page_releases_changed CHECK ((changed_at IS NULL) = (changed_by IS NULL))
  ) ${table}`,
  `CREATE TABLE page_release_markets (
    release_id ${uuid} NOT NULL,
    market_id ${uuid} NOT NULL,
    PRIMARY KEY (release_id, market_id),
    CONSTRAINT page_release_markets_release FOREIGN KEY (release_id) REFERENCES page_releases(id) ${restrict},
    CONSTRAINT page_release_markets_market FOREIGN KEY (market_id) REFERENCES markets(id) ${restrict}
  ) ${table}`,
  `CREATE TABLE page_minimum (
    id int NOT NULL,
    release_id ${uuid} NULL,
    PRIMARY KEY (id),
    CONSTRAINT page_minimum_release FOREIGN KEY (release_id) REFERENCES page_releases(id) ${restrict}
  ) ${table}`,
  'INSERT INTO page_minimum (id, release_id) VALUES (1, NULL)',
];

const down = ['DROP TABLE page_minimum', 'DROP TABLE page_release_markets', 'DROP TABLE page_releases'];

export class PageReleases1765130000000 implements MigrationInterface {
  name = 'PageReleases1765130000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
