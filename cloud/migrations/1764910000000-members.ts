import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;

/** 会员 with their standings, 会费标准, and 应缴会费 with whoever was reminded. Whether a market's deals cost the member's price follows from the standings now. */
const up = [
  `CREATE TABLE members (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    name varchar(60) NOT NULL,
    credit_code char(18) NOT NULL,
    company_id ${uuid} NULL,
    market_id ${uuid} NULL,
    joined_on date NOT NULL,
    left_on date NULL,
    live_company_id ${uuid} NULL,
    live_market_id ${uuid} NULL,
    UNIQUE KEY members_number (number),
    UNIQUE KEY members_credit_code (credit_code),
    UNIQUE KEY members_live_company_id (live_company_id),
    UNIQUE KEY members_live_market_id (live_market_id),
    PRIMARY KEY (id),
    CONSTRAINT members_live CHECK (live_company_id <=> IF(left_on IS NULL, company_id, NULL) AND live_market_id <=> IF(left_on IS NULL, market_id, NULL))
  ) ${table}`,
  `CREATE TABLE membership_changes (
    id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    member_id ${uuid} NULL,
    member_name varchar(60) NOT NULL,
    credit_code char(18) NOT NULL,
    open_key char(18) NULL,
    position ${word} NULL,
    company_id ${uuid} NULL,
    market_id ${uuid} NULL,
    effective_on date NOT NULL,
    reason varchar(300) NOT NULL,
    agenda_item_id ${uuid} NOT NULL,
    resolution_id ${uuid} NULL,
    proposed_by ${uuid} NOT NULL,
    proposed_at datetime(3) NOT NULL,
    UNIQUE KEY membership_changes_open_key (open_key),
    KEY membership_changes_member_id (member_id),
    KEY membership_changes_state (state, id),
    PRIMARY KEY (id),
    CONSTRAINT membership_changes_open CHECK (open_key <=> IF(state = 'proposed', credit_code, NULL)),
    CONSTRAINT membership_changes_carried_out CHECK ((state = 'carried_out') = (resolution_id IS NOT NULL) AND (kind = 'join' OR member_id IS NOT NULL) AND (state <> 'carried_out' OR member_id IS NOT NULL)),
    CONSTRAINT membership_changes_position CHECK ((kind IN ('join', 'change_position')) = (position IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE member_standings (
    member_id ${uuid} NOT NULL,
    turn int NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    position ${word} NOT NULL,
    effective_on date NOT NULL,
    market_id ${uuid} NULL,
    resolution_id ${uuid} NOT NULL,
    change_id ${uuid} NULL,
    reason varchar(300) NOT NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY member_standings_change_id (change_id),
    KEY member_standings_effective_on (member_id, effective_on),
    KEY member_standings_market_id (market_id, effective_on),
    PRIMARY KEY (member_id, turn),
    CONSTRAINT member_standings_turn CHECK (turn > 0 AND (turn > 1 OR kind = 'join'))
  ) ${table}`,
  `CREATE TABLE dues_schemes (
    version varchar(20) ${ascii} NOT NULL,
    id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    title varchar(60) NOT NULL,
    from_year int NULL,
    resolution_id ${uuid} NULL,
    published_on date NULL,
    published_where varchar(200) NULL,
    made_by ${uuid} NOT NULL,
    changed_by ${uuid} NULL,
    adopted_by ${uuid} NULL,
    created_at datetime(3) NOT NULL,
    content text NOT NULL,
    UNIQUE KEY dues_schemes_id (id),
    UNIQUE KEY dues_schemes_from_year (from_year),
    KEY dues_schemes_state (state),
    PRIMARY KEY (version),
    CONSTRAINT dues_schemes_resolved CHECK ((state = 'adopted') = (from_year IS NOT NULL AND resolution_id IS NOT NULL AND published_on IS NOT NULL AND published_where IS NOT NULL AND adopted_by IS NOT NULL)),
    CONSTRAINT dues_schemes_two_persons CHECK (adopted_by IS NULL OR (adopted_by <> made_by AND NOT (adopted_by <=> changed_by)))
  ) ${table}`,
  `CREATE TABLE dues (
    id ${uuid} NOT NULL,
    member_id ${uuid} NOT NULL,
    year int NOT NULL,
    state ${word} NOT NULL,
    scheme_version varchar(20) ${ascii} NOT NULL,
    tier char(1) NOT NULL,
    fen bigint NOT NULL,
    due_on date NOT NULL,
    remittance_code char(8) ${ascii} NOT NULL,
    raised_on date NOT NULL,
    raised_by ${uuid} NULL,
    refusal_item_id ${uuid} NULL,
    reminding_until datetime(3) NULL,
    cancelled_by ${uuid} NULL,
    cancel_reason varchar(200) NULL,
    UNIQUE KEY dues_once (member_id, year),
    UNIQUE KEY dues_remittance_code (remittance_code),
    KEY dues_year (year, state),
    PRIMARY KEY (id),
    CONSTRAINT dues_fen CHECK (fen >= 0),
    CONSTRAINT dues_cancelled CHECK ((state = 'cancelled') = (cancelled_by IS NOT NULL) AND (cancelled_by IS NULL) = (cancel_reason IS NULL)),
    CONSTRAINT dues_two_persons CHECK (cancelled_by IS NULL OR NOT (cancelled_by <=> raised_by))
  ) ${table}`,
  `CREATE TABLE dues_contacts (
    id ${uuid} NOT NULL,
    due_id ${uuid} NOT NULL,
    at datetime(3) NOT NULL,
    way ${word} NOT NULL,
    outcome ${word} NOT NULL,
    step int NULL,
    once_key varchar(90) ${ascii} NULL,
    note varchar(300) NULL,
    made_by ${uuid} NULL,
    UNIQUE KEY dues_contacts_once (once_key),
    KEY dues_contacts_due_id (due_id, at),
    PRIMARY KEY (id),
    CONSTRAINT dues_contacts_step CHECK ((step IS NULL) = (once_key IS NULL) AND (step IS NULL) = (made_by IS NOT NULL))
  ) ${table}`,
  ...[
    ['members', 'company', 'company_id', 'companies(id)'],
    ['members', 'market', 'market_id', 'markets(id)'],
    ['membership_changes', 'member', 'member_id', 'members(id)'],
    ['membership_changes', 'company', 'company_id', 'companies(id)'],
    ['membership_changes', 'market', 'market_id', 'markets(id)'],
    ['membership_changes', 'item', 'agenda_item_id', 'agenda_items(id)'],
    ['membership_changes', 'resolution', 'resolution_id', 'resolutions(id)'],
    ['membership_changes', 'proposed_by', 'proposed_by', 'staff(id)'],
    ['member_standings', 'member', 'member_id', 'members(id)'],
    ['member_standings', 'market', 'market_id', 'markets(id)'],
    ['member_standings', 'resolution', 'resolution_id', 'resolutions(id)'],
    ['member_standings', 'change', 'change_id', 'membership_changes(id)'],
    ['dues_schemes', 'resolution', 'resolution_id', 'resolutions(id)'],
    ['dues_schemes', 'made_by', 'made_by', 'staff(id)'],
    ['dues_schemes', 'changed_by', 'changed_by', 'staff(id)'],
    ['dues_schemes', 'adopted_by', 'adopted_by', 'staff(id)'],
    ['dues', 'member', 'member_id', 'members(id)'],
    ['dues', 'scheme', 'scheme_version', 'dues_schemes(version)'],
    ['dues', 'refusal_item', 'refusal_item_id', 'agenda_items(id)'],
    ['dues', 'raised_by', 'raised_by', 'staff(id)'],
    ['dues', 'cancelled_by', 'cancelled_by', 'staff(id)'],
    ['dues_contacts', 'due', 'due_id', 'dues(id)'],
    ['dues_contacts', 'made_by', 'made_by', 'staff(id)'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to} ON DELETE RESTRICT ON UPDATE RESTRICT`),
  'ALTER TABLE markets DROP COLUMN is_member',
];

const down = [
  'ALTER TABLE markets ADD COLUMN is_member tinyint NOT NULL DEFAULT 0 AFTER name',
  'ALTER TABLE markets ALTER COLUMN is_member DROP DEFAULT',
  ...['dues_contacts', 'dues', 'dues_schemes', 'member_standings', 'membership_changes', 'members'].map((name) => `DROP TABLE ${name}`),
];

export class Members1764910000000 implements MigrationInterface {
  name = 'Members1764910000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
