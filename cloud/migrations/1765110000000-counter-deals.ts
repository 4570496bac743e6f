import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 同一卖方: which deals of a counter may share the pictures of their seller. */
export class CounterDeals1765110000000 implements MigrationInterface {
  name = 'CounterDeals1765110000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE transactions ADD batch_id char(36) CHARACTER SET ascii COLLATE ascii_bin NULL, ADD KEY transactions_batch_id (batch_id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE transactions DROP KEY transactions_batch_id, DROP batch_id');
  }
}
