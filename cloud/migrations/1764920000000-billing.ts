import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const month = `char(7) ${ascii}`;
const version = `varchar(20) ${ascii}`;
const refuse = (act: 'UPDATE' | 'DELETE', name: string) => `CREATE TRIGGER ${name}_no_${act.toLowerCase()} BEFORE ${act} ON ${name} FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${name} is append-only'`;

/**
 * 服务费: no tariff without a resolution and its publication; one event per completed deal, append-only, put right by its reversal
 * (turns 1, 2, 3, …: odd ones charge, even ones reverse); a bill is the set of events with its market and month.
 */
const up = [
  `CREATE TABLE tariffs (
    version ${version} NOT NULL,
    id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    title varchar(60) NOT NULL,
    effective_on date NULL,
    resolution_id ${uuid} NULL,
    published_on date NULL,
    published_where varchar(200) NULL,
    made_by ${uuid} NOT NULL,
    changed_by ${uuid} NULL,
    adopted_by ${uuid} NULL,
    created_at datetime(3) NOT NULL,
    content text NOT NULL,
    UNIQUE KEY tariffs_id (id),
    UNIQUE KEY tariffs_effective_on (effective_on),
    PRIMARY KEY (version),
    CONSTRAINT tariffs_resolved CHECK ((state = 'adopted') = (effective_on IS NOT NULL AND resolution_id IS NOT NULL AND published_on IS NOT NULL AND published_where IS NOT NULL AND adopted_by IS NOT NULL)),
    CONSTRAINT tariffs_two_persons CHECK (adopted_by IS NULL OR (adopted_by <> made_by AND NOT adopted_by <=> changed_by)),
    CONSTRAINT tariffs_published_first CHECK (effective_on IS NULL OR effective_on >= published_on)
  ) ${table}`,
  `CREATE TABLE service_contracts (
    id ${uuid} NOT NULL,
    market_id ${uuid} NOT NULL,
    number varchar(40) NOT NULL,
    signed_on date NOT NULL,
    from_on date NOT NULL,
    to_on date NULL,
    recorded_by ${uuid} NOT NULL,
    recorded_at datetime(3) NOT NULL,
    ended_by ${uuid} NULL,
    ended_at datetime(3) NULL,
    end_reason varchar(200) NULL,
    UNIQUE KEY service_contracts_number (number),
    KEY service_contracts_market_id (market_id, from_on),
    PRIMARY KEY (id),
    CONSTRAINT service_contracts_days CHECK (to_on IS NULL OR to_on >= from_on),
    CONSTRAINT service_contracts_ended CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (end_reason IS NULL) AND (ended_by IS NULL OR to_on IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE billing_open_month (
    one int NOT NULL,
    month ${month} NOT NULL,
    PRIMARY KEY (one),
    CONSTRAINT billing_open_month_one CHECK (one = 1)
  ) ${table}`,
  // Nothing is billed yet.
  `INSERT INTO billing_open_month (one, month) VALUES (1, '2000-01')`,
  `CREATE TABLE meter_events (
    id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    transaction_id ${uuid} NOT NULL,
    turn int NOT NULL,
    market_id ${uuid} NOT NULL,
    channel ${word} NOT NULL,
    completed_on date NOT NULL,
    month ${month} NOT NULL,
    bill_month ${month} NOT NULL,
    member tinyint NOT NULL,
    fen int NOT NULL,
    exemption ${word} NULL,
    redone_of ${uuid} NULL,
    tariff_version ${version} NULL,
    stored_bytes bigint NOT NULL,
    reason varchar(200) NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY meter_events_turn (transaction_id, turn),
    KEY meter_events_bill (bill_month, market_id, exemption, kind, month, member, fen, stored_bytes),
    KEY meter_events_month (month, market_id, exemption, kind, member, fen, stored_bytes),
    KEY meter_events_completed_on (completed_on),
    KEY meter_events_market_id (market_id, completed_on),
    KEY meter_events_first (completed_on, turn),
    PRIMARY KEY (id),
    CONSTRAINT meter_events_turns CHECK ((kind = 'charge') = (turn % 2 = 1)),
    CONSTRAINT meter_events_months CHECK (month = LEFT(completed_on, 7) AND bill_month >= month),
    CONSTRAINT meter_events_fen CHECK (IF(kind = 'charge', fen >= 0, fen <= 0)),
    CONSTRAINT meter_events_exempt CHECK ((exemption IS NULL OR fen = 0) AND (exemption <=> 'no_tariff') = (tariff_version IS NULL) AND (exemption <=> 'redone') = (redone_of IS NOT NULL)),
    CONSTRAINT meter_events_reason CHECK (kind = 'charge' OR reason IS NOT NULL)
  ) ${table}`,
  `CREATE TABLE bills (
    id ${uuid} NOT NULL,
    number varchar(20) ${ascii} NOT NULL,
    market_id ${uuid} NOT NULL,
    month ${month} NOT NULL,
    live_key varchar(50) ${ascii} NULL,
    state ${word} NOT NULL,
    vehicles int NOT NULL,
    fen bigint NOT NULL,
    carried_fen bigint NOT NULL,
    stored_bytes bigint NOT NULL,
    remittance_code char(8) ${ascii} NOT NULL,
    drafted_by ${uuid} NOT NULL,
    drafted_at datetime(3) NOT NULL,
    checked_by ${uuid} NULL,
    checked_at datetime(3) NULL,
    contract_id ${uuid} NULL,
    published_by ${uuid} NULL,
    published_at datetime(3) NULL,
    due_on date NULL,
    voided_by ${uuid} NULL,
    voided_at datetime(3) NULL,
    void_reason varchar(200) NULL,
    UNIQUE KEY bills_number (number),
    UNIQUE KEY bills_live_key (live_key),
    UNIQUE KEY bills_remittance_code (remittance_code),
    KEY bills_month (month, id),
    KEY bills_market_id (market_id, month),
    PRIMARY KEY (id),
    CONSTRAINT bills_live CHECK (live_key <=> IF(state = 'void', NULL, CONCAT(market_id, ':', month))),
    CONSTRAINT bills_two_persons CHECK ((checked_by IS NULL OR checked_by <> drafted_by) AND (published_by IS NULL OR published_by <> drafted_by)),
    CONSTRAINT bills_checked CHECK ((checked_by IS NULL) = (checked_at IS NULL) AND (state <> 'draft' OR checked_by IS NULL) AND (state NOT IN ('checked', 'published') OR checked_by IS NOT NULL)),
    CONSTRAINT bills_published CHECK ((published_by IS NULL) = (published_at IS NULL) AND (published_by IS NULL) = (due_on IS NULL) AND (published_by IS NULL) = (contract_id IS NULL) AND (state = 'void' OR (state = 'published') = (published_by IS NOT NULL))),
    CONSTRAINT bills_voided CHECK ((state = 'void') = (voided_by IS NOT NULL) AND (voided_by IS NULL) = (voided_at IS NULL) AND (voided_by IS NULL) = (void_reason IS NULL)),
    CONSTRAINT bills_fen CHECK (fen >= 0 AND carried_fen <= 0 AND (fen = 0 OR carried_fen = 0))
  ) ${table}`,
  `CREATE TABLE bill_lines (
    bill_id ${uuid} NOT NULL,
    position int NOT NULL,
    kind ${word} NOT NULL,
    member tinyint NULL,
    unit_fen int NULL,
    vehicles int NOT NULL,
    fen bigint NOT NULL,
    month ${month} NULL,
    stored_bytes bigint NOT NULL,
    PRIMARY KEY (bill_id, position)
  ) ${table}`,
  ...[
    ['tariffs', 'resolution', 'resolution_id', 'resolutions(id)'],
    ['tariffs', 'made_by', 'made_by', 'staff(id)'],
    ['tariffs', 'changed_by', 'changed_by', 'staff(id)'],
    ['tariffs', 'adopted_by', 'adopted_by', 'staff(id)'],
    ['service_contracts', 'market', 'market_id', 'markets(id)'],
    ['service_contracts', 'recorded_by', 'recorded_by', 'staff(id)'],
    ['service_contracts', 'ended_by', 'ended_by', 'staff(id)'],
    ['meter_events', 'transaction', 'transaction_id', 'transactions(id)'],
    ['meter_events', 'market', 'market_id', 'markets(id)'],
    ['meter_events', 'redone_of', 'redone_of', 'transactions(id)'],
    ['meter_events', 'tariff', 'tariff_version', 'tariffs(version)'],
    ['meter_events', 'made_by', 'made_by', 'staff(id)'],
    ['bills', 'market', 'market_id', 'markets(id)'],
    ['bills', 'contract', 'contract_id', 'service_contracts(id)'],
    ['bills', 'drafted_by', 'drafted_by', 'staff(id)'],
    ['bills', 'checked_by', 'checked_by', 'staff(id)'],
    ['bills', 'published_by', 'published_by', 'staff(id)'],
    ['bills', 'voided_by', 'voided_by', 'staff(id)'],
    ['bill_lines', 'bill', 'bill_id', 'bills(id)'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to} ON DELETE RESTRICT ON UPDATE RESTRICT`),
  refuse('UPDATE', 'meter_events'),
  refuse('DELETE', 'meter_events'),
];

const down = ['bill_lines', 'bills', 'meter_events', 'billing_open_month', 'service_contracts', 'tariffs'].map((name) => `DROP TABLE ${name}`);

export class Billing1764920000000 implements MigrationInterface {
  name = 'Billing1764920000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
