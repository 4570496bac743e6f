import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { Plan } from './side-by-side';

const table = 'ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_520_ci';
const ascii = 'CHARACTER SET ascii COLLATE ascii_bin';
const uuid = `char(36) ${ascii}`;
const restrict = 'ON DELETE RESTRICT ON UPDATE RESTRICT';

/** The ids in `["…","…"]` by their places: each is 36 letters long, with three between two of them, and no deal names more than eight persons. */
const places = [0, 1, 2, 3, 4, 5, 6, 7].map((place) => `SELECT ${place} AS place`).join(' UNION ALL ');

/** Reads from the pictures whose keys they need, and leaves out whom the deal names itself. */
export const fillEarlierParties = `INSERT IGNORE INTO earlier_parties (transaction_id, key_id)
  SELECT DISTINCT i.transaction_id, k.id FROM images i
    JOIN (${places}) own ON CHAR_LENGTH(i.key_ids) > 39 * own.place + 38
    JOIN person_keys k ON k.id = CONVERT(SUBSTRING(i.key_ids, 39 * own.place + 3, 36) USING ascii) COLLATE ascii_bin
    LEFT JOIN parties p ON p.transaction_id = i.transaction_id AND (p.key_id = k.id OR p.delegate_key_id = k.id)
  WHERE p.id IS NULL`;

/** 更正前的交易方: whose keys the pictures of a deal need although it was corrected and names somebody else. */
const up = [
  `CREATE TABLE earlier_parties (
    transaction_id ${uuid} NOT NULL,
    key_id ${uuid} NOT NULL,
    KEY earlier_parties_key_id (key_id),
    PRIMARY KEY (transaction_id, key_id),
    CONSTRAINT earlier_parties_transaction FOREIGN KEY (transaction_id) REFERENCES transactions (id) ${restrict},
    CONSTRAINT earlier_parties_key FOREIGN KEY (key_id) REFERENCES person_keys (id) ${restrict}
  ) ${table}`,
  fillEarlierParties,
];

const plan: Plan = {
  step: 'backfill',
  allows: ['whole_table'],
  reason: 'Pictures are only read, and in READ COMMITTED that locks none of them; the new table gets a row for each deal that was corrected after a photo, which are few, and old processes do not know it.',
};

export class EarlierParties1766200000000 implements MigrationInterface {
  name = 'EarlierParties1766200000000';
  plan = plan;

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE earlier_parties');
  }
}
