import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';

/** Tables for the first deal: identity, register, deals with their pictures, audit, jobs. */
const up = [
  `CREATE TABLE audit_events (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    at datetime(3) NOT NULL,
    actor_kind varchar(10) NOT NULL,
    actor_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    action varchar(60) NOT NULL,
    subject_type varchar(20) NOT NULL,
    subject_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    details text NOT NULL,
    request_id varchar(40) NULL,
    ip varchar(45) NULL,
    KEY audit_events_at (at),
    KEY audit_events_subject (subject_type, subject_id, at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE accounts (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    host varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    open_id varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    claimed_person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at datetime(3) NOT NULL,
    KEY accounts_person_id (person_id),
    UNIQUE KEY accounts_open_id (host, open_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE consents (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    purpose varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version varchar(40) NOT NULL,
    text_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    channel varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    given_at datetime(3) NOT NULL,
    withdrawn_at datetime(3) NULL,
    KEY consents_account_id (account_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE staff (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    username varchar(50) NOT NULL,
    name varchar(50) NOT NULL,
    role varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    market_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    password_hash varchar(200) NOT NULL,
    totp_secret_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    last_totp_step int NOT NULL DEFAULT '0',
    UNIQUE KEY staff_username (username),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE sessions (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    token_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    staff_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at datetime(3) NOT NULL,
    last_seen_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    ended_at datetime(3) NULL,
    UNIQUE KEY sessions_token_hash (token_hash),
    KEY sessions_account_id (account_id),
    KEY sessions_staff_id (staff_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE verifications (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    account_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    method varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    order_no char(32) NOT NULL,
    certify_id varchar(80) NULL,
    face_url varchar(2000) NULL,
    counter_code char(8) NULL,
    reason varchar(200) NULL,
    decided_by char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    created_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    decided_at datetime(3) NULL,
    KEY verifications_account_id (account_id),
    UNIQUE KEY verifications_counter_code (counter_code),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE companies (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name varchar(100) NOT NULL,
    credit_code char(18) NOT NULL,
    UNIQUE KEY companies_credit_code (credit_code),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE persons (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id_number_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    id_number_index char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    verified_at datetime(3) NULL,
    verified_by varchar(30) CHARACTER SET ascii COLLATE ascii_bin NULL,
    UNIQUE KEY persons_id_number_index (id_number_index),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE certificates (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number varchar(20) NOT NULL,
    company_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    issued_on date NULL,
    expires_on date NULL,
    UNIQUE KEY certificates_number (number),
    KEY certificates_person_id (person_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE markets (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    code char(4) NOT NULL,
    name varchar(100) NOT NULL,
    is_member tinyint NOT NULL,
    allows_agent_for_both_sides tinyint NOT NULL,
    UNIQUE KEY markets_code (code),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE transactions (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    serial char(18) NOT NULL,
    business varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    channel varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    market_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    company_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    certificate_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    vin char(17) NOT NULL,
    plate varchar(8) NOT NULL,
    mortgaged tinyint NOT NULL,
    rules_version varchar(20) NOT NULL,
    created_at datetime(3) NOT NULL,
    submitted_at datetime(3) NULL,
    completed_at datetime(3) NULL,
    completed_by char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    images_digest char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    UNIQUE KEY transactions_serial (serial),
    KEY transactions_vin (vin),
    KEY transactions_plate (plate),
    KEY transactions_agent (person_id, created_at),
    KEY transactions_created (created_at, id),
    KEY transactions_market_state (market_id, state, submitted_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE images (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transaction_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    slot char(3) NOT NULL,
    state varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    replaces_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    object_key varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    thumbnail_key varchar(200) CHARACTER SET ascii COLLATE ascii_bin NULL,
    content_type varchar(20) NOT NULL,
    declared_sha256 char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    sha256 char(64) CHARACTER SET ascii COLLATE ascii_bin NULL,
    bytes int NULL,
    width int NULL,
    height int NULL,
    sharpness double NULL,
    brightness double NULL,
    problems text NOT NULL,
    return_code varchar(30) CHARACTER SET ascii COLLATE ascii_bin NULL,
    return_note varchar(200) NULL,
    captured_at datetime(3) NOT NULL,
    permitted_at datetime(3) NOT NULL,
    permit_expires_at datetime(3) NOT NULL,
    received_at datetime(3) NULL,
    UNIQUE KEY images_object_key (object_key),
    KEY images_state (state, permit_expires_at),
    KEY images_transaction_slot (transaction_id, slot),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE parties (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    transaction_id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    position int NOT NULL,
    side varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    kind varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name_sealed varchar(1000) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    number_index char(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    delegate_name_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NULL,
    delegate_id_number_sealed varchar(500) CHARACTER SET ascii COLLATE ascii_bin NULL,
    attendance varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    notified_at datetime(3) NULL,
    notice_version varchar(40) NULL,
    KEY parties_transaction_id (transaction_id),
    KEY parties_number_index (number_index),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE photo_rules (
    version varchar(20) NOT NULL,
    effective_from datetime(3) NOT NULL,
    rules text NOT NULL,
    KEY photo_rules_effective_from (effective_from),
    PRIMARY KEY (version)
  ) ${table}`,
  `CREATE TABLE serials (
    prefix char(14) NOT NULL,
    \`last\` int NOT NULL,
    PRIMARY KEY (prefix)
  ) ${table}`,
  `CREATE TABLE idempotency_keys (
    principal char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    \`key\` varchar(80) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    request_hash char(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    answer mediumtext NULL,
    created_at datetime(3) NOT NULL,
    KEY idempotency_keys_created_at (created_at),
    PRIMARY KEY (principal, \`key\`)
  ) ${table}`,
  `CREATE TABLE rate_limits (
    \`key\` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
    points int NOT NULL DEFAULT '0',
    expire bigint UNSIGNED NULL,
    PRIMARY KEY (\`key\`)
  ) ${table}`,
  `CREATE TABLE jobs (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    name varchar(60) NOT NULL,
    payload text NOT NULL,
    dedup_key varchar(120) NULL,
    run_at datetime(3) NOT NULL,
    lease_until datetime(3) NULL,
    attempts int NOT NULL DEFAULT '0',
    last_error varchar(500) NULL,
    dead_at datetime(3) NULL,
    UNIQUE KEY jobs_dedup_key (dedup_key),
    KEY jobs_due (dead_at, run_at),
    PRIMARY KEY (id)
  ) ${table}`,
  `ALTER TABLE consents ADD CONSTRAINT consents_account FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE sessions ADD CONSTRAINT sessions_account FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE sessions ADD CONSTRAINT sessions_staff FOREIGN KEY (staff_id) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE verifications ADD CONSTRAINT verifications_account FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE certificates ADD CONSTRAINT certificates_company FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE certificates ADD CONSTRAINT certificates_person FOREIGN KEY (person_id) REFERENCES persons(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE transactions ADD CONSTRAINT transactions_market FOREIGN KEY (market_id) REFERENCES markets(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE transactions ADD CONSTRAINT transactions_company FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE transactions ADD CONSTRAINT transactions_certificate FOREIGN KEY (certificate_id) REFERENCES certificates(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE images ADD CONSTRAINT images_transaction FOREIGN KEY (transaction_id) REFERENCES transactions(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE parties ADD CONSTRAINT parties_transaction FOREIGN KEY (transaction_id) REFERENCES transactions(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
];

/** Tables that point to others come first. */
const tables = [
  'parties', 'images', 'transactions', 'certificates', 'consents', 'verifications', 'sessions',
  'audit_events', 'accounts', 'staff', 'companies', 'persons', 'markets', 'photo_rules', 'serials', 'idempotency_keys', 'rate_limits', 'jobs',
];

const rules = join(__dirname, '../src/domains/transactions/photo-rules.2026-1.json');

export class FirstDeal1764000000000 implements MigrationInterface {
  name = 'FirstDeal1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
    const text = JSON.stringify(JSON.parse(readFileSync(rules, 'utf8')));
    await runner.query("INSERT INTO photo_rules (version, effective_from, rules) VALUES ('2026-1', '2026-01-01 00:00:00', ?)", [text]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const name of tables) await runner.query(`DROP TABLE ${name}`);
  }
}
