import { countOf, rateOf } from '../statistics/statistics-wording';
import { breakdownSize, drawBreakdown } from './breakdown-drawing';
import { shareWord } from './bulletin-wording';
import type { Breakdown } from './bulletins';
import styles from './notices.module.css';

/** One item by one dimension as bars: the name, the bar, and its figure, share and growth, each below the other. */
export function BreakdownChart({ breakdown: { itemName, dimensionName, isWhole, rows }, unit }: { breakdown: Breakdown; unit: string }) {
  const { bars, height, left, more } = drawBreakdown(rows);
  const { width, line, share: shareRoom, growth: growthRoom, gap } = breakdownSize;
  return (
    <figure className={styles.breakdown}>
      <figcaption>
        按{dimensionName}
        <small>
          {unit}、占比、同比{!isWhole && '；只列主要的'}
        </small>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`${itemName}按${dimensionName}`}>
        {bars.map(({ member, name, value, share, growth, y, width: wide }) => {
          const sentence = `${member}：${countOf(value)} ${unit}，占 ${shareWord(share)}${growth === null ? '' : `，同比 ${rateOf(growth)}`}`;
          return (
            <g key={member} role="img" aria-label={sentence}>
              <title>{sentence}</title>
              <text x={left - gap} y={y + 17} textAnchor="end">
                {name}
              </text>
              <rect x={left} y={y + 5} width={wide} height={line - 10} rx={2} />
              <text x={width - growthRoom - shareRoom} y={y + 17} textAnchor="end" data-part="value">
                {countOf(value)}
              </text>
              <text x={width - growthRoom} y={y + 17} textAnchor="end">
                {shareWord(share)}
              </text>
              <text x={width} y={y + 17} textAnchor="end" data-part="growth" data-falls={growth !== null && growth < 0}>
                {growth === null ? '—' : rateOf(growth)}
              </text>
            </g>
          );
        })}
      </svg>
      {more > 0 && <p className={styles.soft}>还有 {more} 个，见车管数据。</p>}
    </figure>
  );
}
