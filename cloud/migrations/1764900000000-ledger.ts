import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const kept = ['ledger_accounts', 'ledger_bookings', 'ledger_transfers'];
const refuse = (act: 'UPDATE' | 'DELETE', name: string) => `CREATE TRIGGER ${name}_no_${act.toLowerCase()} BEFORE ${act} ON ${name} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${name} is append-only'`;

/** 总账: append-only; every transfer balances by its form and stays inside its fund by foreign key. */
const up = [
  `CREATE TABLE ledger_accounts (
    id ${uuid} NOT NULL,
    \`key\` varchar(140) ${ascii} NOT NULL,
    fund ${word} NOT NULL,
    account ${word} NOT NULL,
    party_id ${uuid} NULL,
    document_id ${uuid} NULL,
    UNIQUE KEY ledger_accounts_key (\`key\`),
    UNIQUE KEY ledger_accounts_fund (id, fund),
    KEY ledger_accounts_party_id (party_id),
    KEY ledger_accounts_document_id (document_id),
    PRIMARY KEY (id)
  ) ${table}`,
  `CREATE TABLE ledger_bookings (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    \`key\` varchar(120) ${ascii} NOT NULL,
    kind ${word} NOT NULL,
    booked_on date NOT NULL,
    memo varchar(200) NOT NULL,
    document varchar(60) ${ascii} NULL,
    reference varchar(64) NULL,
    reverses_id ${uuid} NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY ledger_bookings_number (number),
    UNIQUE KEY ledger_bookings_key (\`key\`),
    UNIQUE KEY ledger_bookings_reverses_id (reverses_id),
    KEY ledger_bookings_booked_on (booked_on, id),
    KEY ledger_bookings_document (document),
    PRIMARY KEY (id),
    CONSTRAINT ledger_bookings_reverses FOREIGN KEY (reverses_id) REFERENCES ledger_bookings(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ledger_bookings_made_by FOREIGN KEY (made_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE ledger_transfers (
    booking_id ${uuid} NOT NULL,
    position int NOT NULL,
    fund ${word} NOT NULL,
    debit_account_id ${uuid} NOT NULL,
    credit_account_id ${uuid} NOT NULL,
    fen bigint NOT NULL,
    KEY ledger_transfers_debit_account (debit_account_id, fund),
    KEY ledger_transfers_credit_account (credit_account_id, fund),
    PRIMARY KEY (booking_id, position),
    CONSTRAINT ledger_transfers_fen CHECK (fen > 0),
    CONSTRAINT ledger_transfers_two_accounts CHECK (debit_account_id <> credit_account_id),
    CONSTRAINT ledger_transfers_booking FOREIGN KEY (booking_id) REFERENCES ledger_bookings(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ledger_transfers_debit FOREIGN KEY (debit_account_id, fund) REFERENCES ledger_accounts(id, fund) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT ledger_transfers_credit FOREIGN KEY (credit_account_id, fund) REFERENCES ledger_accounts(id, fund) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE ledger_months (
    month char(7) ${ascii} NOT NULL,
    closed_by ${uuid} NOT NULL,
    closed_at datetime(3) NOT NULL,
    PRIMARY KEY (month),
    CONSTRAINT ledger_months_closed_by FOREIGN KEY (closed_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  ...kept.flatMap((name) => [refuse('UPDATE', name), refuse('DELETE', name)]),
];

const down = ['ledger_months', 'ledger_transfers', 'ledger_bookings', 'ledger_accounts'].map((name) => `DROP TABLE ${name}`);

/** MySQL with a binary log lets an account without SUPER make triggers only where `log_bin_trust_function_creators` is on. */
export class Ledger1764900000000 implements MigrationInterface {
  name = 'Ledger1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
