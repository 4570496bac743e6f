import { funds } from '@yongche/contract/vocabulary';
import { Link } from 'react-router';
import { yuanOf } from '../../components/money';
import { scaleWord } from '../../components/money-scale';
import { ageingSize, drawAgeing } from './ageing-drawing';
import { bothFunds, type FinanceDesk } from './finance';
import styles from './finance.module.css';

/** 账龄: what is outstanding by days since it was due, a bar for each fund; each opens who owes it. */
export function AgeingChart({ ageing }: Pick<FinanceDesk, 'ageing'>) {
  const { width, left, bar } = ageingSize;
  const ordered = bothFunds.flatMap((fund) => ageing.filter((one) => one.fund === fund));
  const { rows, scale, height } = drawAgeing(ordered, (fund) => funds[fund]);
  return (
    <svg className={styles.ageing} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="账龄">
      {scale.map(({ fen, x }) => (
        <g key={fen}>
          <line x1={x} x2={x} y1={0} y2={height - 18} data-nought={fen === 0} />
          <text x={x} y={height - 5} textAnchor="middle">
            {scaleWord(fen)}
          </text>
        </g>
      ))}
      {rows.map(({ age, label, y, bars }) => (
        <g key={age}>
          <text x={left - 8} y={y + bar + 8} textAnchor="end">
            {label}
          </text>
          {bars.map(({ fund, y: top, width: wide, fen, sentence }) => (
            <Link key={fund} to={`/receivables?fund=${fund}`} aria-label={sentence}>
              <title>{sentence}</title>
              <rect x={left} y={top} width={wide} height={bar} data-fund={fund} />
              {fen > 0 && (
                <text x={left + wide + 6} y={top + bar - 2} className={styles.sum}>
                  {yuanOf(fen)}
                </text>
              )}
            </Link>
          ))}
        </g>
      ))}
    </svg>
  );
}
