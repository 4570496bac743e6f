import { yuanOf } from '../../components/money';
import { moneyStep } from '../../components/money-scale';
import type { BillSummary } from './billing';
import { billStateOf } from './billing-wording';

/** The room of the drawing, in its own units. */
export const billsSize = { width: 640, height: 190, left: 74, right: 8, top: 12, bottom: 26 };
const widestBar = 36;

/** A month's bill as a bar: what is paid of it below, what is open on top; a bill that is not published yet is one part. */
interface BillBar {
  id: string;
  month: string;
  x: number;
  width: number;
  parts: { part: 'paid' | 'open' | 'overdue' | 'coming'; y: number; height: number }[];
  sentence: string;
}

interface BillsDrawing {
  bars: BillBar[];
  scale: { fen: number; y: number }[];
}

type Drawn = Pick<BillSummary, 'id' | 'month' | 'state' | 'standing' | 'vehicles' | 'fen' | 'outstandingFen'>;

/** Places the bills of one market by month on a scale that begins at nought; void ones are left out. */
export function drawBills(bills: Drawn[]): BillsDrawing {
  const { width, height, left, right, top, bottom } = billsSize;
  const shown = bills.filter(({ state }) => state !== 'void').sort((one, other) => one.month.localeCompare(other.month));
  const most = Math.max(1_000, ...shown.map(({ fen }) => fen));
  const step = moneyStep(most, 4);
  const end = Math.ceil(most / step) * step;
  const yOf = (fen: number) => round(top + (height - top - bottom) * (1 - fen / end));
  const slot = (width - left - right) / Math.max(1, shown.length);
  const bar = Math.min(widestBar, slot * 0.7);
  const bars = shown.map((bill, at): BillBar => {
    const paid = bill.state === 'published' ? bill.fen - bill.outstandingFen : 0;
    const openPart = bill.state !== 'published' ? 'coming' : bill.standing === 'overdue' ? 'overdue' : 'open';
    const parts = [
      { part: 'paid' as const, from: 0, to: paid },
      { part: openPart, from: paid, to: bill.fen },
    ].filter(({ from, to }) => to > from);
    return {
      id: bill.id,
      month: bill.month,
      x: round(left + slot * at + (slot - bar) / 2),
      width: round(bar),
      parts: parts.map(({ part, from, to }) => ({ part: part as BillBar['parts'][number]['part'], y: yOf(to), height: round(yOf(from) - yOf(to)) })),
      sentence: sentenceOf(bill),
    };
  });
  return { bars, scale: Array.from({ length: end / step + 1 }, (_, at) => ({ fen: at * step, y: yOf(at * step) })) };
}

function sentenceOf(bill: Drawn): string {
  const open = bill.state === 'published' && bill.outstandingFen > 0 ? `，未付 ${yuanOf(bill.outstandingFen)}` : '';
  return `${bill.month}：${bill.vehicles} 辆，${yuanOf(bill.fen)}${open}（${billStateOf(bill).label}）`;
}

const round = (value: number) => Math.round(value * 10) / 10;
