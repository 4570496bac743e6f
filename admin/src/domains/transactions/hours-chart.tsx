import type { MarketFigures } from './deal';
import { drawHours, hoursSize } from './hours-drawing';
import styles from './market-figures-page.module.css';

/** 逐时: what was completed and returned in each hour of the day. */
export function HoursChart({ hours }: Pick<MarketFigures, 'hours'>) {
  const { width, height, left, right, top, bottom } = hoursSize;
  const { bars, scale } = drawHours(hours);
  return (
    <>
      <ul className={styles.key} aria-hidden="true">
        <li data-part="completed">完成</li>
        <li data-part="returned">退回</li>
      </ul>
      <svg className={styles.chart} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="xMinYMid" role="group" aria-label="逐时核对">
        {scale.map(({ count, y }) => (
          <g key={count}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">
              {count}
            </text>
          </g>
        ))}
        {bars.map(({ hour, x, width: wide, parts, sentence }) => (
          <g key={hour} className={styles.barOf} role="img" aria-label={sentence}>
            <title>{sentence}</title>
            <rect x={x - 4} width={wide + 8} y={top} height={height - top - bottom} data-part="room" />
            {parts.map(({ part, y, height: tall }) => (
              <rect key={part} x={x} y={y} width={wide} height={tall} data-part={part} />
            ))}
            <text x={x + wide / 2} y={height - 7} textAnchor="middle">
              {hour}时
            </text>
          </g>
        ))}
      </svg>
    </>
  );
}
