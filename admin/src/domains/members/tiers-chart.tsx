import { yuanOf } from '../../components/money';
import { drawTiers, tierSize } from './dues-wording';
import styles from './dues.module.css';
import type { TierFigures } from './member';

/** 各档缴清情况: a field for each member, as wide as its due, full where it is paid; the words beside it say the same. */
export function TiersChart({ tiers }: { tiers: TierFigures[] }) {
  const { width, row, bar } = tierSize;
  const bars = drawTiers(tiers);
  return (
    <svg className={styles.chart} viewBox={`0 0 ${width} ${row * bars.length}`} role="img" aria-label={bars.map(({ sentence }) => sentence).join('；')}>
      {bars.map(({ tier: { code, name, fen, members, paidMembers }, y, cells, sentence }) => (
        <g key={code}>
          <text x={0} y={y + 13}>
            {code} 档　{name}　每户 {yuanOf(fen)}
          </text>
          <text x={width} y={y + 13} textAnchor="end">
            缴清 {paidMembers}/{members} 户　{yuanOf(fen * paidMembers)}
          </text>
          {cells.map(({ x, width: wide, isPaid }, at) => (
            <rect key={at} x={x + 0.75} y={y + 18} width={Math.max(0.5, wide - 1.5)} height={bar} rx={2} data-paid={isPaid}>
              <title>{sentence}</title>
            </rect>
          ))}
        </g>
      ))}
    </svg>
  );
}
