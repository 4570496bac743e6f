import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const matter = `varchar(80) ${ascii}`;

/** 会议, 议题 and 决议. An item is open once a matter, settled once, and no meeting is held without its attendance; a rule book leans on its resolution. */
const up = [
  `CREATE TABLE meetings (
    id ${uuid} NOT NULL,
    number varchar(20) NOT NULL,
    kind ${word} NOT NULL,
    state ${word} NOT NULL,
    title varchar(60) NOT NULL,
    held_on date NOT NULL,
    place varchar(60) NOT NULL,
    entitled int NULL,
    present int NULL,
    guests varchar(300) NULL,
    made_by ${uuid} NOT NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY meetings_number (number),
    KEY meetings_held_on (held_on, id),
    PRIMARY KEY (id),
    CONSTRAINT meetings_attendance CHECK ((state = 'held') = (present IS NOT NULL) AND (present IS NULL) = (entitled IS NULL) AND (present IS NULL OR present <= entitled))
  ) ${table}`,
  `CREATE TABLE agenda_items (
    id ${uuid} NOT NULL,
    kind ${word} NOT NULL,
    \`key\` ${matter} NOT NULL,
    open_key ${matter} NULL,
    state ${word} NOT NULL,
    title varchar(100) NOT NULL,
    proposal varchar(1000) NOT NULL,
    facts text NOT NULL,
    link ${matter} NULL,
    decided_in ${word} NOT NULL,
    meeting_id ${uuid} NULL,
    position int NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    UNIQUE KEY agenda_items_open_key (open_key),
    KEY agenda_items_key (\`key\`),
    KEY agenda_items_state (state, made_at),
    KEY agenda_items_meeting_id (meeting_id, position),
    PRIMARY KEY (id),
    CONSTRAINT agenda_items_open CHECK (open_key <=> IF(state IN ('waiting', 'listed'), \`key\`, NULL)),
    CONSTRAINT agenda_items_listed CHECK ((meeting_id IS NULL) = (position IS NULL) AND (state <> 'listed' OR meeting_id IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE resolutions (
    id ${uuid} NOT NULL,
    number varchar(40) NOT NULL,
    item_id ${uuid} NOT NULL,
    settled_item_id ${uuid} NULL,
    meeting_id ${uuid} NOT NULL,
    position int NOT NULL,
    state ${word} NOT NULL,
    outcome ${word} NOT NULL,
    ballot ${word} NOT NULL,
    in_favour int NOT NULL,
    against int NOT NULL,
    abstained int NOT NULL,
    text varchar(500) NOT NULL,
    recorded_by ${uuid} NOT NULL,
    recorded_at datetime(3) NOT NULL,
    confirmed_by ${uuid} NULL,
    confirmed_at datetime(3) NULL,
    executed varchar(1000) NULL,
    UNIQUE KEY resolutions_number (number),
    UNIQUE KEY resolutions_once (meeting_id, item_id),
    UNIQUE KEY resolutions_settled_item_id (settled_item_id),
    KEY resolutions_item_id (item_id),
    PRIMARY KEY (id),
    CONSTRAINT resolutions_settles CHECK (settled_item_id <=> IF(outcome = 'adjourned', NULL, item_id)),
    CONSTRAINT resolutions_confirmed CHECK ((state = 'confirmed') = (confirmed_by IS NOT NULL) AND (confirmed_by IS NULL) = (confirmed_at IS NULL) AND (confirmed_by IS NULL) = (executed IS NULL)),
    CONSTRAINT resolutions_two_persons CHECK (confirmed_by IS NULL OR confirmed_by <> recorded_by)
  ) ${table}`,
  ...[
    ['meetings', 'made_by', 'made_by', 'staff'],
    ['agenda_items', 'meeting', 'meeting_id', 'meetings'],
    ['agenda_items', 'made_by', 'made_by', 'staff'],
    ['resolutions', 'item', 'item_id', 'agenda_items'],
    ['resolutions', 'meeting', 'meeting_id', 'meetings'],
    ['resolutions', 'recorded_by', 'recorded_by', 'staff'],
    ['resolutions', 'confirmed_by', 'confirmed_by', 'staff'],
    ['rule_books', 'resolution', 'resolution_id', 'resolutions'],
  ].map(([from, name, column, to]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${column}) REFERENCES ${to}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

const down = ['ALTER TABLE rule_books DROP FOREIGN KEY rule_books_resolution', ...['resolutions', 'agenda_items', 'meetings'].map((name) => `DROP TABLE ${name}`)];

export class Governance1764830000000 implements MigrationInterface {
  name = 'Governance1764830000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
