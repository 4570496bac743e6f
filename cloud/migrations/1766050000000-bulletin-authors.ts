import type { MigrationInterface, QueryRunner } from 'typeorm';

const uuid = 'char(36) CHARACTER SET ascii COLLATE ascii_bin';
const to = (name: string) => `REFERENCES ${name}(id) ON DELETE RESTRICT ON UPDATE RESTRICT`;

/** Whoever ever wrote a part of a bulletin, not only the last one: none of them approves it. */
const up = [
  `CREATE TABLE bulletin_authors (
    bulletin_id ${uuid} NOT NULL,
    staff_id ${uuid} NOT NULL,
    PRIMARY KEY (bulletin_id, staff_id),
    CONSTRAINT bulletin_authors_bulletin FOREIGN KEY (bulletin_id) ${to('bulletins')},
    CONSTRAINT bulletin_authors_staff FOREIGN KEY (staff_id) ${to('staff')}
  ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci`,
  'INSERT INTO bulletin_authors (bulletin_id, staff_id) SELECT id, made_by FROM bulletins UNION SELECT id, changed_by FROM bulletins WHERE changed_by IS NOT NULL',
  `CREATE TRIGGER bulletins_second_person BEFORE UPDATE ON bulletins FOR EACH ROW
    IF EXISTS (SELECT 1 FROM bulletin_authors WHERE bulletin_id = NEW.id AND staff_id = NEW.approved_by) THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a bulletin needs two persons'; END IF`,
  `CREATE TRIGGER bulletin_authors_no_delete BEFORE DELETE ON bulletin_authors FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'bulletin_authors stay'`,
];

export class BulletinAuthors1766050000000 implements MigrationInterface {
  name = 'BulletinAuthors1766050000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of ['DROP TRIGGER bulletins_second_person', 'DROP TABLE bulletin_authors']) await runner.query(sql);
  }
}
