import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The node of a database cluster that is written to. */
export class DatabaseWriter1766170000000 implements MigrationInterface {
  name = 'DatabaseWriter1766170000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE database_writer (id int NOT NULL, address varchar(200) CHARACTER SET ascii COLLATE ascii_bin NOT NULL, PRIMARY KEY (id)) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci');
    await runner.query("INSERT INTO database_writer (id, address) VALUES (1, '')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE database_writer');
  }
}
