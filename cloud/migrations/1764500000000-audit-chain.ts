import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** One statement each, without BEGIN … END, so that every client can send it. */
const refusal = (name: string, table: string, act: 'UPDATE' | 'DELETE') =>
  `CREATE TRIGGER ${name} BEFORE ${act} ON ${table} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`;

/** The audit log as a chain: who acted in which role, what changed by field, and no way to change a row unseen. */
const up = [
  `ALTER TABLE audit_events
    ADD COLUMN actor_role varchar(30) ${ascii} NULL AFTER actor_id,
    ADD COLUMN changes text NOT NULL AFTER details,
    ADD KEY audit_events_actor (actor_id, at),
    ADD KEY audit_events_action (action, at),
    ADD KEY audit_events_role (actor_role, at),
    ADD KEY audit_events_ip (ip, at),
    ADD KEY audit_events_request (request_id)`,
  // Until now nobody's role could change, so the role of today is the role of then.
  `UPDATE audit_events e LEFT JOIN staff s ON e.actor_kind = 'staff' AND s.id = e.actor_id SET e.changes = '{}',
    e.actor_role = CASE WHEN e.actor_kind = 'agent' THEN 'agent' WHEN e.actor_kind = 'staff' THEN s.role WHEN e.request_id IS NULL THEN 'system' END`,
  `CREATE TABLE audit_chain (
    seq bigint NOT NULL,
    format int NOT NULL,
    event_id char(36) ${ascii} NOT NULL,
    prev_hash char(64) ${ascii} NOT NULL,
    hash char(64) ${ascii} NOT NULL,
    UNIQUE KEY audit_chain_event (event_id),
    PRIMARY KEY (seq)
  ) ${table}`,
  // The beginning of every chain: no event, the hash is the SHA-256 of `yongche audit chain 1` (src/audit/chain.ts).
  `INSERT INTO audit_chain (seq, format, event_id, prev_hash, hash)
    VALUES (0, 1, '00000000-0000-0000-0000-000000000000', REPEAT('0', 64), '8546c25909fc87cb4f5d3693c06eda95e70ffc2f0c36dbd1b9f2ce018fe53618')`,
  `CREATE TABLE audit_waiting (
    event_id char(36) ${ascii} NOT NULL,
    PRIMARY KEY (event_id)
  ) ${table}`,
  `INSERT INTO audit_waiting (event_id) SELECT id FROM audit_events`,
  `CREATE TABLE audit_checkpoints (
    seq bigint NOT NULL,
    hash char(64) ${ascii} NOT NULL,
    at datetime(3) NOT NULL,
    signature varchar(100) ${ascii} NOT NULL,
    stored_at datetime(3) NULL,
    KEY audit_checkpoints_stored (stored_at),
    PRIMARY KEY (seq)
  ) ${table}`,
  `CREATE TABLE audit_verifications (
    id char(36) ${ascii} NOT NULL,
    requested_by char(36) ${ascii} NULL,
    started_at datetime(3) NOT NULL,
    finished_at datetime(3) NULL,
    from_seq bigint NOT NULL,
    to_seq bigint NOT NULL,
    checked_rows bigint NOT NULL,
    ok tinyint NULL,
    found int NOT NULL,
    findings text NOT NULL,
    milliseconds int NOT NULL,
    progress text NULL,
    KEY audit_verifications_started (started_at),
    PRIMARY KEY (id)
  ) ${table}`,
  refusal('audit_events_keep', 'audit_events', 'UPDATE'),
  refusal('audit_events_stay', 'audit_events', 'DELETE'),
  refusal('audit_chain_keep', 'audit_chain', 'UPDATE'),
  refusal('audit_chain_stay', 'audit_chain', 'DELETE'),
  'CREATE TRIGGER audit_events_wait AFTER INSERT ON audit_events FOR EACH ROW INSERT INTO audit_waiting (event_id) VALUES (NEW.id)',
];

const down = [
  'DROP TRIGGER audit_events_wait',
  'DROP TRIGGER audit_events_keep',
  'DROP TRIGGER audit_events_stay',
  'DROP TABLE audit_verifications',
  'DROP TABLE audit_checkpoints',
  'DROP TABLE audit_waiting',
  'DROP TABLE audit_chain',
  `ALTER TABLE audit_events DROP KEY audit_events_actor, DROP KEY audit_events_action, DROP KEY audit_events_role, DROP KEY audit_events_ip, DROP KEY audit_events_request,
    DROP COLUMN actor_role, DROP COLUMN changes`,
];

/** MySQL with a binary log lets an account without SUPER make triggers only where `log_bin_trust_function_creators` is on. */
export class AuditChain1764500000000 implements MigrationInterface {
  name = 'AuditChain1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
