import { funds } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { scaleWord } from '../../components/money-scale';
import { monthWord } from '../discipline/trend';
import { curveSize, drawCurve } from './curve-drawing';
import { bothFunds, type CurveMonth, type Fund } from './finance';
import { bookingsHref, daysOfMonth } from './finance-links';
import styles from './finance.module.css';

const monthsHeight = 22;

/** 收款曲线: month by month what was raised and what came in, a panel for each fund above the same months; each month opens its bookings. */
export function CollectionChart({ curve }: { curve: CurveMonth[] }) {
  const { width, height } = curveSize;
  const months = curve.filter(({ fund }) => fund === bothFunds[0]);
  return (
    <svg className={styles.curve} viewBox={`0 0 ${width} ${height * bothFunds.length + monthsHeight}`} role="group" aria-label="最近十二个月的应收与实收">
      {bothFunds.map((fund, at) => (
        <g key={fund} transform={`translate(0 ${height * at})`}>
          <FundPanel fund={fund} curve={curve.filter((one) => one.fund === fund)} />
        </g>
      ))}
      {drawCurve(months).months.map(({ month, x, width: wide }, at) => (
        <text key={month} x={x + wide / 2} y={height * bothFunds.length + 14} textAnchor="middle">
          {monthWord(month, at, months)}
        </text>
      ))}
    </svg>
  );
}

function FundPanel({ fund, curve }: { fund: Fund; curve: CurveMonth[] }) {
  const { width, height, left, right, top } = curveSize;
  const { months, scale } = drawCurve(curve);
  return (
    <>
      {scale.map(({ fen, y }) => (
        <g key={fen}>
          <line x1={left} x2={width - right} y1={y} y2={y} data-nought={fen === 0} />
          <text x={left - 6} y={y + 4} textAnchor="end">
            {scaleWord(fen)}
          </text>
        </g>
      ))}
      {months.map(({ month, x, width: wide, bars, sentence }) => (
        <Link key={month} to={bookingsHref({ fund, account: 'receivable', ...daysOfMonth(month) })} className={styles.month} aria-label={`${funds[fund]} ${sentence}`}>
          <title>{`${funds[fund]} ${sentence}`}</title>
          <rect x={x} width={wide} y={top} height={height - top} data-part="room" />
          {bars.map(({ part, ...place }) => (
            <rect key={part} {...place} data-part={part} />
          ))}
        </Link>
      ))}
      <text x={left + 6} y={top + 9} className={styles.panelName}>
        {funds[fund]}
      </text>
    </>
  );
}
