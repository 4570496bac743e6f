import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 管理细则 as data, and 违规 from its notice to the end of its appeal. Nothing has points without a named person (PIPL art. 24). */
const up = [
  `CREATE TABLE rule_books (
    version varchar(20) ${ascii} NOT NULL,
    id char(36) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    title varchar(60) NOT NULL,
    effective_on date NULL,
    resolution_id char(36) ${ascii} NULL,
    published_on date NULL,
    published_where varchar(200) NULL,
    made_by char(36) ${ascii} NULL,
    changed_by char(36) ${ascii} NULL,
    created_at datetime(3) NOT NULL,
    content mediumtext NOT NULL,
    UNIQUE KEY rule_books_id (id),
    UNIQUE KEY rule_books_effective_on (effective_on),
    KEY rule_books_state (state),
    PRIMARY KEY (version),
    CONSTRAINT rule_books_resolved CHECK ((state = 'adopted') = (effective_on IS NOT NULL AND resolution_id IS NOT NULL AND published_on IS NOT NULL AND published_where IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE violations (
    id char(36) ${ascii} NOT NULL,
    number varchar(20) ${ascii} NOT NULL,
    about varchar(150) ${ascii} NOT NULL,
    code char(3) ${ascii} NOT NULL,
    book_version varchar(20) ${ascii} NOT NULL,
    subject_type varchar(30) ${ascii} NOT NULL,
    subject_id char(36) ${ascii} NOT NULL,
    source varchar(30) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    outcome varchar(30) ${ascii} NULL,
    facts varchar(1000) NOT NULL,
    transaction_id char(36) ${ascii} NULL,
    problem_id char(36) ${ascii} NULL,
    pictures text NOT NULL,
    market_id char(36) ${ascii} NULL,
    company_id char(36) ${ascii} NULL,
    found_by char(36) ${ascii} NULL,
    noticed_at datetime(3) NOT NULL,
    read_at datetime(3) NULL,
    defence_until date NOT NULL,
    decide_by date NOT NULL,
    statement varchar(1000) NULL,
    stated_at datetime(3) NULL,
    decided_by char(36) ${ascii} NULL,
    decided_at datetime(3) NULL,
    decision_reason varchar(500) NULL,
    decided_points int NULL,
    appeal_state varchar(30) ${ascii} NULL,
    appeal_text varchar(1000) NULL,
    appeal_at datetime(3) NULL,
    appeal_decide_by date NULL,
    appeal_before_meeting tinyint NOT NULL DEFAULT 0,
    appeal_decided_by char(36) ${ascii} NULL,
    appeal_decided_at datetime(3) NULL,
    appeal_reason varchar(500) NULL,
    appeal_points int NULL,
    multiplier int NOT NULL DEFAULT 1,
    points int NULL,
    standing varchar(30) ${ascii} NOT NULL DEFAULT 'none',
    UNIQUE KEY violations_number (number),
    UNIQUE KEY violations_about (about),
    KEY violations_subject (subject_type, subject_id, noticed_at),
    KEY violations_noticed (noticed_at, id),
    KEY violations_state (state, noticed_at),
    KEY violations_appeal (appeal_state, noticed_at),
    KEY violations_market_id (market_id, noticed_at),
    KEY violations_company_id (company_id, noticed_at),
    KEY violations_transaction_id (transaction_id),
    KEY violations_problem_id (problem_id),
    PRIMARY KEY (id),
    CONSTRAINT violations_decision CHECK ((state = 'noticed') = (decided_at IS NULL) AND (state = 'decided') = (outcome IS NOT NULL)),
    CONSTRAINT violations_named CHECK (outcome IS NULL OR decided_by IS NOT NULL),
    CONSTRAINT violations_appealed CHECK ((appeal_state IS NULL) = (appeal_at IS NULL) AND (appeal_state IS NULL OR outcome = 'points' OR state = 'dismissed'))
  ) ${table}`,
  ...[
    ['rule_books', 'made_by', 'made_by', 'staff(id)'],
    ['rule_books', 'changed_by', 'changed_by', 'staff(id)'],
    ['violations', 'book', 'book_version', 'rule_books(version)'],
    ['violations', 'transaction', 'transaction_id', 'transactions(id)'],
    ['violations', 'problem', 'problem_id', 'problems(id)'],
    ['violations', 'market', 'market_id', 'markets(id)'],
    ['violations', 'company', 'company_id', 'companies(id)'],
    ['violations', 'found_by', 'found_by', 'staff(id)'],
    ['violations', 'decided_by', 'decided_by', 'staff(id)'],
    ['violations', 'appeal_decided_by', 'appeal_decided_by', 'staff(id)'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to} ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

const down = ['violations', 'rule_books'].map((name) => `DROP TABLE ${name}`);

const content = join(__dirname, '../src/domains/discipline/rule-book.2026-1.json');

export class Violations1764810000000 implements MigrationInterface {
  name = 'Violations1764810000000';

  /** The proposal that comes with the system is a draft: only the general meeting puts a book into force. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
    const text = JSON.stringify(JSON.parse(readFileSync(content, 'utf8')));
    await runner.query(
      `INSERT INTO rule_books (version, id, state, title, created_at, content)
       VALUES ('2026-1', '019b76da-a800-7000-8000-000000000003', 'draft', '二手车交易“两项制度”管理细则', '2026-01-01 00:00:00', ?)`,
      [text],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
