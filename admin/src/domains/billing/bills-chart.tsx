import { Link } from 'react-router';
import { yuanOf } from '../../components/money';
import { monthWord } from '../discipline/trend';
import type { BillSummary } from './billing';
import styles from './billing.module.css';
import { billsSize, drawBills } from './bills-drawing';

interface BillsChartProps {
  bills: BillSummary[];
  /** The bill whose page this is. */
  presentId?: string;
}

/** A market's bills over months, each of which opens: what is paid in full colour, what is open or overdue on top of it. */
export function BillsChart({ bills, presentId }: BillsChartProps) {
  const { width, height, left, right } = billsSize;
  const { bars, scale } = drawBills(bills);
  const every = Math.ceil(bars.length / 12);
  return (
    <>
      <ul className={styles.key} aria-hidden="true">
        <li data-part="paid">已付</li>
        <li data-part="open">未付</li>
        <li data-part="overdue">逾期</li>
        {bars.some(({ parts }) => parts.some(({ part }) => part === 'coming')) && <li data-part="coming">未发布</li>}
      </ul>
      <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMinYMid" role="group" aria-label="各月账单">
        {scale.map(({ fen, y }) => (
          <g key={fen}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">
              {yuanOf(fen)}
            </text>
          </g>
        ))}
        {bars.map(({ id, month, x, width: wide, parts, sentence }, at) => (
          <Link key={id} to={`/bills/${id}`} className={styles.barOf} data-present={id === presentId} aria-label={sentence}>
            <title>{sentence}</title>
            <rect x={x - 4} width={wide + 8} y={billsSize.top} height={height - billsSize.top - billsSize.bottom} data-part="room" />
            {parts.map(({ part, y, height: tall }) => (
              <rect key={part} x={x} y={y} width={wide} height={tall} data-part={part} />
            ))}
            {(bars.length - 1 - at) % every === 0 && (
              <text x={x + wide / 2} y={height - 8} textAnchor="middle">
                {monthWord(month, at, bars)}
              </text>
            )}
          </Link>
        ))}
      </svg>
    </>
  );
}
