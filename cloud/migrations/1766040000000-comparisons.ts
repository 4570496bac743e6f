import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const to = (parent: string) => `REFERENCES ${parent}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`;

/** 与车管数据核对: the office's lists line by line, the deal that explains each line, tolerance and window as versions. */
const up = [
  `CREATE TABLE registration_lists (
    id ${uuid} NOT NULL,
    month varchar(7) ${ascii} NOT NULL,
    file_name varchar(200) NOT NULL,
    sha256 char(64) ${ascii} NOT NULL,
    line_count int NOT NULL,
    imported_by ${uuid} NOT NULL,
    imported_at datetime(3) NOT NULL,
    UNIQUE KEY registration_lists_month (month),
    PRIMARY KEY (id),
    CONSTRAINT registration_lists_imported_by FOREIGN KEY (imported_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE registrations (
    id ${uuid} NOT NULL,
    list_id ${uuid} NOT NULL,
    vin char(17) NOT NULL,
    plate varchar(12) NOT NULL,
    business varchar(30) ${ascii} NOT NULL,
    registered_on date NOT NULL,
    market_id ${uuid} NULL,
    market_name varchar(60) NULL,
    place varchar(20) NOT NULL,
    transaction_id ${uuid} NULL,
    days int NULL,
    plates_agree tinyint NULL,
    UNIQUE KEY registrations_transaction_id (transaction_id),
    KEY registrations_list_id (list_id),
    KEY registrations_vin (vin),
    KEY registrations_market_id (market_id),
    KEY registrations_registered (registered_on, days, plates_agree),
    PRIMARY KEY (id),
    CONSTRAINT registrations_matched CHECK ((transaction_id IS NULL) = (days IS NULL) AND (transaction_id IS NULL) = (plates_agree IS NULL) AND (days IS NULL OR days BETWEEN 0 AND 180)),
    CONSTRAINT registrations_list FOREIGN KEY (list_id) ${to('registration_lists')},
    CONSTRAINT registrations_market FOREIGN KEY (market_id) ${to('markets')},
    CONSTRAINT registrations_transaction FOREIGN KEY (transaction_id) ${to('transactions')}
  ) ${table}`,
  `CREATE TABLE comparison_rules (
    version int NOT NULL,
    id ${uuid} NOT NULL,
    tolerance_hundredths int NOT NULL,
    window_days int NOT NULL,
    reason varchar(200) NOT NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY comparison_rules_id (id),
    PRIMARY KEY (version),
    CONSTRAINT comparison_rules_range CHECK (tolerance_hundredths BETWEEN 0 AND 10000 AND window_days BETWEEN 1 AND 180),
    CONSTRAINT comparison_rules_made_by FOREIGN KEY (made_by) ${to('staff')}
  ) ${table}`,
  ...['UPDATE', 'DELETE'].map((verb) => `CREATE TRIGGER comparison_rules_no_${verb.toLowerCase()} BEFORE ${verb} ON comparison_rules FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'comparison_rules stay'`),
  // 1.5 % of domain.md 1.3-c; a new owner has thirty days to register (机动车登记规定 art. 25).
  "INSERT INTO comparison_rules (version, id, tolerance_hundredths, window_days, reason, made_at) VALUES (1, '019b76da-a800-7000-8000-000000000006', 150, 30, '随系统发布：容差1.5%；转移登记应在交付之日起三十日内申请。', '2026-01-01 00:00:00')",
  // Locked by whoever imports a list (`registrations.ts`).
  "INSERT INTO serials (prefix, `last`) VALUES ('REGISTRATIONS', 0)",
];
const down = ["DELETE FROM serials WHERE prefix = 'REGISTRATIONS'", ...['comparison_rules', 'registrations', 'registration_lists'].map((name) => `DROP TABLE ${name}`)];

export class Comparisons1766040000000 implements MigrationInterface {
  name = 'Comparisons1766040000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
