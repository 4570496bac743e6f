import { type Metric, rate, type RecordSet } from './metric';

/** SQL: lines of a due's receivable on one side up to the last day, but for those that raise the debt or take it back. */
const lines = (own: string, other: string) =>
  `COALESCE((SELECT SUM(t.fen) FROM ledger_accounts a JOIN ledger_transfers t ON t.${own}_account_id = a.id JOIN ledger_accounts x ON x.id = t.${other}_account_id JOIN ledger_bookings b ON b.id = t.booking_id
     WHERE a.document_id = d.id AND a.account = 'receivable' AND x.account <> 'income' AND b.booked_on <= :to), 0)`;
/** SQL: what had been paid of a due by then, less refunds, in fen. */
const paid = `(${lines('credit', 'debit')} - ${lines('debit', 'credit')})`;

/** Who owes nothing counts for neither rate, as in 会费台账. */
const raisedDues: RecordSet = {
  from: `(SELECT d.id, d.member_id, h.number, d.tier, d.fen, d.due_on, ${paid} AS paid FROM dues d JOIN members h ON h.id = d.member_id WHERE d.year = :year AND d.state = 'open' AND d.fen > 0 AND d.raised_on <= :to) d`,
  where: 'TRUE',
  key: 'd.id',
  order: 'd.number',
  orderedBy: 'text',
  showing: 'LEFT JOIN members m ON m.id = d.member_id',
  columns: [
    { title: '会员号', sql: 'd.number' },
    { title: '会员', sql: 'm.name' },
    { title: '档次', sql: 'd.tier' },
    { title: '应收', sql: 'd.fen', isFen: true },
    { title: '到期末实收', sql: 'd.paid', isFen: true },
    { title: '期限', sql: 'd.due_on' },
  ],
  link: "CONCAT('/dues/', d.id)",
};

const ofMoney = { group: 'dues', kind: 'fen', unit: '元', of: raisedDues } as const;
const ofMembers = { group: 'dues', kind: 'count', unit: '家', of: raisedDues } as const;
const ofRates = { group: 'dues', kind: 'percent', unit: '' } as const;
const nothing = '这一年度没有应收会费。';

export const dueMetrics = {
  dues_receivable: { ...ofMoney, definition: '期间最后一日所在年度、到该日已下达的应收会费；已撤销的不计。', sum: 'd.fen' },
  dues_received: { ...ofMoney, definition: '上述应收会费到期间最后一日已收到的金额，减去退款。', only: 'd.paid <> 0', sum: 'd.paid' },
  dues_members: { ...ofMembers, definition: '上述应收会费涉及的会员单位。' },
  dues_paid_members: { ...ofMembers, definition: '其中到期间最后一日已缴清的会员单位。', only: 'd.paid >= d.fen' },
  dues_unpaid_members: { ...ofMembers, definition: '其中到期间最后一日未缴清的会员单位。', only: 'd.paid < d.fen' },
  dues_rate_by_amount: { ...ofRates, definition: '实收会费除以应收会费，按金额计。', parts: ['dues_received', 'dues_receivable'], make: (received, receivable) => rate(received!, receivable!, nothing) },
  dues_rate_by_members: { ...ofRates, definition: '已缴清的会员除以应缴会费的会员，按户数计。', parts: ['dues_paid_members', 'dues_members'], make: (payers, members) => rate(payers!, members!, nothing) },
} as const satisfies Record<string, Metric>;
