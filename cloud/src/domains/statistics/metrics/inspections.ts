import { inspectionOrigins, inspectionStates, staffStates } from '@yongche/contract';
import { wilson } from '../../inspections/statistics';
import { type Metric, rate, type RecordSet } from './metric';

/** The days on whose deals the plan drew at least one. */
const drawnDays = "SELECT DISTINCT c.day FROM inspection_cases c WHERE c.origin <> 'requested' AND c.day BETWEEN :from AND :to";

/** Each of the days is a stretch of the index of completed deals; nothing else of a deal is read to count them. */
const dealsOfDrawnDays: RecordSet = {
  from: `(${drawnDays}) d JOIN transactions t ON t.completed_at >= DATE_SUB(CAST(d.day AS DATETIME), INTERVAL 8 HOUR) AND t.completed_at < DATE_ADD(CAST(d.day AS DATETIME), INTERVAL 16 HOUR)`,
  where: 'TRUE',
  key: 't.id',
  order: 't.completed_at',
  orderedBy: 'moment',
  showing: 'LEFT JOIN markets k ON k.id = t.market_id',
  columns: [{ title: '完成日', sql: 'd.day' }, { title: '流水号', sql: 't.serial' }, { title: '号牌', sql: 't.plate' }, { title: '市场', sql: 'k.name' }],
  link: "CONCAT('/transactions/', t.id)",
};
const closedCases: RecordSet = {
  from: 'inspection_cases c',
  where: 'c.day BETWEEN :from AND :to AND c.closed_at IS NOT NULL',
  key: 'c.id',
  order: 'c.day',
  orderedBy: 'day',
  showing: 'LEFT JOIN transactions t ON t.id = c.transaction_id LEFT JOIN markets k ON k.id = t.market_id',
  columns: [
    { title: '完成日', sql: 'c.day' },
    { title: '流水号', sql: 't.serial' },
    { title: '号牌', sql: 't.plate' },
    { title: '市场', sql: 'k.name' },
    { title: '来源', sql: 'c.origin', words: inspectionOrigins },
    { title: '结论', sql: 'c.state', words: inspectionStates },
  ],
  link: "CONCAT('/transactions/', c.transaction_id)",
};
const drawnCases: RecordSet = { ...closedCases, where: "c.day BETWEEN :from AND :to AND c.origin <> 'requested'" };
/** SQL: that the account was ended by an act of this time; the account itself only keeps that it is ended. */
const endedBy = (when: string) => `EXISTS (SELECT 1 FROM audit_events a WHERE a.subject_type = 'staff' AND a.subject_id = s.id AND a.action = 'identity.staff_ended' AND a.at ${when})`;
const inspectors: RecordSet = {
  from: 'staff s',
  where: `s.role = 'inspector' AND s.state <> 'awaiting_confirmation' AND s.created_at < :end AND (s.ends_on IS NULL OR s.ends_on >= :to)
    AND NOT ${endedBy('< :end')} AND (s.state <> 'ended' OR s.ends_on IS NOT NULL OR ${endedBy('>= :end')})`,
  key: 's.id',
  order: 's.created_at',
  orderedBy: 'moment',
  columns: [
    { title: '账号', sql: 's.username' },
    { title: '到岗', sql: "DATE_FORMAT(DATE_ADD(s.created_at, INTERVAL 8 HOUR), '%Y-%m-%d')" },
    { title: '到期', sql: "COALESCE(s.ends_on, '')" },
    { title: '账号状态', sql: 's.state', words: staffStates },
  ],
};

/** A case counts once it is closed, and as a problem unless its 问题单 was withdrawn: as in the figures of the inspections. */
const isProblem = "c.state = 'problem' AND EXISTS (SELECT 1 FROM problems p WHERE p.transaction_id = c.transaction_id AND p.state <> 'withdrawn')";
const hundredths = (share: number) => Math.round(share * 10_000);
const ofCases = { group: 'inspections', kind: 'count', unit: '辆次' } as const;
const ofRates = { group: 'inspections', kind: 'percent', unit: '' } as const;

export const inspectionMetrics = {
  inspectors: { group: 'inspections', kind: 'count', unit: '名', definition: '期间最后一日在岗的核查员：账号已开通，未到期、未注销。', of: inspectors },
  inspectors_from: { group: 'inspections', kind: 'month', unit: '', definition: '这些核查员中最早一名到岗（开通账号）的月份。', of: inspectors, edge: 'MIN', at: "DATE_FORMAT(DATE_ADD(s.created_at, INTERVAL 8 HOUR), '%Y-%m')", isNotListed: true },
  inspections_from: { group: 'inspections', kind: 'day', unit: '', definition: '期间内第一个有交易被抽查的完成日。', of: drawnCases, edge: 'MIN', at: 'c.day', isNotListed: true },
  inspection_eligible: { ...ofCases, definition: '有交易被抽查的各日当日完成的全部交易，是抽查率的分母。', of: dealsOfDrawnDays },
  inspected: { ...ofCases, definition: '期间内完成、已核查结案的交易笔数，一笔只计一次。', of: closedCases },
  inspected_rate: { ...ofRates, definition: '核查数除以被抽查日完成数；分母只取有交易被抽查的各日，分子也含其他日指定核查的。', parts: ['inspected', 'inspection_eligible'], make: (inspected, eligible) => rate(inspected!, eligible!, '期间内没有抽查。') },
  year_coverage: { ...ofRates, definition: '核查数除以期间全部完成数：看整个期间。', parts: ['inspected', 'completed'], make: (inspected, completed) => rate(inspected!, completed!, '期间内没有完成的交易。') },
  problems: { ...ofCases, definition: '核查发现并确认有问题的交易笔数；问题单已撤回的不计。', of: closedCases, only: isProblem },
  problem_rate: {
    ...ofRates,
    definition: '问题数除以核查数；因为是抽样，同时给出95%置信区间。',
    parts: ['problems', 'inspected'],
    make: (problems, inspected) => {
      const [low, high] = wilson({ hits: problems!, of: inspected! });
      return { ...rate(problems!, inspected!, '期间内没有核查。'), interval: inspected! > 0 ? { low: hundredths(low), high: hundredths(high) } : null };
    },
  },
} as const satisfies Record<string, Metric>;
