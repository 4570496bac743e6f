import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * 交易列表 in the same time however many deals there are: an index for each way of asking (see pick-deals.ts), searches that need nothing
 * but the index, and the VIN read backwards, so that its end is found like a beginning. The database turns it round itself: who writes a deal need not think of it.
 */
const up = [
  'ALTER TABLE transactions ADD COLUMN vin_reversed char(17) CHARACTER SET ascii COLLATE ascii_bin NULL AFTER vin',
  'UPDATE transactions SET vin_reversed = REVERSE(vin)',
  `ALTER TABLE transactions
    DROP KEY transactions_vin, ADD KEY transactions_vin (vin, created_at),
    DROP KEY transactions_plate, ADD KEY transactions_plate (plate, created_at),
    ADD KEY transactions_vin_reversed (vin_reversed, created_at),
    DROP KEY transactions_market_state, ADD KEY transactions_by_market (market_id, state, business, channel, created_at),
    ADD KEY transactions_by_state (state, business, channel, created_at),
    DROP KEY transactions_completed, ADD KEY transactions_completed (completed_at, market_id, channel, business),
    ADD KEY transactions_company_completed (company_id, completed_at)`,
  'CREATE TRIGGER transactions_reverse_vin BEFORE INSERT ON transactions FOR EACH ROW SET NEW.vin_reversed = REVERSE(NEW.vin)',
  'CREATE TRIGGER transactions_reverse_changed_vin BEFORE UPDATE ON transactions FOR EACH ROW SET NEW.vin_reversed = REVERSE(NEW.vin)',
];
const down = [
  'DROP TRIGGER transactions_reverse_changed_vin',
  'DROP TRIGGER transactions_reverse_vin',
  `ALTER TABLE transactions
    DROP KEY transactions_vin, ADD KEY transactions_vin (vin),
    DROP KEY transactions_plate, ADD KEY transactions_plate (plate),
    DROP KEY transactions_by_market, ADD KEY transactions_market_state (market_id, state, submitted_at),
    DROP KEY transactions_completed, ADD KEY transactions_completed (completed_at),
    DROP KEY transactions_company_completed, ADD KEY transactions_company (company_id),
    DROP KEY transactions_by_state, DROP KEY transactions_vin_reversed, DROP COLUMN vin_reversed`,
];

export class DealList1766020100000 implements MigrationInterface {
  name = 'DealList1766020100000';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of up) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of down) await runner.query(sql);
  }
}
