import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

const refusal = (name: string, table: string, act: 'UPDATE' | 'DELETE') =>
  `CREATE TRIGGER ${name} BEFORE ${act} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`;

/**
 * 存证: the record of each completed deal, the log with its tree of hashes, its signed checkpoints, and its verifications.
 * Deals that were completed before this get their records by the job that is written here.
 */
const up = [
  `CREATE TABLE evidence_records (
    transaction_id char(36) ${ascii} NOT NULL,
    record mediumtext NOT NULL,
    salts text NOT NULL,
    written_at datetime(3) NOT NULL,
    PRIMARY KEY (transaction_id)
  ) ${table}`,
  'ALTER TABLE evidence_records ADD CONSTRAINT evidence_records_transaction FOREIGN KEY (transaction_id) REFERENCES transactions(id) ON DELETE RESTRICT ON UPDATE RESTRICT',
  `CREATE TABLE evidence_waiting (
    transaction_id char(36) ${ascii} NOT NULL,
    PRIMARY KEY (transaction_id)
  ) ${table}`,
  `CREATE TABLE evidence_log (
    id int NOT NULL,
    size bigint NOT NULL,
    PRIMARY KEY (id)
  ) ${table}`,
  'INSERT INTO evidence_log (id, size) VALUES (1, 0)',
  `CREATE TABLE evidence_leaves (
    leaf_index bigint NOT NULL,
    transaction_id char(36) ${ascii} NOT NULL,
    leaf_hash char(64) ${ascii} NOT NULL,
    UNIQUE KEY evidence_leaves_transaction_id (transaction_id),
    PRIMARY KEY (leaf_index)
  ) ${table}`,
  `CREATE TABLE evidence_nodes (
    level int NOT NULL,
    position bigint NOT NULL,
    hash char(64) ${ascii} NOT NULL,
    PRIMARY KEY (level, position)
  ) ${table}`,
  `CREATE TABLE evidence_checkpoints (
    size bigint NOT NULL,
    root char(64) ${ascii} NOT NULL,
    at datetime(3) NOT NULL,
    note varchar(1000) NOT NULL,
    stored_at datetime(3) NULL,
    timestamp_token text ${ascii} NULL,
    timestamp_at datetime(3) NULL,
    timestamp_authority varchar(200) NULL,
    KEY evidence_checkpoints_stored (stored_at),
    KEY evidence_checkpoints_timestamp (timestamp_at),
    PRIMARY KEY (size),
    CONSTRAINT evidence_checkpoints_stamped CHECK ((timestamp_token IS NULL) = (timestamp_at IS NULL) AND (timestamp_at IS NULL) = (timestamp_authority IS NULL))
  ) ${table}`,
  `CREATE TABLE evidence_verifications (
    id char(36) ${ascii} NOT NULL,
    requested_by char(36) ${ascii} NULL,
    started_at datetime(3) NOT NULL,
    worked_at datetime(3) NOT NULL,
    finished_at datetime(3) NULL,
    size bigint NOT NULL,
    pictures int NOT NULL,
    leaves int NOT NULL,
    ok tinyint NULL,
    found int NOT NULL,
    findings text NOT NULL,
    milliseconds int NOT NULL,
    progress text NULL,
    KEY evidence_verifications_started (started_at),
    PRIMARY KEY (id)
  ) ${table}`,
  ...['records', 'leaves', 'nodes'].flatMap((name) => [
    refusal(`evidence_${name}_keep`, `evidence_${name}`, 'UPDATE'),
    refusal(`evidence_${name}_stay`, `evidence_${name}`, 'DELETE'),
  ]),
  'CREATE TRIGGER evidence_records_wait AFTER INSERT ON evidence_records FOR EACH ROW INSERT INTO evidence_waiting (transaction_id) VALUES (NEW.transaction_id)',
  `INSERT INTO jobs (id, name, payload, dedup_key, run_at, attempts) VALUES (UUID(), 'evidence.record-earlier', '{"after":""}', NULL, UTC_TIMESTAMP(3), 0)`,
];

const down = [
  "DELETE FROM jobs WHERE name = 'evidence.record-earlier'",
  ...['verifications', 'checkpoints', 'nodes', 'leaves', 'log', 'waiting', 'records'].map((name) => `DROP TABLE evidence_${name}`),
];

/** MySQL with a binary log lets an account without SUPER make triggers only where `log_bin_trust_function_creators` is on. */
export class Evidence1764730000000 implements MigrationInterface {
  name = 'Evidence1764730000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
