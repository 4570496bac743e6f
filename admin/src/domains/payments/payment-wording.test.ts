import type { OrderFile, Payment, Receipt } from './payment';
import { cashHandsOff, orderNote, refundableFen, refundHandsOff, unreceiptedFen } from './payment-wording';

it('proposes for a receipt what was received and has none yet', () => {
  const payments = [{ fen: 400_000 }, { fen: 200_000 }] as Payment[];
  const receipt = (fen: number, state: Receipt['state']) => ({ fen, state }) as Receipt;
  expect(unreceiptedFen({ payments, receipts: [] })).toBe(600_000);
  expect(unreceiptedFen({ payments, receipts: [receipt(400_000, 'issued'), receipt(200_000, 'void')] })).toBe(200_000);
  expect(unreceiptedFen({ payments: [], receipts: [receipt(400_000, 'issued')] })).toBe(0);
});

it('knows what of an order can still be asked back', () => {
  const refund = (fen: number, state: OrderFile['refunds'][number]['state']) => ({ fen, state }) as OrderFile['refunds'][number];
  expect(refundableFen({ fen: 600_000, refunds: [] })).toBe(600_000);
  expect(refundableFen({ fen: 600_000, refunds: [refund(100_000, 'succeeded'), refund(50_000, 'requested'), refund(20_000, 'processing'), refund(70_000, 'failed'), refund(90_000, 'refused')] })).toBe(430_000);
});

it('says what became of an order', () => {
  expect(orderNote({ late: null, refundedFen: 0 })).toBeUndefined();
  expect(orderNote({ late: null, refundedFen: 5_000 })).toBe('已退 ¥50.00');
  expect(orderNote({ late: 'kept', refundedFen: 0 })).toBe('关单后到账，已计入欠款');
});

it('tells who asked or noted why another person has to decide', () => {
  expect(refundHandsOff({ state: 'requested', may: { decide: false, retry: false } })).toBe('您是申请人，须由另一人复核。');
  expect(refundHandsOff({ state: 'requested', may: { decide: true, retry: false } })).toBeUndefined();
  expect(refundHandsOff({ state: 'succeeded', may: { decide: false, retry: false } })).toBeUndefined();
  expect(cashHandsOff({ state: 'noted', mayDecide: false })).toBe('您是登记人，须由另一人清点复核。');
  expect(cashHandsOff({ state: 'confirmed', mayDecide: false })).toBeUndefined();
});
