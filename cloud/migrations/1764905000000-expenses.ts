import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const headsOfServiceFee = "'expense_staff', 'expense_system', 'expense_storage', 'expense_maintenance'";
const refuseAlways = (act: 'UPDATE' | 'DELETE', name: string) => `CREATE TRIGGER ${name}_no_${act.toLowerCase()} BEFORE ${act} ON ${name} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${name} is append-only'`;
const refuseWhere = (name: string, closed: string) => `CREATE TRIGGER ${name}_not_closed BEFORE INSERT ON ${name} FOR EACH ROW BEGIN IF EXISTS (${closed}) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'the month is closed'; END IF; END`;

/** 费用 and 预算; the row that whoever books holds; what the database keeps of 专款专用 and of a closed month: nothing is booked into it or before it, and it stays closed. */
const up = [
  `CREATE TABLE expenses (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    fund ${word} NOT NULL,
    head ${word} NOT NULL,
    state ${word} NOT NULL,
    fen bigint NOT NULL,
    payee varchar(60) NOT NULL,
    purpose varchar(300) NOT NULL,
    requested_by ${uuid} NOT NULL,
    requested_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    reason varchar(200) NULL,
    paid_on date NULL,
    booking_id ${uuid} NULL,
    UNIQUE KEY expenses_number (number),
    UNIQUE KEY expenses_booking_id (booking_id),
    KEY expenses_requested (requested_at, id),
    KEY expenses_state (fund, state),
    PRIMARY KEY (id),
    CONSTRAINT expenses_fen CHECK (fen > 0),
    CONSTRAINT expenses_head CHECK (fund = 'dues' OR head IN (${headsOfServiceFee})),
    CONSTRAINT expenses_two_persons CHECK (decided_by IS NULL OR decided_by <> requested_by),
    CONSTRAINT expenses_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'submitted' OR decided_by IS NULL) AND (state NOT IN ('approved', 'paid', 'refused') OR decided_by IS NOT NULL)),
    CONSTRAINT expenses_reason CHECK ((state IN ('refused', 'withdrawn')) = (reason IS NOT NULL)),
    CONSTRAINT expenses_paid CHECK ((state = 'paid') = (paid_on IS NOT NULL) AND (paid_on IS NULL) = (booking_id IS NULL)),
    CONSTRAINT expenses_requested_by FOREIGN KEY (requested_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT expenses_decided_by FOREIGN KEY (decided_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT expenses_booking FOREIGN KEY (booking_id) REFERENCES ledger_bookings(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE budgets (
    id ${uuid} NOT NULL,
    fund ${word} NOT NULL,
    year int NOT NULL,
    head ${word} NOT NULL,
    fen bigint NOT NULL,
    set_by ${uuid} NOT NULL,
    set_at datetime(3) NOT NULL,
    UNIQUE KEY budgets_head (fund, year, head),
    PRIMARY KEY (id),
    CONSTRAINT budgets_fen CHECK (fen >= 0),
    CONSTRAINT budgets_allowed CHECK (fund = 'dues' OR head IN (${headsOfServiceFee})),
    CONSTRAINT budgets_set_by FOREIGN KEY (set_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_allowed CHECK (fund = 'dues' OR account NOT LIKE 'expense%' OR account IN (${headsOfServiceFee}))`,
  `ALTER TABLE ledger_months ADD COLUMN id ${uuid} NOT NULL, ADD UNIQUE KEY ledger_months_id (id)`,
  "INSERT INTO serials (prefix, `last`) VALUES ('LEDGER', 0)",
  refuseAlways('UPDATE', 'ledger_months'),
  refuseAlways('DELETE', 'ledger_months'),
  refuseWhere('ledger_bookings', "SELECT 1 FROM ledger_months WHERE month >= DATE_FORMAT(NEW.booked_on, '%Y-%m')"),
  refuseWhere('ledger_transfers', "SELECT 1 FROM ledger_bookings b JOIN ledger_months m ON m.month >= DATE_FORMAT(b.booked_on, '%Y-%m') WHERE b.id = NEW.booking_id"),
];

const down = [
  ...['ledger_transfers_not_closed', 'ledger_bookings_not_closed', 'ledger_months_no_delete', 'ledger_months_no_update'].map((name) => `DROP TRIGGER ${name}`),
  "DELETE FROM serials WHERE prefix = 'LEDGER'",
  'ALTER TABLE ledger_months DROP COLUMN id',
  'ALTER TABLE ledger_accounts DROP CONSTRAINT ledger_accounts_allowed',
  'DROP TABLE budgets',
  'DROP TABLE expenses',
];

export class Expenses1764905000000 implements MigrationInterface {
  name = 'Expenses1764905000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
