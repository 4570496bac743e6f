import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 扣分账户, 措施 and 学习减分; markets and employees can be suspended until a day, as certificates, companies and terminals can. */
const up = [
  `CREATE TABLE discipline_accounts (
    subject_type varchar(30) ${ascii} NOT NULL,
    subject_id char(36) ${ascii} NOT NULL,
    counted_from date NULL,
    counted_to date NULL,
    KEY discipline_accounts_period (counted_to),
    PRIMARY KEY (subject_type, subject_id)
  ) ${table}`,
  `CREATE TABLE measures (
    id char(36) ${ascii} NOT NULL,
    subject_type varchar(30) ${ascii} NOT NULL,
    subject_id char(36) ${ascii} NOT NULL,
    kind varchar(30) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    sum int NULL,
    step int NULL,
    violation_id char(36) ${ascii} NULL,
    cancellation_id char(36) ${ascii} NULL,
    cycle_from date NOT NULL,
    began_on date NOT NULL,
    until_on date NULL,
    reason varchar(300) NOT NULL,
    ended_at datetime(3) NULL,
    end_reason varchar(300) NULL,
    ended_by char(36) ${ascii} NULL,
    live_key varchar(150) ${ascii} NULL,
    UNIQUE KEY measures_live_key (live_key),
    KEY measures_subject (subject_type, subject_id, cycle_from),
    KEY measures_state (state, until_on),
    KEY measures_began (began_on, id),
    KEY measures_violation_id (violation_id),
    KEY measures_cancellation_id (cancellation_id),
    PRIMARY KEY (id),
    CONSTRAINT measures_ended CHECK ((state IN ('in_force', 'proposed')) = (ended_at IS NULL) AND (ended_at IS NULL) = (end_reason IS NULL)),
    CONSTRAINT measures_term CHECK ((kind IN ('rectification', 'suspension')) = (until_on IS NOT NULL) AND (state <> 'proposed' OR kind = 'cancellation'))
  ) ${table}`,
  `CREATE TABLE learning_credits (
    id char(36) ${ascii} NOT NULL,
    person_id char(36) ${ascii} NOT NULL,
    cycle_from date NOT NULL,
    course varchar(20) ${ascii} NOT NULL,
    points int NOT NULL,
    passed_at datetime(3) NOT NULL,
    UNIQUE KEY learning_credits_once (person_id, cycle_from, course),
    PRIMARY KEY (id)
  ) ${table}`,
  ...[
    ['measures', 'violation', 'violation_id', 'violations'],
    ['measures', 'cancellation', 'cancellation_id', 'measures'],
    ['measures', 'ended_by', 'ended_by', 'staff'],
    ['learning_credits', 'person', 'person_id', 'persons'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`),
  'ALTER TABLE markets ADD COLUMN suspended_until date NULL',
  'ALTER TABLE staff ADD COLUMN suspended_until date NULL',
];

const down = [
  'ALTER TABLE staff DROP COLUMN suspended_until',
  'ALTER TABLE markets DROP COLUMN suspended_until',
  ...['learning_credits', 'measures', 'discipline_accounts'].map((name) => `DROP TABLE ${name}`),
];

export class Measures1764820000000 implements MigrationInterface {
  name = 'Measures1764820000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
