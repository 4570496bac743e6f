import { monthWord } from '../discipline/trend';
import { courseSize, drawCourse } from './course-drawing';
import type { Course } from './statistics';
import { countOf } from './statistics-wording';
import styles from './statistics.module.css';

/** 走势 of one item: this year's months as a line, those a year before as a broken one; the table beside it says the same in figures. */
export function CourseChart({ course: { name, unit, months } }: { course: Course }) {
  const { width, height, left, right } = courseSize;
  if (months.length === 0) return <p className={styles.soft}>还没有发布过按月的“{name}”。</p>;
  const { present, yearBefore, months: places, scale } = drawCourse(months);
  const every = Math.ceil(places.length / 12);
  const last = places.length - 1;
  const spoken = months.map(({ period, value }) => `${period} ${countOf(value)}`).join('，');
  const lineOf = (stretch: { x: number; y: number }[]) => stretch.map(({ x, y }) => `${x},${y}`).join(' ');
  return (
    <figure className={styles.course}>
      <figcaption>
        {name}（{unit}）
        <span data-line="present">当期</span>
        {yearBefore.length > 0 && <span data-line="before">上年同期</span>}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${name}：${spoken}`}>
        {scale.map(({ value, y }) => (
          <g key={value}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">
              {countOf(value)}
            </text>
          </g>
        ))}
        {places.map(
          ({ month, x }, at) =>
            Number(month.slice(5)) % every === 1 % every && (
              <text key={month} x={x} y={height - 6} textAnchor={at === last && last > 0 ? 'end' : 'middle'}>
                {monthWord(month, at, places)}
              </text>
            ),
        )}
        {yearBefore.map((stretch) => (
          <polyline key={stretch[0]!.period} points={lineOf(stretch)} data-line="before" />
        ))}
        {present.map((stretch) => (
          <g key={stretch[0]!.period}>
            <polyline points={lineOf(stretch)} data-line="present" />
            {stretch.map(({ period, x, y }) => (
              <circle key={period} cx={x} cy={y} r={3}>
                <title>
                  {period}：{countOf(months.find((month) => month.period === period)!.value)} {unit}
                </title>
              </circle>
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}
