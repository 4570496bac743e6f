import type { MigrationInterface, QueryRunner } from 'typeorm';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const index = `char(32) ${ascii}`;
const word = `varchar(30) ${ascii}`;
const restrict = 'ON DELETE RESTRICT ON UPDATE RESTRICT';

/**
 * One key per natural person, and the requests to erase one.
 *
 * What an earlier version sealed, it sealed by the ring, and a migration has no ring to open it with. There is no production
 * data; rows of a demo stay, but their persons get keys that are already destroyed, so that every screen shows 已删除 for
 * them. For a fresh demo remove its data folder and start again.
 */
const up = [
  `CREATE TABLE person_keys (
    id ${uuid} NOT NULL,
    id_number_index ${index} NULL,
    wrapped varchar(120) ${ascii} NULL,
    created_at datetime(3) NOT NULL,
    erased_at datetime(3) NULL,
    UNIQUE KEY person_keys_id_number_index (id_number_index),
    PRIMARY KEY (id),
    CONSTRAINT person_keys_erased CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL) AND (wrapped IS NOT NULL OR id_number_index IS NULL))
  ) ${table}`,
  `ALTER TABLE persons
    ADD COLUMN key_id ${uuid} NULL,
    ADD COLUMN phone_sealed varchar(500) ${ascii} NULL,
    ADD COLUMN phone_index ${index} NULL,
    MODIFY COLUMN id_number_index ${index} NULL`,
  `ALTER TABLE parties
    ADD COLUMN key_id ${uuid} NULL,
    ADD COLUMN delegate_key_id ${uuid} NULL,
    MODIFY COLUMN number_index ${index} NULL`,
  'UPDATE persons SET key_id = UUID(), id_number_index = NULL',
  "UPDATE parties SET key_id = UUID(), number_index = NULL WHERE kind = 'person'",
  'UPDATE parties SET delegate_key_id = UUID() WHERE delegate_name_sealed IS NOT NULL',
  `INSERT INTO person_keys (id, created_at, erased_at)
    SELECT key_id, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM persons
    UNION ALL SELECT key_id, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM parties WHERE key_id IS NOT NULL
    UNION ALL SELECT delegate_key_id, UTC_TIMESTAMP(3), UTC_TIMESTAMP(3) FROM parties WHERE delegate_key_id IS NOT NULL`,
  `ALTER TABLE persons
    MODIFY COLUMN key_id ${uuid} NOT NULL,
    ADD UNIQUE KEY persons_key_id (key_id),
    ADD KEY persons_phone_index (phone_index),
    ADD CONSTRAINT persons_key FOREIGN KEY (key_id) REFERENCES person_keys(id) ${restrict}`,
  `ALTER TABLE parties
    ADD KEY parties_key_id (key_id),
    ADD KEY parties_delegate_key_id (delegate_key_id),
    ADD CONSTRAINT parties_key FOREIGN KEY (key_id) REFERENCES person_keys(id) ${restrict},
    ADD CONSTRAINT parties_delegate_key FOREIGN KEY (delegate_key_id) REFERENCES person_keys(id) ${restrict},
    ADD CONSTRAINT parties_person_has_key CHECK ((kind = 'person') = (key_id IS NOT NULL)),
    ADD CONSTRAINT parties_delegate_has_key CHECK ((delegate_name_sealed IS NULL) = (delegate_key_id IS NULL))`,
  `CREATE TABLE erasures (
    id ${uuid} NOT NULL,
    person_id ${uuid} NOT NULL,
    state ${word} NOT NULL,
    asked_by ${word} NOT NULL,
    requested_by ${uuid} NOT NULL,
    reason varchar(200) NOT NULL,
    requested_at datetime(3) NOT NULL,
    decided_by ${uuid} NULL,
    decided_at datetime(3) NULL,
    note varchar(200) NULL,
    KEY erasures_person_id (person_id),
    KEY erasures_state (state, requested_at),
    PRIMARY KEY (id),
    CONSTRAINT erasures_two_persons CHECK (decided_by <> requested_by),
    CONSTRAINT erasures_decided CHECK ((state = 'requested') = (decided_by IS NULL)),
    CONSTRAINT erasures_person FOREIGN KEY (person_id) REFERENCES persons(id) ${restrict}
  ) ${table}`,
];

/** What is sealed by a person's key stays unreadable afterwards; a made-up index keeps its unique key. */
const down = [
  'DROP TABLE erasures',
  'ALTER TABLE parties DROP CONSTRAINT parties_person_has_key, DROP CONSTRAINT parties_delegate_has_key',
  'ALTER TABLE parties DROP FOREIGN KEY parties_key, DROP FOREIGN KEY parties_delegate_key',
  'ALTER TABLE persons DROP FOREIGN KEY persons_key',
  'UPDATE persons SET id_number_index = MD5(id) WHERE id_number_index IS NULL',
  'UPDATE parties SET number_index = MD5(id) WHERE number_index IS NULL',
  `ALTER TABLE parties DROP COLUMN key_id, DROP COLUMN delegate_key_id, MODIFY COLUMN number_index ${index} NOT NULL`,
  `ALTER TABLE persons DROP COLUMN key_id, DROP COLUMN phone_sealed, DROP COLUMN phone_index, MODIFY COLUMN id_number_index ${index} NOT NULL`,
  'DROP TABLE person_keys',
];

export class PersonKeys1764200000000 implements MigrationInterface {
  name = 'PersonKeys1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
