import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/**
 * 采集情况 of each picture, and what was read from it. Pictures of open deals that were taken before this are put into the
 * queue by the job that is written here.
 */
const up = [
  `ALTER TABLE images
    ADD COLUMN nonce_issued_at datetime(3) NULL,
    ADD COLUMN capture_method varchar(30) ${ascii} NULL,
    ADD COLUMN latitude double NULL,
    ADD COLUMN longitude double NULL,
    ADD COLUMN accuracy_metres int NULL,
    ADD COLUMN device varchar(120) NULL`,
  `CREATE TABLE readings (
    image_id char(36) ${ascii} NOT NULL,
    transaction_id char(36) ${ascii} NOT NULL,
    owner_id char(36) ${ascii} NOT NULL,
    state varchar(30) ${ascii} NOT NULL,
    background tinyint NOT NULL,
    turn int NOT NULL,
    enqueued_at datetime(3) NOT NULL,
    run_at datetime(3) NOT NULL,
    attempts int NOT NULL,
    lease_until datetime(3) NULL,
    started_at datetime(3) NULL,
    finished_at datetime(3) NULL,
    elapsed_ms int NULL,
    engine varchar(60) NULL,
    failure varchar(30) ${ascii} NULL,
    kind varchar(30) ${ascii} NULL,
    kind_confidence double NOT NULL,
    read_sealed text ${ascii} NULL,
    typed_sealed text ${ascii} NULL,
    look text NULL,
    KEY readings_queue (state, background, turn, enqueued_at),
    KEY readings_turn (owner_id, state, turn),
    KEY readings_transaction_id (transaction_id),
    KEY readings_finished (finished_at),
    PRIMARY KEY (image_id),
    CONSTRAINT readings_lease CHECK ((state = 'running') = (lease_until IS NOT NULL)),
    CONSTRAINT readings_end CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL)),
    CONSTRAINT readings_failure CHECK ((state = 'failed') = (failure IS NOT NULL))
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
  'ALTER TABLE readings ADD CONSTRAINT readings_image FOREIGN KEY (image_id) REFERENCES images(id) ON DELETE RESTRICT ON UPDATE RESTRICT',
  'ALTER TABLE readings ADD CONSTRAINT readings_transaction FOREIGN KEY (transaction_id) REFERENCES transactions(id) ON DELETE RESTRICT ON UPDATE RESTRICT',
  `INSERT INTO jobs (id, name, payload, dedup_key, run_at, attempts) VALUES (UUID(), 'checks.read-earlier', '{}', 'checks.read-earlier', UTC_TIMESTAMP(3), 0)`,
];

const down = [
  "DELETE FROM jobs WHERE name = 'checks.read-earlier'",
  'DROP TABLE readings',
  'ALTER TABLE images DROP COLUMN nonce_issued_at, DROP COLUMN capture_method, DROP COLUMN latitude, DROP COLUMN longitude, DROP COLUMN accuracy_metres, DROP COLUMN device',
];

export class Readings1764710000000 implements MigrationInterface {
  name = 'Readings1764710000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
