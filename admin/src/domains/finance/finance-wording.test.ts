import type { Receivables } from './finance';
import { collectedNote, overdueOf, receivedShare } from './finance-wording';

it('says how much of what was raised is in, and never that all of it is while a fen is missing', () => {
  expect(collectedNote({ receivableFen: 64_352_600, receivedFen: 60_000_000, outstandingFen: 4_352_600 })).toBe('应收 ¥643,526.00，收到 93.2%');
  expect(receivedShare({ receivableFen: 64_352_600, receivedFen: 64_352_599 })).toBe('收到 99.9%');
  expect(receivedShare({ receivableFen: 100, receivedFen: 100 })).toBe('收到 100.0%');
  expect(collectedNote({ receivableFen: 0, receivedFen: 0, outstandingFen: 0 })).toBe('应收 ¥0.00');
});

it('lists what is overdue in both funds, the oldest first', () => {
  const party = (kind: 'due' | 'bill', partyName: string, documents: Receivables['items'][number]['documents']) => ({ kind, partyName, documents }) as Receivables['items'][number];
  const dues = { fund: 'dues' as const, items: [party('due', '甲', [{ id: '1', title: '2026年度会费', outstandingFen: 300_000, dueOn: '2026-03-31' }])] };
  const bills = {
    fund: 'service_fee' as const,
    items: [
      party('bill', '乙', [
        { id: '2', title: '2026年9月服务费', outstandingFen: 200, dueOn: '2026-11-27' },
        { id: '3', title: '2026年10月服务费', outstandingFen: 200, dueOn: '2026-11-28' },
      ]),
    ],
  };
  expect(overdueOf([bills, dues], '2026-11-28').map(({ id }) => id)).toEqual(['1', '2']);
});
