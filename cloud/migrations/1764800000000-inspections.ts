import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 抽样计划, what they draw of the completed deals, and the looks at it. */
const up = [
  'ALTER TABLE transactions ADD KEY transactions_completed (completed_at)',
  `CREATE TABLE sampling_plans (
    version varchar(20) ${ascii} NOT NULL,
    id char(36) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    title varchar(60) NOT NULL,
    effective_on date NULL,
    made_by char(36) ${ascii} NULL,
    changed_by char(36) ${ascii} NULL,
    adopted_by char(36) ${ascii} NULL,
    created_at datetime(3) NOT NULL,
    content text NOT NULL,
    UNIQUE KEY sampling_plans_id (id),
    UNIQUE KEY sampling_plans_effective_on (effective_on),
    PRIMARY KEY (version),
    CONSTRAINT sampling_plans_day CHECK ((state = 'adopted') = (effective_on IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE inspection_strata (
    day date NOT NULL,
    stratum varchar(90) ${ascii} NOT NULL,
    seen int NOT NULL,
    PRIMARY KEY (day, stratum)
  ) ${table}`,
  `CREATE TABLE inspection_draws (
    transaction_id char(36) ${ascii} NOT NULL,
    day date NOT NULL,
    plan_version varchar(20) ${ascii} NOT NULL,
    risk double NOT NULL,
    stratum varchar(90) ${ascii} NULL,
    place int NULL,
    control_place int NULL,
    origin varchar(30) ${ascii} NULL,
    KEY inspection_draws_day (day, stratum),
    PRIMARY KEY (transaction_id),
    CONSTRAINT inspection_draws_place CHECK ((stratum IS NULL) = (place IS NULL) AND (COALESCE(origin, '') = 'red') = (stratum IS NULL))
  ) ${table}`,
  `CREATE TABLE inspection_cases (
    id char(36) ${ascii} NOT NULL,
    transaction_id char(36) ${ascii} NOT NULL,
    origin varchar(30) ${ascii} NOT NULL,
    risk double NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    day date NOT NULL,
    created_at datetime(3) NOT NULL,
    closed_at datetime(3) NULL,
    UNIQUE KEY inspection_cases_transaction_id (transaction_id),
    KEY inspection_cases_day (day, origin, state),
    PRIMARY KEY (id),
    CONSTRAINT inspection_cases_closed CHECK ((state IN ('passed', 'problem')) = (closed_at IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE inspection_looks (
    id char(36) ${ascii} NOT NULL,
    case_id char(36) ${ascii} NOT NULL,
    kind varchar(30) ${ascii} NOT NULL,
    turn double NOT NULL,
    question varchar(200) NULL,
    state varchar(30) ${ascii} NOT NULL,
    claimable_at datetime(3) NOT NULL,
    staff_id char(36) ${ascii} NULL,
    decided_at datetime(3) NULL,
    verdict varchar(30) ${ascii} NULL,
    note varchar(200) NULL,
    marks text NULL,
    seconds double NULL,
    UNIQUE KEY inspection_looks_kind (case_id, kind),
    KEY inspection_looks_queue (state, turn, claimable_at),
    KEY inspection_looks_held (staff_id, state),
    KEY inspection_looks_decided (decided_at),
    PRIMARY KEY (id),
    CONSTRAINT inspection_looks_verdict CHECK ((state = 'open') = (verdict IS NULL) AND (state = 'open') = (decided_at IS NULL) AND (state = 'open' OR staff_id IS NOT NULL))
  ) ${table}`,
  ...[
    ['sampling_plans', 'made_by', 'made_by', 'staff', 'id'],
    ['sampling_plans', 'changed_by', 'changed_by', 'staff', 'id'],
    ['sampling_plans', 'adopted_by', 'adopted_by', 'staff', 'id'],
    ['inspection_draws', 'transaction', 'transaction_id', 'transactions', 'id'],
    ['inspection_draws', 'plan', 'plan_version', 'sampling_plans', 'version'],
    ['inspection_cases', 'transaction', 'transaction_id', 'transactions', 'id'],
    ['inspection_looks', 'case', 'case_id', 'inspection_cases', 'id'],
    ['inspection_looks', 'staff', 'staff_id', 'staff', 'id'],
  ].map(([from, name, column, to, key]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to}(${key}) ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

const down = [
  ...['inspection_looks', 'inspection_cases', 'inspection_draws', 'inspection_strata', 'sampling_plans'].map((name) => `DROP TABLE ${name}`),
  'ALTER TABLE transactions DROP KEY transactions_completed',
];

const content = join(__dirname, '../src/domains/inspections/sampling-plan.2026-1.json');

export class Inspections1764800000000 implements MigrationInterface {
  name = 'Inspections1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
    const text = JSON.stringify(JSON.parse(readFileSync(content, 'utf8')));
    await runner.query(
      `INSERT INTO sampling_plans (version, id, state, title, effective_on, created_at, content)
       VALUES ('2026-1', '019b76da-a800-7000-8000-000000000003', 'adopted', '随系统发布的抽样计划', '2026-01-01', '2026-01-01 00:00:00', ?)`,
      [text],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
