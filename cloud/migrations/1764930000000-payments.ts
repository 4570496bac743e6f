import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;

/** 支付订单, 通知, 退款, 现金收款, 票据, 收款账户: one open order per due or bill, each notice once, two persons where money leaves or is taken by hand. */
const up = [
  `CREATE TABLE payment_orders (
    id ${uuid} NOT NULL,
    number varchar(32) ${ascii} NOT NULL,
    kind ${word} NOT NULL,
    subject_id ${uuid} NOT NULL,
    party_id ${uuid} NOT NULL,
    title varchar(120) NOT NULL,
    payer_name varchar(100) NOT NULL,
    fund ${word} NOT NULL,
    provider ${word} NOT NULL,
    merchant_id varchar(32) ${ascii} NOT NULL,
    account_id ${uuid} NOT NULL,
    company_id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    fen bigint NOT NULL,
    open_key ${uuid} NULL,
    prepay_id varchar(80) ${ascii} NULL,
    provider_number varchar(64) ${ascii} NULL,
    opened_at datetime(3) NOT NULL,
    expires_at datetime(3) NOT NULL,
    paid_at datetime(3) NULL,
    closed_at datetime(3) NULL,
    late ${word} NULL,
    shipping_reported_at datetime(3) NULL,
    UNIQUE KEY payment_orders_number (number),
    UNIQUE KEY payment_orders_open_key (open_key),
    KEY payment_orders_subject (kind, subject_id, id),
    KEY payment_orders_company_id (company_id, id),
    KEY payment_orders_state (state, id),
    KEY payment_orders_paid (provider, fund, paid_at),
    PRIMARY KEY (id),
    CONSTRAINT payment_orders_fen CHECK (fen > 0),
    CONSTRAINT payment_orders_open CHECK ((state IN ('opening', 'waiting')) = (open_key IS NOT NULL) AND (open_key IS NULL OR open_key = subject_id)),
    CONSTRAINT payment_orders_settled CHECK ((state = 'paid') = (paid_at IS NOT NULL) AND (state = 'paid') = (provider_number IS NOT NULL) AND (late IS NULL OR state = 'paid')),
    CONSTRAINT payment_orders_prepaid CHECK (state <> 'waiting' OR prepay_id IS NOT NULL)
  ) ${table}`,
  `CREATE TABLE payment_notices (
    id ${uuid} NOT NULL,
    provider ${word} NOT NULL,
    fund ${word} NOT NULL,
    notice_id varchar(128) ${ascii} NOT NULL,
    order_number varchar(64) ${ascii} NOT NULL,
    content text NOT NULL,
    outcome ${word} NOT NULL,
    refusal varchar(200) NULL,
    received_at datetime(3) NOT NULL,
    applied_at datetime(3) NULL,
    UNIQUE KEY payment_notices_notice (provider, notice_id),
    KEY payment_notices_outcome (outcome, received_at),
    KEY payment_notices_order_number (order_number),
    PRIMARY KEY (id),
    CONSTRAINT payment_notices_settled CHECK ((outcome = 'waiting') = (applied_at IS NULL) AND (outcome = 'refused') = (refusal IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE refunds (
    id ${uuid} NOT NULL,
    number varchar(32) ${ascii} NOT NULL,
    order_id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    fen bigint NOT NULL,
    reason varchar(200) NOT NULL,
    requested_by ${uuid} NULL,
    requested_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    refusal varchar(200) NULL,
    booking_id ${uuid} NULL,
    attempt int NOT NULL DEFAULT 0,
    attempted_at datetime(3) NULL,
    sent_at datetime(3) NULL,
    provider_number varchar(64) ${ascii} NULL,
    settled_at datetime(3) NULL,
    failure varchar(200) NULL,
    UNIQUE KEY refunds_number (number),
    KEY refunds_order_id (order_id, id),
    KEY refunds_state (state, id),
    KEY refunds_settled (settled_at),
    PRIMARY KEY (id),
    CONSTRAINT refunds_fen CHECK (fen > 0),
    CONSTRAINT refunds_two_persons CHECK (requested_by IS NULL OR decided_by IS NULL OR requested_by <> decided_by),
    CONSTRAINT refunds_decided CHECK (state = 'requested' OR requested_by IS NULL OR decided_by IS NOT NULL),
    CONSTRAINT refunds_settled CHECK ((state = 'succeeded') = (settled_at IS NOT NULL) AND (state = 'refused') = (refusal IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE cash_receipts (
    id ${uuid} NOT NULL,
    number varchar(20) ${ascii} NOT NULL,
    kind ${word} NOT NULL,
    subject_id ${uuid} NOT NULL,
    title varchar(120) NOT NULL,
    payer_name varchar(100) NOT NULL,
    fund ${word} NOT NULL,
    state ${word} NOT NULL,
    fen bigint NOT NULL,
    received_on date NOT NULL,
    note varchar(200) NOT NULL,
    noted_by ${uuid} NOT NULL,
    noted_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    refusal varchar(200) NULL,
    UNIQUE KEY cash_receipts_number (number),
    KEY cash_receipts_state (state, id),
    KEY cash_receipts_subject (kind, subject_id),
    PRIMARY KEY (id),
    CONSTRAINT cash_receipts_fen CHECK (fen > 0),
    CONSTRAINT cash_receipts_two_persons CHECK (decided_by IS NULL OR decided_by <> noted_by),
    CONSTRAINT cash_receipts_decided CHECK ((state = 'noted') = (decided_by IS NULL) AND (state = 'refused') = (refusal IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE receipts (
    id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    number varchar(40) ${ascii} NOT NULL,
    state ${word} NOT NULL,
    subject_kind ${word} NOT NULL,
    subject_id ${uuid} NOT NULL,
    fen bigint NOT NULL,
    issued_on date NOT NULL,
    noted_by ${uuid} NOT NULL,
    noted_at datetime(3) NOT NULL,
    void_reason varchar(200) NULL,
    voided_by ${uuid} NULL,
    voided_at datetime(3) NULL,
    UNIQUE KEY receipts_number (kind, number),
    KEY receipts_subject (subject_kind, subject_id),
    PRIMARY KEY (id),
    CONSTRAINT receipts_fen CHECK (fen > 0),
    CONSTRAINT receipts_kind CHECK ((kind = 'dues_receipt') = (subject_kind = 'due')),
    CONSTRAINT receipts_void CHECK ((state = 'void') = (voided_by IS NOT NULL) AND (state = 'void') = (void_reason IS NOT NULL) AND (state = 'void') = (voided_at IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE payee_accounts (
    fund ${word} NOT NULL,
    id ${uuid} NOT NULL,
    payee_name varchar(60) NOT NULL,
    bank_name varchar(60) NOT NULL,
    bank_number varchar(32) ${ascii} NOT NULL,
    set_by ${uuid} NOT NULL,
    set_at datetime(3) NOT NULL,
    UNIQUE KEY payee_accounts_id (id),
    PRIMARY KEY (fund)
  ) ${table}`,
  ...[
    ['payment_orders', 'account', 'account_id', 'accounts'],
    ['payment_orders', 'company', 'company_id', 'companies'],
    ['refunds', 'order', 'order_id', 'payment_orders'],
    ['refunds', 'requested_by', 'requested_by', 'staff'],
    ['refunds', 'decided_by', 'decided_by', 'staff'],
    ['cash_receipts', 'noted_by', 'noted_by', 'staff'],
    ['cash_receipts', 'decided_by', 'decided_by', 'staff'],
    ['receipts', 'noted_by', 'noted_by', 'staff'],
    ['receipts', 'voided_by', 'voided_by', 'staff'],
    ['payee_accounts', 'set_by', 'set_by', 'staff'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

const down = ['payee_accounts', 'receipts', 'cash_receipts', 'refunds', 'payment_notices', 'payment_orders'].map((name) => `DROP TABLE ${name}`);

export class Payments1764930000000 implements MigrationInterface {
  name = 'Payments1764930000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
