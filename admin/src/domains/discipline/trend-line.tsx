import type { TrendMonth } from './discipline';
import { intervalWord, rateWord } from './score-wording';
import styles from './score-card.module.css';
import { bandOf, drawTrend, lineOf, monthWord, trendSize } from './trend';

/** 问题率 by month as a line within the band of its 95 % intervals; the table beside it says the same in figures. */
export function TrendLine({ trend }: { trend: TrendMonth[] }) {
  const { width, height, left, right } = trendSize;
  const { stretches, months, scale } = drawTrend(trend);
  const every = Math.ceil(months.length / 12);
  const last = months.length - 1;
  const anchorOf = (at: number) => (last > 0 && at === 0 ? 'start' : last > 0 && at === last ? 'end' : 'middle');
  const spoken = trend.map(({ month, problemRate }) => `${month} ${rateWord(problemRate)}`).join('，');
  return (
    <svg className={styles.trend} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`问题率：${spoken}`}>
      {scale.map(({ share, y }) => (
        <g key={share}>
          <line x1={left} x2={width - right} y1={y} y2={y} className={styles.scale} />
          <text x={left - 6} y={y + 4} textAnchor="end">
            {Math.round(share * 1000) / 10}%
          </text>
        </g>
      ))}
      {months.map(
        ({ month, x }, at) =>
          (last - at) % every === 0 && (
            <text key={month} x={x} y={height - 6} textAnchor={anchorOf(at)}>
              {monthWord(month, at, months)}
            </text>
          ),
      )}
      {stretches.map((stretch) => (
        <g key={stretch[0]!.month}>
          <polygon points={bandOf(stretch)} className={styles.band} />
          <polyline points={lineOf(stretch)} className={styles.line} />
          {stretch.map(({ month, x, y, low, high }) => {
            const { problemRate, problems, inspected } = trend.find((one) => one.month === month)!;
            return (
              <g key={month}>
                {stretch.length === 1 && <line x1={x} x2={x} y1={low} y2={high} className={styles.whisker} />}
                <circle cx={x} cy={y} r={3.5} className={styles.dot}>
                  <title>
                    {month}：{rateWord(problemRate)}（{problemRate && intervalWord(problemRate)}），{inspected} 笔中 {problems} 笔有问题
                  </title>
                </circle>
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
