import { BarChart } from './bar-chart';
import { trendBars } from './board-bars';
import { Part } from './board-screen';
import styles from './board.module.css';
import type { Trend } from './figures';

/** 走势 by month beside the year before; the present month is not over. */
export function TrendPart({ trend, today, wide, whose }: { trend: Trend; today: string; wide: number; whose: string }) {
  const bars = trendBars(trend, today);
  return (
    <Part
      title={`${whose}每月完成`}
      wide={wide}
      note={
        <span className={styles.key} aria-hidden="true">
          <i data-part="bar">当月</i>
          {bars.some(({ mark }) => mark !== null) && <i data-part="mark">上年同月</i>}
          {bars.some(({ isOpen }) => isOpen) && <i data-part="open">本月至今</i>}
        </span>
      }
    >
      <BarChart bars={bars} name={`${whose}每月完成数`} unit="辆次" markName="上年同月" />
    </Part>
  );
}
