import { Name, NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import { countOf } from '../../components/counts';
import type { Column } from '../../components/data-table';
import { dayOf } from '../../components/moments';
import { yuanOf } from '../../components/money';
import { ToneTag } from '../../components/tone-tag';
import type { BillSummary } from './billing';
import { billStateOf, sizeWord } from './billing-wording';
import styles from './billing.module.css';

export function BillStateTag({ bill }: { bill: Pick<BillSummary, 'state' | 'standing'> }) {
  const { label, tone } = billStateOf(bill);
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

/** The columns that lists of bills share. */
export const billColumns = {
  number: { title: '账单号', cell: ({ id, number }) => <NumberLink to={`/bills/${id}`}>{number}</NumberLink> },
  market: {
    title: '市场 / 月份',
    cell: ({ marketName, month }) => (
      <Pair>
        <Name>{marketName}</Name>
        <Time>{month}</Time>
      </Pair>
    ),
  },
  month: { title: '月份', cell: ({ month }) => <Time>{month}</Time> },
  vehicles: { title: '车辆', align: 'right', cell: ({ vehicles }) => countOf(vehicles) },
  fen: { title: '金额', align: 'right', cell: ({ fen }) => <b>{yuanOf(fen)}</b> },
  outstanding: {
    title: '未付',
    align: 'right',
    cell: ({ state, standing, outstandingFen }) =>
      state === 'published' ? <span className={standing === 'overdue' ? cells.bad : outstandingFen > 0 ? undefined : cells.soft}>{yuanOf(outstandingFen)}</span> : <span className={cells.soft}>—</span>,
  },
  bytes: { title: '数据量', align: 'right', cell: ({ storedBytes }) => sizeWord(storedBytes) },
  state: {
    title: '情况',
    cell: (bill) => (
      <span className={styles.lines}>
        <BillStateTag bill={bill} />
        {bill.obstacle && <span className={styles.obstacle}>{bill.obstacle}</span>}
      </span>
    ),
  },
  dueOn: { title: '期限', cell: ({ dueOn }) => <Time>{dueOn ?? '—'}</Time> },
  drafted: {
    title: '出账',
    cell: ({ draftedBy, draftedAt }) => (
      <Pair>
        <span>{draftedBy}</span>
        <Time>{dayOf(draftedAt)}</Time>
      </Pair>
    ),
  },
} satisfies Record<string, Column<BillSummary>>;
