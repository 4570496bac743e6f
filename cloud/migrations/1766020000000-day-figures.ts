import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 日统计: deals by day, market, channel and business, of the days that are over; and which days were counted. */
const up = [
  `CREATE TABLE counted_days (
    day date NOT NULL,
    counted_at datetime(3) NOT NULL,
    compared_at datetime(3) NULL,
    KEY counted_days_compared_at (compared_at, day),
    PRIMARY KEY (day)
  ) ${table}`,
  `CREATE TABLE deal_day_figures (
    day date NOT NULL,
    market_id char(36) ${ascii} NOT NULL,
    channel varchar(30) ${ascii} NOT NULL,
    business varchar(30) ${ascii} NOT NULL,
    uploaded int NOT NULL,
    completed int NOT NULL,
    prechecked int NOT NULL,
    KEY deal_day_figures_market_id (market_id, day),
    PRIMARY KEY (day, market_id, channel, business),
    CONSTRAINT deal_day_figures_market FOREIGN KEY (market_id) REFERENCES markets(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  "INSERT INTO serials (prefix, `last`) VALUES ('DAY_FIGURES', 0)",
];
const down = ['DROP TABLE deal_day_figures', 'DROP TABLE counted_days', "DELETE FROM serials WHERE prefix = 'DAY_FIGURES'"];

export class DayFigures1766020000000 implements MigrationInterface {
  name = 'DayFigures1766020000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
