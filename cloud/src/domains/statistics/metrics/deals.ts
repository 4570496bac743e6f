import { businesses, channels, transactionStates } from '@yongche/contract';
import { type Column, type Metric, rate, type RecordSet } from './metric';

const moment = (sql: string) => `DATE_FORMAT(DATE_ADD(${sql}, INTERVAL 8 HOUR), '%Y-%m-%d %H:%i')`;
const dealColumns: readonly Column[] = [
  { title: '流水号', sql: 't.serial' },
  { title: '号牌', sql: 't.plate' },
  { title: '车架号', sql: 't.vin' },
  { title: '业务', sql: 't.business', words: businesses },
  { title: '采集渠道', sql: 't.channel', words: channels },
  { title: '市场', sql: 'k.name' },
  { title: '状态', sql: 't.state', words: transactionStates },
];
const shown = { key: 't.id', showing: 'LEFT JOIN markets k ON k.id = t.market_id', link: "CONCAT('/transactions/', t.id)" } as const;

const uploadedDeals: RecordSet = {
  ...shown,
  from: 'transactions t',
  where: 't.first_submitted_at >= :start AND t.first_submitted_at < :end',
  order: 't.first_submitted_at',
  orderedBy: 'moment',
  columns: [...dealColumns, { title: '首次提交', sql: moment('t.first_submitted_at') }],
};
const completedDeals: RecordSet = {
  ...shown,
  from: 'transactions t',
  where: 't.completed_at >= :start AND t.completed_at < :end',
  order: 't.completed_at',
  orderedBy: 'moment',
  columns: [...dealColumns, { title: '完成', sql: moment('t.completed_at') }],
};
/** A car that changes hands twice is one vehicle and two 辆次. Grouped by nothing but what is counted: a third of a million rows, each no longer than it must be. */
const completedCars: RecordSet = {
  from: '(SELECT t.vin, COUNT(*) AS deals FROM transactions t WHERE t.completed_at >= :start AND t.completed_at < :end GROUP BY t.vin) v',
  where: 'TRUE',
  key: 'v.vin',
  order: 'v.vin',
  orderedBy: 'text',
  columns: [{ title: '车架号', sql: 'v.vin' }, { title: '号牌', sql: '(SELECT t.plate FROM transactions t WHERE t.vin = v.vin AND t.completed_at >= :start AND t.completed_at < :end ORDER BY t.completed_at DESC, t.id DESC LIMIT 1)' }, { title: '期间内完成次数', sql: 'v.deals' }],
  link: "CONCAT('/transactions?q=', v.vin)",
};

const ofDeals = { group: 'deals', kind: 'count', unit: '辆次' } as const;

export const dealMetrics = {
  uploaded: { ...ofDeals, definition: '首次通过预检、提交核对的时间在期间内的交易笔数；退回后再次提交不重复计。', of: uploadedDeals },
  completed: { ...ofDeals, definition: '完成核对的时间在期间内的交易笔数，移动端与固定端合计；一辆车多次交易按次计。', of: completedDeals },
  completed_mobile: { ...ofDeals, definition: '完成数中由移动端（小程序）采集的笔数。', of: completedDeals, only: "t.channel = 'mobile'" },
  completed_fixed: { ...ofDeals, definition: '完成数中由市场固定端采集的笔数。', of: completedDeals, only: "t.channel = 'fixed'" },
  mobile_rate: { group: 'deals', kind: 'percent', unit: '', definition: '移动端完成数除以完成数；分母是完成数，不是上传数。', parts: ['completed_mobile', 'completed'], make: (mobile, all) => rate(mobile!, all!, '期间内没有完成的交易。') },
  not_completed: { ...ofDeals, definition: '期间内上传、到期间结束时还没有完成的笔数：待核对、待补拍和已取消。', of: uploadedDeals, only: '(t.completed_at IS NULL OR t.completed_at >= :end)' },
  completed_vehicles: { group: 'deals', kind: 'count', unit: '辆', definition: '完成数中不重复的车辆数，按车架号计；同一辆车在期间内交易多次只计一辆。', of: completedCars },
} as const satisfies Record<string, Metric>;
