import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
/** What the file says of a line; a change of it would be a change of evidence. */
const asItCame = ['statement_id', 'line_key', 'source', 'fund', 'kind', 'traded_on', 'traded_at', 'fen', 'fee_fen', 'balance_fen', 'number', 'order_number', 'provider_number', 'counterparty', 'account_tail', 'memo', 'lacking', 'position'];

/** 对账: statements, their files, their lines. */
const up = [
  `CREATE TABLE statements (
    id ${uuid} NOT NULL,
    source ${word} NOT NULL,
    fund ${word} NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    day_key varchar(40) ${ascii} NULL,
    file_name varchar(200) NOT NULL,
    sha256 char(64) ${ascii} NOT NULL,
    in_fen bigint NOT NULL,
    out_fen bigint NOT NULL,
    closing_fen bigint NULL,
    imported_by ${uuid} NULL,
    imported_at datetime(3) NOT NULL,
    UNIQUE KEY statements_day_key (day_key),
    KEY statements_account (fund, source, to_on),
    KEY statements_from_on (from_on, id),
    PRIMARY KEY (id),
    CONSTRAINT statements_days CHECK (from_on <= to_on),
    CONSTRAINT statements_day CHECK (day_key <=> IF(source = 'bank', NULL, CONCAT(source, ':', fund, ':', from_on)) AND (source = 'bank' OR from_on = to_on)),
    CONSTRAINT statements_closing CHECK ((source = 'bank') = (closing_fen IS NOT NULL)),
    CONSTRAINT statements_imported_by FOREIGN KEY (imported_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE statement_files (
    statement_id ${uuid} NOT NULL,
    bytes mediumblob NOT NULL,
    PRIMARY KEY (statement_id),
    CONSTRAINT statement_files_statement FOREIGN KEY (statement_id) REFERENCES statements(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TABLE statement_lines (
    id ${uuid} NOT NULL,
    statement_id ${uuid} NOT NULL,
    line_key varchar(120) ${ascii} NOT NULL,
    position int NOT NULL,
    source ${word} NOT NULL,
    fund ${word} NOT NULL,
    kind ${word} NOT NULL,
    traded_on date NOT NULL,
    traded_at datetime(3) NULL,
    fen bigint NOT NULL,
    fee_fen bigint NOT NULL,
    balance_fen bigint NULL,
    number varchar(64) NULL,
    order_number varchar(64) NULL,
    provider_number varchar(64) NULL,
    counterparty varchar(100) NULL,
    account_tail varchar(4) NULL,
    memo varchar(300) NULL,
    lacking tinyint NOT NULL,
    state ${word} NOT NULL,
    difference ${word} NULL,
    decision ${word} NULL,
    subject_id ${uuid} NULL,
    outcome varchar(500) NULL,
    pays_source ${word} NULL,
    pays_from date NULL,
    pays_to date NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    turn int NOT NULL,
    UNIQUE KEY statement_lines_line_key (line_key),
    KEY statement_lines_statement_id (statement_id, position),
    KEY statement_lines_traded_on (traded_on, id),
    KEY statement_lines_state (state, traded_on, id),
    KEY statement_lines_account (fund, source, traded_on, position),
    KEY statement_lines_number (number, kind),
    KEY statement_lines_subject_id (subject_id),
    PRIMARY KEY (id),
    CONSTRAINT statement_lines_fen CHECK (fen <> 0 AND (fen > 0) = (kind IN ('payment', 'bank_in'))),
    CONSTRAINT statement_lines_balance CHECK ((source = 'bank') = (balance_fen IS NOT NULL)),
    CONSTRAINT statement_lines_decided CHECK (
      (state = 'open') = (outcome IS NULL) AND (state <> 'open' OR (decision IS NULL AND subject_id IS NULL AND difference IS NOT NULL))
      AND (state = 'decided') = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL) AND (state <> 'decided' OR decision IS NOT NULL)),
    CONSTRAINT statement_lines_pays CHECK ((pays_from IS NULL) = (pays_to IS NULL) AND (pays_from IS NULL) = (pays_source IS NULL) AND (pays_from IS NULL OR (source = 'bank' AND decision = 'payout' AND pays_to <= traded_on))),
    CONSTRAINT statement_lines_statement FOREIGN KEY (statement_id) REFERENCES statements(id) ON DELETE RESTRICT ON UPDATE RESTRICT,
    CONSTRAINT statement_lines_decided_by FOREIGN KEY (decided_by) REFERENCES staff(id) ON DELETE RESTRICT ON UPDATE RESTRICT
  ) ${table}`,
  `CREATE TRIGGER statement_lines_as_they_came BEFORE UPDATE ON statement_lines FOR EACH ROW
    IF NOT (${asItCame.map((column) => `NEW.${column} <=> OLD.${column}`).join(' AND ')}) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a statement line stays as it came'; END IF`,
  "CREATE TRIGGER statement_lines_no_delete BEFORE DELETE ON statement_lines FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'statement_lines stay'",
  // Locked by whoever takes a statement (`statement-lock.ts`).
  "INSERT INTO serials (prefix, `last`) VALUES ('STATEMENTS', 0)",
];

const down = ["DELETE FROM serials WHERE prefix = 'STATEMENTS'", ...['statement_lines', 'statement_files', 'statements'].map((name) => `DROP TABLE ${name}`)];

export class Reconciliation1764940000000 implements MigrationInterface {
  name = 'Reconciliation1764940000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
