import { bookingKinds, channels } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { tariffOn } from '../../billing/tariffs-in-force';
import type { Metric, Reader, RecordSet } from './metric';

/** A charge that no later event has taken back. */
const standingCharges: RecordSet = {
  from: 'meter_events e LEFT JOIN meter_events n ON n.transaction_id = e.transaction_id AND n.turn = e.turn + 1',
  where: "e.completed_on BETWEEN :from AND :to AND e.kind = 'charge' AND e.exemption IS NULL AND n.id IS NULL",
  key: 'e.id',
  order: 'e.completed_on',
  orderedBy: 'day',
  showing: 'LEFT JOIN transactions t ON t.id = e.transaction_id LEFT JOIN markets k ON k.id = e.market_id',
  columns: [
    { title: '完成日', sql: 'e.completed_on' },
    { title: '流水号', sql: 't.serial' },
    { title: '市场', sql: 'k.name' },
    { title: '采集渠道', sql: 'e.channel', words: channels },
    { title: '市场会籍', sql: "IF(e.member, '会员', '非会员')" },
    { title: '服务费', sql: 'e.fen', isFen: true },
  ],
  link: "CONCAT('/transactions/', e.transaction_id)",
};

/** SQL: how often a transfer counts as money that came in of what was owed: 1, −1 for a refund, 0 where only a debt was raised or taken back. */
const receivedSign = "((c.account IN ('income', 'receivable')) - (d.account IN ('income', 'receivable')))";
const receipts: RecordSet = {
  from: 'ledger_bookings b JOIN ledger_transfers t ON t.booking_id = b.id JOIN ledger_accounts d ON d.id = t.debit_account_id JOIN ledger_accounts c ON c.id = t.credit_account_id',
  where: `t.fund = 'service_fee' AND b.booked_on BETWEEN :from AND :to AND ${receivedSign} <> 0`,
  key: "CONCAT(t.booking_id, ':', t.position)",
  order: 'b.booked_on',
  orderedBy: 'day',
  columns: [
    { title: '记账日', sql: 'b.booked_on' },
    { title: '凭证号', sql: 'b.number' },
    { title: '事由', sql: 'b.kind', words: bookingKinds },
    { title: '摘要', sql: 'b.memo' },
    { title: '金额', sql: `t.fen * ${receivedSign}`, isFen: true },
  ],
  link: "'/ledger/bookings'",
};

/** The tariff of the last day, and the month from which any was charged. */
const readTariff: Reader = async (tx: EntityManager, { to }) => {
  const found = await tariffOn(tx, to);
  const [first]: { month: string | null }[] = await tx.query("SELECT DATE_FORMAT(MIN(effective_on), '%Y-%m') AS month FROM tariffs WHERE state = 'adopted' AND effective_on <= ?", [to]);
  const gap = '到期间结束时还没有施行的收费标准。';
  return {
    fee_member_price: found ? { value: found.content.memberFen } : { gap },
    fee_non_member_price: found ? { value: found.content.nonMemberFen } : { gap },
    fee_from: first?.month ? { text: first.month } : { gap },
  };
};

const ofCars = { group: 'fees', kind: 'count', unit: '辆次', of: standingCharges } as const;
const ofMoney = { group: 'fees', kind: 'fen', unit: '元' } as const;
const received = { group: 'fees', kind: 'month', unit: '', of: receipts, only: `${receivedSign} > 0`, at: "DATE_FORMAT(b.booked_on, '%Y-%m')", isNotListed: true } as const;

export const feeMetrics = {
  fee_member_price: { ...ofMoney, definition: '期间最后一日施行的收费标准中，会员市场每辆的服务费。', read: readTariff },
  fee_non_member_price: { ...ofMoney, definition: '期间最后一日施行的收费标准中，非会员市场每辆的服务费。', read: readTariff },
  fee_from: { group: 'fees', kind: 'month', unit: '', definition: '第一个施行的收费标准起收的月份。', read: readTariff },
  fee_vehicles: { ...ofCars, definition: '期间内完成、按收费标准计费且没有冲减的车辆，不论移动端还是固定端。' },
  fee_vehicles_member: { ...ofCars, definition: '计费车辆中，完成当日所在市场是会员的。', only: 'e.member' },
  fee_vehicles_non_member: { ...ofCars, definition: '计费车辆中，完成当日所在市场不是会员的。', only: 'NOT e.member' },
  fees_received: { ...ofMoney, definition: '记账日在期间内收到的服务费，减去同期退款，不按使用月份计；预收款在抵缴时计，待查款项在查明时计。', of: receipts, sum: `t.fen * ${receivedSign}` },
  fees_received_from: { ...received, definition: '期间内第一笔服务费到账的月份。', edge: 'MIN' },
  fees_received_to: { ...received, definition: '期间内最近一笔服务费到账的月份。', edge: 'MAX' },
} as const satisfies Record<string, Metric>;
