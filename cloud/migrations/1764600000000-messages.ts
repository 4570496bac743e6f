import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 站内信: what the association has told a person or a company. */
const up = [
  `CREATE TABLE messages (
    id char(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    person_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    company_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL,
    kind varchar(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    title varchar(100) NOT NULL,
    body varchar(2000) NOT NULL,
    link varchar(200) NULL,
    sent_at datetime(3) NOT NULL,
    read_at datetime(3) NULL,
    KEY messages_person_id (person_id, sent_at),
    KEY messages_company_id (company_id, sent_at),
    PRIMARY KEY (id),
    CONSTRAINT messages_one_recipient CHECK ((person_id IS NULL) <> (company_id IS NULL))
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
  `ALTER TABLE messages ADD CONSTRAINT messages_person FOREIGN KEY (person_id) REFERENCES persons(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
  `ALTER TABLE messages ADD CONSTRAINT messages_company FOREIGN KEY (company_id) REFERENCES companies(id) ON DELETE RESTRICT ON UPDATE RESTRICT`,
];

export class Messages1764600000000 implements MigrationInterface {
  name = 'Messages1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of up) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE messages');
  }
}
