import { deadlineOf, inFours, isOwed, owedOf, owedText, payeeOf, settledOf, type Payable } from './payables-view';

const shanghai = 8 * 3_600_000;
const dayFromNow = (days: number) => new Date(Date.now() + shanghai + days * 86_400_000).toISOString().slice(0, 10);

const payable = (change: Partial<Payable>): Payable => ({
  kind: 'due',
  id: '019b76da-a800-7000-8000-000000000001',
  fund: 'dues',
  title: '2026年度会费',
  fen: 600_000,
  outstandingFen: 600_000,
  dueOn: dayFromNow(10),
  standing: 'unpaid',
  transfer: null,
  payableHere: true,
  openOrderId: null,
  payments: [],
  receipts: [],
  ...change,
});

it('puts what is owed first, by its deadline, and what is settled behind, the latest first', () => {
  const paid = payable({ id: 'paid', outstandingFen: 0, standing: 'paid', dueOn: '2025-03-31' });
  const older = payable({ id: 'older', outstandingFen: 0, standing: 'paid', dueOn: '2024-03-31' });
  const cancelled = payable({ id: 'cancelled', standing: 'cancelled', dueOn: '2023-03-31' });
  const soon = payable({ id: 'soon', dueOn: dayFromNow(1) });
  const later = payable({ id: 'later', dueOn: dayFromNow(9) });
  const all = [older, later, cancelled, paid, soon];
  expect(owedOf(all).map(({ id }) => id)).toEqual(['soon', 'later']);
  expect(settledOf(all).map(({ id }) => id)).toEqual(['paid', 'older', 'cancelled']);
  expect(isOwed(cancelled)).toBe(false);
});

it('says until when, and how long it is over', () => {
  expect(deadlineOf({ dueOn: dayFromNow(3) })).toMatch(/^请在.*前缴纳，还有3天$/);
  expect(deadlineOf({ dueOn: dayFromNow(0) })).toContain('今天是最后一天');
  expect(deadlineOf({ dueOn: dayFromNow(-5) })).toMatch(/^应在.*前缴纳，已过5天$/);
});

it('sums up what is owed to the fen, and says nothing where nothing is', () => {
  expect(owedText([])).toBeUndefined();
  expect(owedText([payable({ dueOn: '2099-03-31' })])).toEqual({ fen: 600_000, text: '2026年度会费，2099年3月31日前缴纳' });
  expect(owedText([payable({ standing: 'overdue' })])?.text).toBe('2026年度会费，已过期限');
  const two = [payable({ standing: 'overdue' }), payable({ outstandingFen: 47_401, standing: 'partly' })];
  expect(owedText(two)).toEqual({ fen: 647_401, text: '共2笔，其中1笔已过期限' });
});

it('names the payee by the account, or else by whose money it is', () => {
  expect(payeeOf({ fund: 'service_fee', transfer: null })).toBe('管理公司');
  const account = { fund: 'dues' as const, payeeName: '宁波市二手车流通协会', bankName: '示范银行', bankNumber: '331000123456789' };
  expect(payeeOf({ fund: 'dues', transfer: { account, code: 'D2345678' } })).toBe('宁波市二手车流通协会');
  expect(inFours('331000123456789')).toBe('3310 0012 3456 789');
  expect(inFours('12345678')).toBe('1234 5678');
});
