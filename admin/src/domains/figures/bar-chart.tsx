import { countOf } from '../../components/counts';
import styles from './board.module.css';
import { type Bar, drawBars, figureSize } from './bars-drawing';
import { useRoom } from './use-room';

interface BarChartProps {
  bars: Bar[];
  /** What is counted, for whoever listens: 每月完成数. */
  name: string;
  unit: string;
  /** What the line across a bar stands for. */
  markName?: string;
}

/** Bars with the figure that each is compared with as a line across it; what is not over yet is hatched. */
export function BarChart({ bars, name, unit, markName }: BarChartProps) {
  const { ref, room } = useRoom<HTMLDivElement>();
  const sentenceOf = ({ word, value, mark, isOpen }: Bar) => `${word}${isOpen ? '（未结束）' : ''} ${countOf(value)}${mark === null ? '' : `，${markName} ${countOf(mark)}`}`;
  return (
    <div className={styles.chart} ref={ref}>
      {room && room.width > 0 && <Drawing {...{ bars, room, unit, sentenceOf }} label={`${name}：${bars.map(sentenceOf).join('；')}`} />}
    </div>
  );
}

interface DrawingProps {
  bars: Bar[];
  room: { width: number; height: number; em: number };
  unit: string;
  label: string;
  sentenceOf: (bar: Bar) => string;
}

function Drawing({ bars: given, room, unit, label, sentenceOf }: DrawingProps) {
  const { bars, scale, left, slot, bottom } = drawBars(given, room);
  const { width, height, em } = room;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id="open" width={em * 0.5} height={em * 0.5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width={em * 0.28} height={em * 0.5} />
        </pattern>
      </defs>
      {scale.map(({ value, y, word }) => (
        <g key={value}>
          <line x1={left} x2={width} y1={y} y2={y} />
          <text x={left - em * 0.4} y={y + em * 0.35} textAnchor="end">
            {word}
          </text>
        </g>
      ))}
      {bars.map((bar, at) => {
        const middle = left + slot * (at + 0.5);
        return (
          <g key={bar.key}>
            <title>
              {sentenceOf(bar)} {unit}
            </title>
            <rect x={bar.x} y={bar.y} width={bar.width} height={bar.height} rx={em * 0.12} data-open={bar.isOpen} />
            {bar.line && <line x1={bar.line.from} x2={bar.line.to} y1={bar.line.y} y2={bar.line.y} data-mark="true" strokeWidth={em * 0.16} />}
            {bar.figureY !== null && bar.value > 0 && (
              <text x={middle} y={bar.figureY} textAnchor="middle" fontSize={em * figureSize} data-figure="true">
                {countOf(bar.value)}
              </text>
            )}
            {bar.wordX !== null && (
              <text x={bar.wordX} y={bottom} textAnchor="middle">
                {bar.word}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
