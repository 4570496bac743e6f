import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const uuid = 'char(36) CHARACTER SET ascii COLLATE ascii_bin';
const word = 'varchar(30) CHARACTER SET ascii COLLATE ascii_bin';
const restrict = 'ON DELETE RESTRICT ON UPDATE RESTRICT';

/**
 * The register. What must never be is kept out by the tables themselves: a key column holds the row's own id only while
 * the row is in the state that others may lean on (CHECK), and those others point at that column. So no app without a
 * certificate in force, no certificate and no manager of a company that has ended, no two live certificates of a person.
 */
const up = [
  `ALTER TABLE companies
    ADD COLUMN number varchar(20) NULL,
    ADD COLUMN state ${word} NOT NULL DEFAULT 'in_force',
    ADD COLUMN live_id ${uuid} NULL,
    ADD COLUMN address varchar(200) NOT NULL DEFAULT '',
    ADD COLUMN edition int NOT NULL DEFAULT '1',
    ADD COLUMN licence_state ${word} NOT NULL DEFAULT 'unknown',
    ADD COLUMN licence_expires_on date NULL,
    ADD COLUMN licence_checked_on date NULL,
    ADD COLUMN registered_on date NULL,
    ADD COLUMN suspended_until date NULL,
    ADD COLUMN ended_on date NULL`,
  `UPDATE companies SET live_id = id, number = CONCAT('甬企', UPPER(SUBSTRING(MD5(id), 1, 8))), registered_on = CURRENT_DATE`,
  `ALTER TABLE companies
    MODIFY number varchar(20) NOT NULL, MODIFY registered_on date NOT NULL,
    ADD UNIQUE KEY companies_number (number), ADD UNIQUE KEY companies_live_id (live_id),
    ADD CONSTRAINT companies_live CHECK (live_id <=> IF(state = 'cancelled', NULL, id))`,
  `ALTER TABLE certificates
    ADD COLUMN live_person_id ${uuid} NULL,
    ADD COLUMN live_company_id ${uuid} NULL,
    ADD COLUMN force_id ${uuid} NULL,
    ADD COLUMN edition int NOT NULL DEFAULT '1',
    ADD COLUMN app_closed tinyint NOT NULL DEFAULT '0',
    ADD COLUMN accepted_at datetime(3) NULL,
    ADD COLUMN accepted_by ${uuid} NULL,
    ADD COLUMN suspended_until date NULL,
    ADD COLUMN ended_on date NULL`,
  `UPDATE certificates SET
    live_person_id = IF(state IN ('awaiting_verification', 'in_force', 'suspended'), person_id, NULL),
    live_company_id = IF(state IN ('awaiting_verification', 'in_force', 'suspended'), company_id, NULL),
    force_id = IF(state = 'in_force', id, NULL)`,
  `ALTER TABLE certificates
    ADD UNIQUE KEY certificates_live_person_id (live_person_id), ADD UNIQUE KEY certificates_force_id (force_id),
    ADD CONSTRAINT certificates_live_person CHECK (live_person_id <=> IF(state IN ('awaiting_verification', 'in_force', 'suspended'), person_id, NULL)),
    ADD CONSTRAINT certificates_live_company_rule CHECK (live_company_id <=> IF(state IN ('awaiting_verification', 'in_force', 'suspended'), company_id, NULL)),
    ADD CONSTRAINT certificates_force CHECK (force_id <=> IF(state = 'in_force', id, NULL)),
    ADD CONSTRAINT certificates_live_company FOREIGN KEY (live_company_id) REFERENCES companies(live_id) ${restrict}`,
  `CREATE TABLE app_bindings (
    id ${uuid} NOT NULL,
    certificate_id ${uuid} NOT NULL,
    opened_at datetime(3) NOT NULL,
    UNIQUE KEY app_bindings_certificate_id (certificate_id),
    PRIMARY KEY (id),
    CONSTRAINT app_bindings_certificate FOREIGN KEY (certificate_id) REFERENCES certificates(force_id) ${restrict}
  ) ${table}`,
  `INSERT INTO app_bindings (id, certificate_id, opened_at)
    SELECT UUID(), c.id, UTC_TIMESTAMP(3) FROM certificates c WHERE c.force_id IS NOT NULL AND EXISTS (SELECT 1 FROM accounts a WHERE a.person_id = c.person_id)`,
  `CREATE TABLE company_managers (
    person_id ${uuid} NOT NULL,
    company_id ${uuid} NOT NULL,
    since datetime(3) NOT NULL,
    PRIMARY KEY (person_id),
    KEY company_managers_company_id (company_id),
    CONSTRAINT company_managers_company FOREIGN KEY (company_id) REFERENCES companies(live_id) ${restrict},
    CONSTRAINT company_managers_person FOREIGN KEY (person_id) REFERENCES persons(id) ${restrict}
  ) ${table}`,
  `CREATE TABLE terminals (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    market_id ${uuid} NOT NULL,
    name varchar(50) NOT NULL,
    location varchar(100) NOT NULL,
    state ${word} NOT NULL,
    edition int NOT NULL,
    opened_on date NOT NULL,
    suspended_until date NULL,
    ended_on date NULL,
    UNIQUE KEY terminals_number (number),
    KEY terminals_market_id (market_id),
    PRIMARY KEY (id),
    CONSTRAINT terminals_market FOREIGN KEY (market_id) REFERENCES markets(id) ${restrict}
  ) ${table}`,
  `CREATE TABLE register_requests (
    id ${uuid} NOT NULL,
    serial varchar(20) NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    company_id ${uuid} NULL,
    market_id ${uuid} NULL,
    subject_id ${uuid} NULL,
    person_id ${uuid} NULL,
    reason ${word} NULL,
    note varchar(300) NULL,
    new_values text NOT NULL,
    old_values text NOT NULL,
    open_key varchar(120) CHARACTER SET ascii COLLATE ascii_bin NULL,
    requester_kind ${word} NOT NULL,
    requester_id ${uuid} NOT NULL,
    requester_person_id ${uuid} NULL,
    requested_at datetime(3) NOT NULL,
    submitted_at datetime(3) NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    decision_note varchar(300) NULL,
    UNIQUE KEY register_requests_serial (serial),
    UNIQUE KEY register_requests_open_key (open_key),
    KEY register_requests_state (state, requested_at),
    KEY register_requests_company_id (company_id, requested_at),
    KEY register_requests_subject_id (subject_id, requested_at),
    KEY register_requests_requester (requester_person_id, requested_at),
    KEY register_requests_person_id (person_id, requested_at),
    KEY register_requests_market_id (market_id, requested_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE evidence_files (
    id ${uuid} NOT NULL,
    request_id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    object_key varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    content_type varchar(20) NOT NULL,
    sha256 char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    problem varchar(100) NULL,
    permitted_at datetime(3) NOT NULL,
    received_at datetime(3) NULL,
    KEY evidence_files_request_id (request_id),
    PRIMARY KEY (id),
    CONSTRAINT evidence_files_request FOREIGN KEY (request_id) REFERENCES register_requests(id) ${restrict}
  ) ${table}`,
  `CREATE TABLE register_events (
    id ${uuid} NOT NULL,
    at datetime(3) NOT NULL,
    happened_on date NOT NULL,
    subject_type ${word} NOT NULL,
    subject_id ${uuid} NOT NULL,
    subject_name varchar(100) NOT NULL,
    action ${word} NOT NULL,
    reason ${word} NOT NULL,
    delta tinyint NOT NULL,
    company_id ${uuid} NULL,
    market_id ${uuid} NULL,
    request_id ${uuid} NULL,
    batch_id ${uuid} NULL,
    actor_kind varchar(10) NOT NULL,
    actor_id ${uuid} NULL,
    changes text NOT NULL,
    note varchar(300) NULL,
    KEY register_events_subject (subject_type, subject_id, id),
    KEY register_events_day (subject_type, happened_on),
    KEY register_events_company_id (company_id, id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE register_stocks (
    day date NOT NULL,
    subject_type ${word} NOT NULL,
    stock int NOT NULL,
    PRIMARY KEY (day, subject_type)
  ) ${table}`,
  `CREATE TABLE register_checks (
    id ${uuid} NOT NULL,
    at datetime(3) NOT NULL,
    ok tinyint NOT NULL,
    findings mediumtext NOT NULL,
    KEY register_checks_at (at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE duties (
    id ${uuid} NOT NULL,
    company_id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    cause varchar(200) NOT NULL,
    due_on date NOT NULL,
    reminded_on date NULL,
    letter_on date NULL,
    opened_at datetime(3) NOT NULL,
    closed_at datetime(3) NULL,
    open_key varchar(60) CHARACTER SET ascii COLLATE ascii_bin NULL,
    UNIQUE KEY duties_open_key (open_key),
    KEY duties_company_id (company_id),
    KEY duties_state (state, due_on),
    PRIMARY KEY (id),
    CONSTRAINT duties_company FOREIGN KEY (company_id) REFERENCES companies(id) ${restrict}
  ) ${table}`,
  `CREATE TABLE licence_imports (
    id ${uuid} NOT NULL,
    name varchar(200) NOT NULL,
    sha256 char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state ${word} NOT NULL,
    report mediumtext NOT NULL,
    matches mediumtext NOT NULL,
    imported_by ${uuid} NOT NULL,
    imported_at datetime(3) NOT NULL,
    applied_by ${uuid} NULL,
    applied_at datetime(3) NULL,
    KEY licence_imports_imported_at (imported_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE cleanup_batches (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    state ${word} NOT NULL,
    note varchar(300) NOT NULL,
    figures text NOT NULL,
    members char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    result text NULL,
    proposed_by ${uuid} NOT NULL,
    proposed_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    decision_note varchar(300) NULL,
    UNIQUE KEY cleanup_batches_number (number),
    PRIMARY KEY (id),
    CONSTRAINT cleanup_batches_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by)
  ) ${table}`,
  `CREATE TABLE cleanup_batch_companies (
    batch_id ${uuid} NOT NULL,
    company_id ${uuid} NOT NULL,
    KEY cleanup_batch_companies_company_id (company_id),
    PRIMARY KEY (batch_id, company_id),
    CONSTRAINT cleanup_batch_companies_batch FOREIGN KEY (batch_id) REFERENCES cleanup_batches(id) ${restrict},
    CONSTRAINT cleanup_batch_companies_company FOREIGN KEY (company_id) REFERENCES companies(id) ${restrict}
  ) ${table}`,
  // What is in the register already opens the ledger: without these rows no stock would follow from its events.
  ...(['companies', 'certificates', 'app_bindings'] as const).map(openingOf),
];

function openingOf(rows: 'companies' | 'certificates' | 'app_bindings'): string {
  const columns = 'id, at, happened_on, subject_type, subject_id, subject_name, action, reason, delta, company_id, actor_kind, changes';
  const constant = (type: string) => `UUID(), UTC_TIMESTAMP(3), CURRENT_DATE, '${type}'`;
  const select = {
    companies: `SELECT ${constant('company')}, id, name, 'issued', 'new', 1, id, 'system', '{}' FROM companies`,
    certificates: `SELECT ${constant('certificate')}, id, number, 'issued', 'new', 1, company_id, 'system', '{}' FROM certificates WHERE state IN ('in_force', 'suspended')`,
    app_bindings: `SELECT ${constant('app')}, b.id, c.number, 'issued', 'new', 1, c.company_id, 'system', '{}' FROM app_bindings b JOIN certificates c ON c.id = b.certificate_id`,
  };
  return `INSERT INTO register_events (${columns}) ${select[rows]}`;
}

const down = [
  ...['cleanup_batch_companies', 'cleanup_batches', 'licence_imports', 'duties', 'register_checks', 'register_stocks', 'register_events', 'evidence_files', 'register_requests', 'terminals', 'company_managers', 'app_bindings'].map(
    (name) => `DROP TABLE ${name}`,
  ),
  'ALTER TABLE certificates DROP FOREIGN KEY certificates_live_company',
  ...['certificates_live_person', 'certificates_live_company_rule', 'certificates_force'].map((name) => `ALTER TABLE certificates DROP CONSTRAINT ${name}`),
  `ALTER TABLE certificates DROP KEY certificates_live_person_id, DROP KEY certificates_force_id,
    DROP COLUMN live_person_id, DROP COLUMN live_company_id, DROP COLUMN force_id, DROP COLUMN edition, DROP COLUMN app_closed, DROP COLUMN accepted_at, DROP COLUMN accepted_by, DROP COLUMN suspended_until, DROP COLUMN ended_on`,
  'ALTER TABLE companies DROP CONSTRAINT companies_live',
  `ALTER TABLE companies DROP KEY companies_number, DROP KEY companies_live_id,
    DROP COLUMN number, DROP COLUMN state, DROP COLUMN live_id, DROP COLUMN address, DROP COLUMN edition, DROP COLUMN licence_state, DROP COLUMN licence_expires_on,
    DROP COLUMN licence_checked_on, DROP COLUMN registered_on, DROP COLUMN suspended_until, DROP COLUMN ended_on`,
];

export class Register1764100000000 implements MigrationInterface {
  name = 'Register1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
