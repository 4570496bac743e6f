import type { Payment, Receipt } from './payment';
import { unreceiptedFen } from './payment-wording';

it('proposes for a receipt what was received and has none yet', () => {
  const payments = [{ fen: 400_000 }, { fen: 200_000 }] as Payment[];
  const receipt = (fen: number, state: Receipt['state']) => ({ fen, state }) as Receipt;
  expect(unreceiptedFen({ payments, receipts: [] })).toBe(600_000);
  expect(unreceiptedFen({ payments, receipts: [receipt(400_000, 'issued'), receipt(200_000, 'void')] })).toBe(200_000);
  expect(unreceiptedFen({ payments: [], receipts: [receipt(400_000, 'issued')] })).toBe(0);
});
