import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const digest = `char(64) ${ascii}`;
const to = (name: string) => `REFERENCES ${name}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`;
const refuse = (message: string) => `SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${message}'`;
const unchanged = (columns: string[]) => columns.map((column) => `NEW.${column} <=> OLD.${column}`).join(' AND ');
const always = ['id', 'period', 'edition_id', 'edition', 'made_by', 'made_at'];
/** What the second person approves. */
const approved = ['title', 'note', 'content', 'text', 'poster_sha256', 'changed_by'];
const ofSending = ['id', 'bulletin_id', 'destination_id', 'way', 'destination_name', 'text', 'poster_sha256', 'sent_by', 'requested_at'];

/** 月度通报: bulletins, destinations, sendings. */
const up = [
  `CREATE TABLE bulletins (
    id ${uuid} NOT NULL,
    period char(7) ${ascii} NOT NULL,
    edition_id ${uuid} NOT NULL,
    edition int NOT NULL,
    state ${word} NOT NULL,
    live_key ${uuid} NULL,
    title varchar(40) NOT NULL,
    note varchar(300) NOT NULL,
    content mediumtext NOT NULL,
    text varchar(1000) NOT NULL,
    poster_sha256 ${digest} NOT NULL,
    made_by ${uuid} NOT NULL,
    made_at datetime(3) NOT NULL,
    changed_by ${uuid} NULL,
    approved_by ${uuid} NULL,
    approved_at datetime(3) NULL,
    refusal varchar(200) NULL,
    sent_at datetime(3) NULL,
    withdrawn_at datetime(3) NULL,
    withdrawal varchar(200) NULL,
    UNIQUE KEY bulletins_live (live_key),
    KEY bulletins_period (period, made_at),
    KEY bulletins_sent (state, sent_at),
    PRIMARY KEY (id),
    CONSTRAINT bulletins_two_persons CHECK (approved_by IS NULL OR (approved_by <> made_by AND (changed_by IS NULL OR approved_by <> changed_by))),
    CONSTRAINT bulletins_approved CHECK ((approved_by IS NULL) = (approved_at IS NULL) AND (state <> 'draft' OR approved_by IS NULL) AND (state NOT IN ('approved', 'sent') OR (approved_by IS NOT NULL AND refusal IS NULL))),
    CONSTRAINT bulletins_sent_once CHECK ((state <> 'sent' OR sent_at IS NOT NULL) AND (sent_at IS NULL OR state IN ('sent', 'withdrawn'))),
    CONSTRAINT bulletins_withdrawn CHECK ((state = 'withdrawn') = (live_key IS NULL) AND (state = 'withdrawn') = (withdrawn_at IS NOT NULL) AND (live_key IS NULL OR live_key = edition_id)),
    CONSTRAINT bulletins_edition FOREIGN KEY (edition_id) ${to('statistic_editions')},
    CONSTRAINT bulletins_made_by FOREIGN KEY (made_by) ${to('staff')},
    CONSTRAINT bulletins_changed_by FOREIGN KEY (changed_by) ${to('staff')},
    CONSTRAINT bulletins_approved_by FOREIGN KEY (approved_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE bulletin_destinations (
    id ${uuid} NOT NULL,
    way ${word} NOT NULL,
    name varchar(40) NOT NULL,
    enabled tinyint NOT NULL,
    secrets mediumtext ${ascii} NULL,
    is_complete tinyint NOT NULL,
    hint varchar(60) NOT NULL,
    made_by ${uuid} NULL,
    made_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT bulletin_destinations_made_by FOREIGN KEY (made_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE bulletin_sendings (
    id ${uuid} NOT NULL,
    bulletin_id ${uuid} NOT NULL,
    destination_id ${uuid} NOT NULL,
    way ${word} NOT NULL,
    destination_name varchar(40) NOT NULL,
    state ${word} NOT NULL,
    text varchar(1000) NOT NULL,
    poster_sha256 ${digest} NOT NULL,
    recipients int NULL,
    sent_by ${uuid} NOT NULL,
    requested_at datetime(3) NOT NULL,
    attempt int NOT NULL,
    claimed_at datetime(3) NULL,
    text_sent tinyint NOT NULL,
    settled_at datetime(3) NULL,
    settled_by ${uuid} NULL,
    outcome varchar(300) NULL,
    KEY bulletin_sendings_bulletin (bulletin_id, requested_at),
    KEY bulletin_sendings_destination (destination_id, claimed_at),
    PRIMARY KEY (id),
    CONSTRAINT bulletin_sendings_settled CHECK ((state IN ('sent', 'failed')) = (settled_at IS NOT NULL) AND (settled_by IS NULL OR settled_at IS NOT NULL)),
    CONSTRAINT bulletin_sendings_of_bulletin FOREIGN KEY (bulletin_id) ${to('bulletins')},
    CONSTRAINT bulletin_sendings_to FOREIGN KEY (destination_id) ${to('bulletin_destinations')},
    CONSTRAINT bulletin_sendings_sent_by FOREIGN KEY (sent_by) ${to('staff')},
    CONSTRAINT bulletin_sendings_settled_by FOREIGN KEY (settled_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE bulletin_recipients (
    sending_id ${uuid} NOT NULL,
    account_id ${uuid} NOT NULL,
    outcome ${word} NOT NULL,
    PRIMARY KEY (sending_id, account_id),
    CONSTRAINT bulletin_recipients_sending FOREIGN KEY (sending_id) ${to('bulletin_sendings')}
  ) ${table}`,
  `CREATE TRIGGER bulletins_stay BEFORE UPDATE ON bulletins FOR EACH ROW
    IF NOT (${unchanged(always)}) OR (OLD.state <> 'draft' AND NOT (${unchanged(approved)})) THEN ${refuse('a bulletin stays as it was approved')}; END IF`,
  `CREATE TRIGGER bulletin_sendings_stay BEFORE UPDATE ON bulletin_sendings FOR EACH ROW
    IF NOT (${unchanged(ofSending)}) THEN ${refuse('what was sent stays')}; END IF`,
  ...['bulletins', 'bulletin_sendings'].map((name) => `CREATE TRIGGER ${name}_no_delete BEFORE DELETE ON ${name} FOR EACH ROW ${refuse(`${name} stay`)}`),
  `INSERT INTO bulletin_destinations (id, way, name, enabled, secrets, is_complete, hint, made_by, made_at) VALUES
    ('019b2f60-7000-7000-8000-000000000001', 'wechat_group', '会员微信群', 1, NULL, 1, '由工作人员转发', NULL, '2026-01-01 00:00:00'),
    ('019b2f60-7000-7000-8000-000000000002', 'inbox', '会员站内信', 1, NULL, 1, '会员企业的负责人', NULL, '2026-01-01 00:00:00'),
    ('019b2f60-7000-7000-8000-000000000003', 'subscription', '微信订阅消息', 1, NULL, 1, '订阅了下一期通报的人', NULL, '2026-01-01 00:00:00')`,
];

const down = ['bulletin_recipients', 'bulletin_sendings', 'bulletin_destinations', 'bulletins'].map((name) => `DROP TABLE ${name}`);

export class Bulletins1766030000000 implements MigrationInterface {
  name = 'Bulletins1766030000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
