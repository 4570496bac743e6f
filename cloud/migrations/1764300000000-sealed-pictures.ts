import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/**
 * Each picture has a key of its own and lies sealed in the storage.
 *
 * Pictures of an earlier version lie plain there, and a migration has no storage to seal them in. There is no production
 * data; rows of a demo stay with an empty key, which opens nothing: their screens say that the picture is damaged. For a
 * fresh demo remove its data folder and start again.
 */
const up = [
  `ALTER TABLE images
    MODIFY COLUMN object_key varchar(200) ${ascii} NULL,
    ADD COLUMN wrapped_key varchar(500) ${ascii} NOT NULL DEFAULT '',
    ADD COLUMN key_ids text NULL,
    ADD COLUMN sealed_sha256 char(64) ${ascii} NULL`,
  "UPDATE images SET key_ids = '[]'",
  `ALTER TABLE images MODIFY COLUMN wrapped_key varchar(500) ${ascii} NOT NULL, MODIFY COLUMN key_ids text NOT NULL`,
];

const down = [
  'UPDATE images SET object_key = id WHERE object_key IS NULL',
  `ALTER TABLE images
    DROP COLUMN wrapped_key,
    DROP COLUMN key_ids,
    DROP COLUMN sealed_sha256,
    MODIFY COLUMN object_key varchar(200) ${ascii} NOT NULL`,
];

export class SealedPictures1764300000000 implements MigrationInterface {
  name = 'SealedPictures1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of down) await runner.query(statement);
  }
}
