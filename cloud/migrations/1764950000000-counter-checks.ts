import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;

/** 柜台核对: who has a deal open, and each check that came to an end; those of before are known without their beginning. */
const up = [
  `CREATE TABLE check_holds (
    transaction_id ${uuid} NOT NULL,
    staff_id ${uuid} NOT NULL,
    opened_at datetime(3) NOT NULL,
    held_until datetime(3) NOT NULL,
    KEY check_holds_staff_id (staff_id),
    PRIMARY KEY (transaction_id),
    CONSTRAINT check_holds_transaction FOREIGN KEY (transaction_id) REFERENCES transactions (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT check_holds_staff FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE counter_checks (
    id ${uuid} NOT NULL,
    transaction_id ${uuid} NOT NULL,
    market_id ${uuid} NOT NULL,
    staff_id ${uuid} NOT NULL,
    outcome ${word} NOT NULL,
    opened_at datetime(3) NULL,
    decided_at datetime(3) NOT NULL,
    codes text NOT NULL,
    UNIQUE KEY counter_checks_of_deal (transaction_id, decided_at),
    KEY counter_checks_of_market (market_id, decided_at),
    KEY counter_checks_of_staff (staff_id, decided_at),
    PRIMARY KEY (id),
    CONSTRAINT counter_checks_outcome CHECK (outcome IN ('completed', 'returned')),
    CONSTRAINT counter_checks_order CHECK (opened_at IS NULL OR opened_at <= decided_at),
    CONSTRAINT counter_checks_transaction FOREIGN KEY (transaction_id) REFERENCES transactions (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT counter_checks_market FOREIGN KEY (market_id) REFERENCES markets (id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT counter_checks_staff FOREIGN KEY (staff_id) REFERENCES staff (id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `INSERT INTO counter_checks (id, transaction_id, market_id, staff_id, outcome, decided_at, codes)
   SELECT UUID(), id, market_id, completed_by, 'completed', completed_at, '[]' FROM transactions WHERE state = 'completed' AND completed_by IS NOT NULL AND completed_at IS NOT NULL`,
  `INSERT INTO counter_checks (id, transaction_id, market_id, staff_id, outcome, decided_at, codes)
   SELECT UUID(), t.id, t.market_id, e.actor_id, 'returned', e.at, COALESCE(JSON_EXTRACT(e.details, '$.images[*].code'), '[]')
   FROM audit_events e JOIN transactions t ON t.id = e.subject_id WHERE e.action = 'transactions.returned' AND e.subject_type = 'transaction' AND e.actor_kind = 'staff'`,
];
const down = ['DROP TABLE counter_checks', 'DROP TABLE check_holds'];

export class CounterChecks1764950000000 implements MigrationInterface {
  name = 'CounterChecks1764950000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
