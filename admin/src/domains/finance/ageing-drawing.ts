import { yuanOf } from '../../components/money';
import { moneyStep } from '../../components/money-scale';
import type { Ageing } from './finance';

/** 账龄 by days since it was due. */
export const ages = {
  notDueFen: '未到期',
  to30Fen: '1–30 天',
  to60Fen: '31–60 天',
  to90Fen: '61–90 天',
  over90Fen: '90 天以上',
} as const satisfies Record<keyof Ageing, string>;
export type Age = keyof typeof ages;

/** The room of the drawing, in its own units. */
export const ageingSize = { width: 700, left: 74, right: 96, row: 34, bar: 13, bottom: 20 };

interface AgeRow<Fund> {
  age: Age;
  label: string;
  y: number;
  bars: { fund: Fund; y: number; width: number; fen: number; sentence: string }[];
}

/** Places the ages below each other with one bar for each fund, all on one scale of money. */
export function drawAgeing<Fund extends string>(ageing: (Ageing & { fund: Fund })[], nameOf: (fund: Fund) => string): { rows: AgeRow<Fund>[]; scale: { fen: number; x: number }[]; height: number } {
  const { width, left, right, row, bar, bottom } = ageingSize;
  const list = Object.keys(ages) as Age[];
  const most = Math.max(1_000, ...ageing.flatMap((one) => list.map((age) => one[age])));
  const step = moneyStep(most, 3);
  const end = Math.ceil(most / step) * step;
  const room = width - left - right;
  const widthOf = (fen: number) => Math.round((room * fen * 10) / end) / 10;
  const rows = list.map((age, at) => ({
    age,
    label: ages[age],
    y: row * at,
    bars: ageing.map((one, index) => ({ fund: one.fund, y: row * at + 3 + index * (bar + 1), width: widthOf(one[age]), fen: one[age], sentence: `${nameOf(one.fund)} ${ages[age]} ${yuanOf(one[age])}` })),
  }));
  return { rows, scale: Array.from({ length: end / step + 1 }, (_, at) => ({ fen: at * step, x: left + widthOf(at * step) })), height: row * list.length + bottom };
}

/** What is outstanding for more than thirty days. */
export const over30Of = ({ to60Fen, to90Fen, over90Fen }: Ageing): number => to60Fen + to90Fen + over90Fen;
