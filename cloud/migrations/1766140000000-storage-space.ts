import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Plan } from './side-by-side';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const digest = `char(64) ${ascii}`;
const to = (name: string) => `REFERENCES ${name}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`;

/** Code, severity, threshold and lower bound in percent: raised at the first measuring that sees it. */
const rules: [string, 'slow' | 'down', number, number][] = [
  ['storage_70', 'slow', 70, 68],
  ['storage_85', 'slow', 85, 83],
  ['storage_95', 'down', 95, 93],
];

const plan: Plan = {
  step: 'expand',
  allows: ['trigger'],
  reason: 'The trigger on images does something only where a picture is marked as disposed, which no old process does; the new columns are empty for them.',
};

/**
 * 存储空间与到期销毁: what each class of the storage holds, a row a day; capacity; disposals and the deals that they destroyed. The triggers
 * are the last guard: no deal is destroyed before three whole years have passed since its day, nor without an approval that covers it
 * (but a cancelled one after thirty days),
 * and no picture is marked as destroyed but with its deal.
 */
const up = [
  `CREATE TABLE storage_days (
    day date NOT NULL,
    class ${word} NOT NULL,
    objects bigint NOT NULL,
    bytes bigint NOT NULL,
    measured_at datetime(3) NOT NULL,
    PRIMARY KEY (day, class)
  ) ${table}`,
  `CREATE TABLE picture_days (
    day date NOT NULL,
    slot char(3) NOT NULL,
    pictures int NOT NULL,
    bytes bigint NOT NULL,
    over_budget int NOT NULL,
    steps json NOT NULL,
    PRIMARY KEY (day, slot)
  ) ${table}`,
  `CREATE TABLE storage_capacities (
    id int NOT NULL,
    bytes bigint NOT NULL,
    set_by ${uuid} NOT NULL,
    set_at datetime(3) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT storage_capacities_one CHECK (id = 1 AND bytes > 0),
    CONSTRAINT storage_capacities_set_by FOREIGN KEY (set_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE disposals (
    id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    open_key ${word} NULL,
    completed_until date NOT NULL,
    deals int NOT NULL,
    pictures int NOT NULL,
    bytes bigint NOT NULL,
    held_back int NOT NULL,
    persons int NOT NULL,
    proposed_by ${uuid} NOT NULL,
    proposed_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    reason varchar(200) NULL,
    failure varchar(200) NULL,
    done_at datetime(3) NULL,
    root ${digest} NULL,
    UNIQUE KEY disposals_open (open_key),
    KEY disposals_proposed_at (proposed_at, id),
    PRIMARY KEY (id),
    CONSTRAINT disposals_two_persons CHECK (decided_by IS NULL OR decided_by <> proposed_by),
    CONSTRAINT disposals_states CHECK ((state = 'proposed') = (decided_by IS NULL) AND (state = 'done') = (done_at IS NOT NULL) AND (state = 'done') = (root IS NOT NULL) AND (state IN ('proposed', 'approved')) = (open_key IS NOT NULL)),
    CONSTRAINT disposals_proposed_by FOREIGN KEY (proposed_by) ${to('staff')},
    CONSTRAINT disposals_decided_by FOREIGN KEY (decided_by) ${to('staff')}
  ) ${table}`,
  `CREATE TABLE disposed_deals (
    transaction_id ${uuid} NOT NULL,
    disposal_id ${uuid} NULL,
    leaf ${digest} NOT NULL,
    pictures int NOT NULL,
    bytes bigint NOT NULL,
    thumbnails int NOT NULL,
    thumbnail_bytes bigint NOT NULL,
    disposed_at datetime(3) NOT NULL,
    removed_at datetime(3) NULL,
    KEY disposed_deals_of_disposal (disposal_id, transaction_id),
    KEY disposed_deals_waiting (disposal_id, removed_at),
    KEY disposed_deals_removed_at (removed_at),
    PRIMARY KEY (transaction_id),
    CONSTRAINT disposed_deals_disposal FOREIGN KEY (disposal_id) ${to('disposals')},
    CONSTRAINT disposed_deals_transaction FOREIGN KEY (transaction_id) ${to('transactions')}
  ) ${table}`,
  'ALTER TABLE images ADD COLUMN disposed_at datetime(3) NULL, ADD COLUMN thumbnail_bytes int NULL',
  'ALTER TABLE images ADD KEY images_received (received_at, slot, bytes, thumbnail_bytes), DROP KEY images_transaction_slot, ADD KEY images_transaction_slot (transaction_id, slot, bytes, thumbnail_bytes)',
  `CREATE TRIGGER disposed_deals_due BEFORE INSERT ON disposed_deals FOR EACH ROW
    IF NOT EXISTS (
      SELECT 1 FROM transactions t JOIN disposals d ON d.id = NEW.disposal_id
      WHERE t.id = NEW.transaction_id AND t.state = 'completed' AND d.state = 'approved'
        AND DATE(t.completed_at + INTERVAL 8 HOUR) <= d.completed_until
        AND DATE(t.completed_at + INTERVAL 8 HOUR) + INTERVAL 3 YEAR < DATE(NEW.disposed_at + INTERVAL 8 HOUR)
    ) AND NOT EXISTS (
      SELECT 1 FROM transactions t JOIN audit_events a ON a.subject_type = 'transaction' AND a.subject_id = t.id AND a.action = 'transactions.cancelled'
      WHERE t.id = NEW.transaction_id AND t.state = 'cancelled' AND NEW.disposal_id IS NULL AND a.at + INTERVAL 30 DAY < NEW.disposed_at
    ) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'this deal must not be destroyed: it is within its keeping period, or no approved disposal covers it';
    END IF`,
  `CREATE TRIGGER images_disposed BEFORE UPDATE ON images FOR EACH ROW
    IF NEW.disposed_at IS NOT NULL AND OLD.disposed_at IS NULL AND NOT EXISTS (SELECT 1 FROM disposed_deals WHERE transaction_id = NEW.transaction_id)
    THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a picture is destroyed only with its deal, when its keeping period is over';
    END IF`,
  `INSERT INTO alarm_rules (code, indicator, severity, enabled, threshold, clear_below, for_seconds, clear_seconds) VALUES ${rules.map(([code, severity, ...bounds]) => `('${code}', 'storage_share', '${severity}', 1, ${bounds.join(', ')}, 0, 0)`).join(', ')}`,
];
const down = [
  "DELETE FROM incidents WHERE alarm_id IN (SELECT a.id FROM alarms a JOIN alarm_rules r ON r.code = a.rule WHERE r.indicator = 'storage_share')",
  "DELETE FROM alarms WHERE rule IN (SELECT code FROM alarm_rules WHERE indicator = 'storage_share')",
  "DELETE FROM alarm_rules WHERE indicator = 'storage_share'",
  'DROP TRIGGER images_disposed',
  'DROP TRIGGER disposed_deals_due',
  'ALTER TABLE images DROP KEY images_received, DROP KEY images_transaction_slot, ADD KEY images_transaction_slot (transaction_id, slot), DROP COLUMN thumbnail_bytes, DROP COLUMN disposed_at',
  ...['disposed_deals', 'disposals', 'storage_capacities', 'picture_days', 'storage_days'].map((name) => `DROP TABLE ${name}`),
];

export class StorageSpace1766140000000 implements MigrationInterface {
  name = 'StorageSpace1766140000000';
  plan = plan;

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
