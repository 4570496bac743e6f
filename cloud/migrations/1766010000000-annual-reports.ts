import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const toStaff = 'REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT';
const refuse = (message: string) => `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
/** What was computed stays as it was; what people write into a draft, and that it becomes final, is all that changes. */
const computed = ['id', 'year', 'edition', 'content', 'milliseconds', 'computed_by', 'computed_at'];

/** 年度报告 and 年度期限. */
const up = [
  `CREATE TABLE annual_reports (
    id ${uuid} NOT NULL,
    year int NOT NULL,
    edition int NOT NULL,
    state ${word} NOT NULL,
    final_year int NULL,
    content mediumtext NOT NULL,
    written mediumtext NOT NULL,
    milliseconds int NOT NULL,
    computed_by ${uuid} NOT NULL,
    computed_at datetime(3) NOT NULL,
    approved_by ${uuid} NULL,
    approved_at datetime(3) NULL,
    UNIQUE KEY annual_reports_final_year (final_year),
    UNIQUE KEY annual_reports_edition (year, edition),
    PRIMARY KEY (id),
    CONSTRAINT annual_reports_state CHECK (state IN ('draft', 'final')),
    CONSTRAINT annual_reports_final CHECK ((state = 'final') = (final_year IS NOT NULL) AND (state = 'final') = (approved_by IS NOT NULL) AND (state = 'final') = (approved_at IS NOT NULL) AND (final_year IS NULL OR final_year = year)),
    CONSTRAINT annual_reports_two_persons CHECK (approved_by IS NULL OR approved_by <> computed_by),
    CONSTRAINT annual_reports_computed_by FOREIGN KEY (computed_by) ${toStaff},
    CONSTRAINT annual_reports_approved_by FOREIGN KEY (approved_by) ${toStaff}
  ) ${table}`,
  `CREATE TRIGGER annual_reports_update BEFORE UPDATE ON annual_reports FOR EACH ROW
    IF OLD.state = 'final' OR NOT (${computed.map((column) => `NEW.${column} <=> OLD.${column}`).join(' AND ')}) THEN ${refuse('what an annual report says was computed stays')}; END IF`,
  `CREATE TRIGGER annual_reports_delete BEFORE DELETE ON annual_reports FOR EACH ROW ${refuse('annual_reports stay')}`,
  `CREATE TABLE deadline_completions (
    id ${uuid} NOT NULL,
    code ${word} NOT NULL,
    year int NOT NULL,
    done_on date NOT NULL,
    note varchar(200) NOT NULL,
    made_by ${uuid} NOT NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY deadline_completions_once (code, year),
    PRIMARY KEY (id),
    CONSTRAINT deadline_completions_made_by FOREIGN KEY (made_by) ${toStaff}
  ) ${table}`,
];
const down = ['DROP TABLE deadline_completions', 'DROP TABLE annual_reports'];

export class AnnualReports1766010000000 implements MigrationInterface {
  name = 'AnnualReports1766010000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
