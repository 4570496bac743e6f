import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 问题单 with its findings and what happened to it, and pictures that are taken for a correction beside those of the frozen deal. */
const up = [
  `CREATE TABLE problems (
    id char(36) ${ascii} NOT NULL,
    number varchar(20) ${ascii} NOT NULL,
    transaction_id char(36) ${ascii} NOT NULL,
    look_id char(36) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    found_by char(36) ${ascii} NOT NULL,
    found_at datetime(3) NOT NULL,
    due_on date NOT NULL,
    correction_note varchar(300) NULL,
    corrected_at datetime(3) NULL,
    closed_at datetime(3) NULL,
    reminded_on date NULL,
    escalated_at datetime(3) NULL,
    book_version varchar(20) ${ascii} NULL,
    person_id char(36) ${ascii} NOT NULL,
    company_id char(36) ${ascii} NOT NULL,
    market_id char(36) ${ascii} NOT NULL,
    UNIQUE KEY problems_number (number),
    UNIQUE KEY problems_look_id (look_id),
    KEY problems_transaction_id (transaction_id),
    KEY problems_state (state, due_on),
    KEY problems_found (found_at, state),
    KEY problems_person (person_id, found_at),
    KEY problems_company (company_id, found_at),
    KEY problems_market (market_id, found_at),
    PRIMARY KEY (id),
    CONSTRAINT problems_closed CHECK ((state IN ('verified', 'withdrawn')) = (closed_at IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE problem_items (
    id char(36) ${ascii} NOT NULL,
    problem_id char(36) ${ascii} NOT NULL,
    image_id char(36) ${ascii} NULL,
    slot char(3) NULL,
    code varchar(30) ${ascii} NOT NULL,
    violation char(3) ${ascii} NULL,
    note varchar(200) NULL,
    KEY problem_items_problem_id (problem_id),
    KEY problem_items_image_id (image_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE problem_steps (
    id char(36) ${ascii} NOT NULL,
    problem_id char(36) ${ascii} NOT NULL,
    at datetime(3) NOT NULL,
    step varchar(30) ${ascii} NOT NULL,
    by_kind varchar(30) ${ascii} NOT NULL,
    by_id char(36) ${ascii} NULL,
    note varchar(400) NULL,
    KEY problem_steps_problem_id (problem_id, id),
    PRIMARY KEY (id),
    CONSTRAINT problem_steps_named CHECK ((by_kind = 'system') = (by_id IS NULL))
  ) ${table}`,
  'ALTER TABLE images ADD COLUMN problem_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL, ADD KEY images_problem_id (problem_id)',
  ...[
    ['problems', 'transaction', 'transaction_id', 'transactions'],
    ['problems', 'look', 'look_id', 'inspection_looks'],
    ['problems', 'found_by', 'found_by', 'staff'],
    ['problem_items', 'problem', 'problem_id', 'problems'],
    ['problem_items', 'image', 'image_id', 'images'],
    ['problem_steps', 'problem', 'problem_id', 'problems'],
    ['images', 'problem', 'problem_id', 'problems'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

/** Correction pictures belong to their problems and go with them. */
const down = [
  'DROP TABLE problem_steps',
  'DROP TABLE problem_items',
  'DELETE FROM images WHERE problem_id IS NOT NULL',
  'ALTER TABLE images DROP FOREIGN KEY images_problem',
  'ALTER TABLE images DROP KEY images_problem_id, DROP COLUMN problem_id',
  'DROP TABLE problems',
];

export class Problems1764805000000 implements MigrationInterface {
  name = 'Problems1764805000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
