import type { MigrationInterface, QueryRunner } from 'typeorm';

/** 上传数 counts each deal once, when it passed the pre-check for the first time; of earlier deals only the last time is known. */
const up = [
  'ALTER TABLE transactions ADD COLUMN first_submitted_at datetime(3) NULL AFTER submitted_at, ADD KEY transactions_uploaded (first_submitted_at)',
  'UPDATE transactions SET first_submitted_at = submitted_at WHERE submitted_at IS NOT NULL',
];
const down = ['ALTER TABLE transactions DROP KEY transactions_uploaded, DROP COLUMN first_submitted_at'];

export class FirstSubmission1766000000000 implements MigrationInterface {
  name = 'FirstSubmission1766000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
