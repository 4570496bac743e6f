import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 规则包, and what their rules say of each deal; deals that began before keep the first pack. */
const up = [
  'ALTER TABLE markets ADD COLUMN latitude double NULL, ADD COLUMN longitude double NULL, ADD COLUMN radius_metres int NULL',
  `ALTER TABLE transactions ADD COLUMN rule_pack varchar(20) ${ascii} NOT NULL DEFAULT '2026-1', ADD COLUMN kilometres int NULL`,
  `CREATE TABLE rule_packs (
    version varchar(20) ${ascii} NOT NULL,
    id char(36) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    title varchar(60) NOT NULL,
    effective_on date NULL,
    resolution varchar(200) NULL,
    made_by char(36) ${ascii} NULL,
    changed_by char(36) ${ascii} NULL,
    adopted_by char(36) ${ascii} NULL,
    created_at datetime(3) NOT NULL,
    content text NOT NULL,
    UNIQUE KEY rule_packs_id (id),
    UNIQUE KEY rule_packs_effective_on (effective_on),
    KEY rule_packs_state (state),
    PRIMARY KEY (version),
    CONSTRAINT rule_packs_day CHECK ((state = 'adopted') = (effective_on IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE deal_checks (
    transaction_id char(36) ${ascii} NOT NULL,
    pack_version varchar(20) ${ascii} NOT NULL,
    inputs char(32) ${ascii} NOT NULL,
    at datetime(3) NOT NULL,
    runs int NOT NULL,
    KEY deal_checks_pack_version (pack_version, at),
    PRIMARY KEY (transaction_id, pack_version)
  ) ${table}`,
  `CREATE TABLE rule_results (
    transaction_id char(36) ${ascii} NOT NULL,
    pack_version varchar(20) ${ascii} NOT NULL,
    rule varchar(30) ${ascii} NOT NULL,
    version int NOT NULL,
    severity varchar(30) ${ascii} NOT NULL,
    verdict varchar(30) ${ascii} NOT NULL,
    seen varchar(30) ${ascii} NULL,
    sentence varchar(1000) NOT NULL,
    fix varchar(500) NULL,
    shown text NOT NULL,
    about char(32) ${ascii} NOT NULL,
    PRIMARY KEY (transaction_id, pack_version, rule)
  ) ${table}`,
  `CREATE TABLE rule_decisions (
    id char(36) ${ascii} NOT NULL,
    transaction_id char(36) ${ascii} NOT NULL,
    rule varchar(30) ${ascii} NOT NULL,
    kind varchar(30) ${ascii} NOT NULL,
    about char(32) ${ascii} NOT NULL,
    sentence varchar(1000) NOT NULL,
    note varchar(200) NOT NULL,
    account_id char(36) ${ascii} NULL,
    staff_id char(36) ${ascii} NULL,
    at datetime(3) NOT NULL,
    UNIQUE KEY rule_decisions_about (transaction_id, rule, kind, about),
    KEY rule_decisions_staff_id (staff_id, at),
    KEY rule_decisions_account_id (account_id),
    PRIMARY KEY (id),
    CONSTRAINT rule_decisions_one_person CHECK ((kind = 'dispute' AND account_id IS NOT NULL AND staff_id IS NULL) OR (kind = 'override' AND account_id IS NULL AND staff_id IS NOT NULL))
  ) ${table}`,
  `CREATE TABLE rule_pack_replays (
    id char(36) ${ascii} NOT NULL,
    pack_version varchar(20) ${ascii} NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    requested_by char(36) ${ascii} NOT NULL,
    started_at datetime(3) NOT NULL,
    finished_at datetime(3) NULL,
    deals int NOT NULL,
    done int NOT NULL,
    skipped int NOT NULL,
    progress text NULL,
    KEY rule_pack_replays_version (pack_version, started_at),
    PRIMARY KEY (id)
  ) ${table}`,
  ...[
    ['rule_packs', 'made_by', 'staff', 'id'],
    ['rule_packs', 'changed_by', 'staff', 'id'],
    ['rule_packs', 'adopted_by', 'staff', 'id'],
    ['deal_checks', 'transaction', 'transactions', 'id'],
    ['deal_checks', 'pack', 'rule_packs', 'version'],
    ['rule_results', 'transaction', 'transactions', 'id'],
    ['rule_decisions', 'transaction', 'transactions', 'id'],
    ['rule_decisions', 'account', 'accounts', 'id'],
    ['rule_decisions', 'staff', 'staff', 'id'],
    ['rule_pack_replays', 'pack', 'rule_packs', 'version'],
  ].map(([from, name, to, column]) => `ALTER TABLE ${from} ADD CONSTRAINT ${from}_${name} FOREIGN KEY (${columnOf(name!)}) REFERENCES ${to}(${column}) ON DELETE RESTRICT ON UPDATE RESTRICT`),
];

function columnOf(name: string): string {
  return name.endsWith('_by') ? name : name === 'pack' ? 'pack_version' : `${name}_id`;
}

const down = [
  ...['rule_pack_replays', 'rule_decisions', 'rule_results', 'deal_checks', 'rule_packs'].map((name) => `DROP TABLE ${name}`),
  'ALTER TABLE transactions DROP COLUMN rule_pack, DROP COLUMN kilometres',
  'ALTER TABLE markets DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN radius_metres',
];

const content = join(__dirname, '../src/domains/checks/rule-pack.2026-1.json');

export class Rules1764700000000 implements MigrationInterface {
  name = 'Rules1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
    const text = JSON.stringify(JSON.parse(readFileSync(content, 'utf8')));
    await runner.query(
      `INSERT INTO rule_packs (version, id, state, title, effective_on, resolution, created_at, content)
       VALUES ('2026-1', '019b76da-a800-7000-8000-000000000001', 'adopted', '随系统发布的规则包', '2026-01-01', '随系统发布，待会员大会确认', '2026-01-01 00:00:00', ?)`,
      [text],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
