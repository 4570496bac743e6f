import { bytesOf } from './monitoring-wording';
import { drawSpace, spaceSize } from './storage-drawing';
import type { StorageSpace } from './storage';
import styles from './storage.module.css';

/** 走势: bytes at the end of each day, how it goes on, and where an alarm is raised. */
export function StorageCourse({ space }: { space: StorageSpace }) {
  const { width, height, left, right } = spaceSize;
  const { course } = space;
  if (course.length < 2) return null;
  const { line, last, ahead, alarms, scale, days } = drawSpace(space);
  const [first, latest] = [course[0]!, course.at(-1)!];
  return (
    <figure className={`card ${styles.course}`}>
      <figcaption>
        走势 <span data-line="past">每天结束时</span>
        {ahead && <span data-line="ahead">照现在的速度</span>}
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${first.day} ${bytesOf(first.bytes)}，${latest.day} ${bytesOf(latest.bytes)}`}>
        {scale.map(({ bytes, y }) => (
          <g key={bytes}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={left - 6} y={y + 4} textAnchor="end">
              {bytes === 0 ? '0' : bytesOf(bytes).replace('.0', '')}
            </text>
          </g>
        ))}
        {alarms.map(({ share, y }) => (
          <g key={share} data-alarm={share}>
            <line x1={left} x2={width - right} y1={y} y2={y} />
            <text x={width - right + 6} y={y + 4}>
              {share}%
            </text>
          </g>
        ))}
        {days.map(({ x, word, anchor }) => (
          <text key={word} x={x} y={height - 6} textAnchor={anchor}>
            {word}
          </text>
        ))}
        <polyline points={line} />
        {ahead && <line data-line="ahead" {...ahead} />}
        {last && <circle cx={last.x} cy={last.y} r={3} />}
      </svg>
    </figure>
  );
}
