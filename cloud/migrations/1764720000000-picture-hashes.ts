import type { MigrationInterface, QueryRunner } from 'typeorm';

const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';

/** 影像特征: what finds the same picture in another deal. */
const up = [
  `CREATE TABLE picture_hashes (
    number bigint NOT NULL AUTO_INCREMENT,
    image_id char(36) ${ascii} NULL,
    kind varchar(30) ${ascii} NULL,
    hash binary(32) NULL,
    identity char(32) ${ascii} NULL,
    forgets bigint NULL,
    UNIQUE KEY picture_hashes_image_id (image_id),
    PRIMARY KEY (number),
    CONSTRAINT picture_hashes_whole CHECK ((forgets IS NULL) = (image_id IS NOT NULL) AND (image_id IS NULL) = (hash IS NULL) AND (hash IS NULL) = (kind IS NULL))
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
  'ALTER TABLE picture_hashes ADD CONSTRAINT picture_hashes_image FOREIGN KEY (image_id) REFERENCES images(id) ON DELETE RESTRICT ON UPDATE RESTRICT',
  'ALTER TABLE images ADD INDEX images_sha256 (sha256)',
];

export class PictureHashes1764720000000 implements MigrationInterface {
  name = 'PictureHashes1764720000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE images DROP INDEX images_sha256');
    await runner.query('DROP TABLE picture_hashes');
  }
}
