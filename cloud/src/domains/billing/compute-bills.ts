import type { billLineKinds } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { BillLine } from './bill.entity';

export type ComputedLine = Omit<BillLine, 'billId' | 'bill'>;

/** What a market is to pay for a month. */
export interface ComputedBill {
  marketId: string;
  lines: ComputedLine[];
  /** Charged less reversed. */
  vehicles: number;
  /** Never below zero: what it comes to below that is `carriedFen`, for the next bill. */
  fen: number;
  carriedFen: number;
  storedBytes: number;
}

interface Row {
  marketId: string;
  kind: 'charge' | 'reversal';
  month: string;
  member: number;
  fen: number;
  vehicles: string;
  storedBytes: string;
}

const order: (keyof typeof billLineKinds)[] = ['usage', 'adjustment', 'reversal', 'carried'];

/**
 * 出账与试算的同一段计算: the bills of a month, one for each market of which something is charged or reversed in it (or of one
 * market alone). A line counts cars of one kind, price and month of completion; what a market had too little to pay before is
 * carried into it.
 */
export async function computeBills(tx: EntityManager, month: string, marketId?: string): Promise<ComputedBill[]> {
  const rows: Row[] = await tx.query(
    `SELECT market_id AS marketId, kind, month, member, fen, COUNT(*) AS vehicles, SUM(stored_bytes) AS storedBytes
     FROM meter_events WHERE bill_month = ? ${marketId ? 'AND market_id = ?' : ''} AND exemption IS NULL GROUP BY market_id, kind, month, member, fen`,
    [month, ...(marketId ? [marketId] : [])],
  );
  const carried = await carriedInto(tx, month);
  const marketIds = [...new Set(rows.map((row) => row.marketId))];
  return marketIds.map((id) => billOf(id, rows.filter((row) => row.marketId === id).map((row) => lineOf(row, month)), carried.get(id) ?? 0));
}

function lineOf({ kind, month, member, fen, vehicles, storedBytes }: Row, billMonth: string): Omit<ComputedLine, 'position'> {
  const late = month === billMonth ? null : month;
  const of = kind === 'reversal' ? 'reversal' : late ? 'adjustment' : 'usage';
  return { kind: of, member: Boolean(member), unitFen: Math.abs(fen), vehicles: Number(vehicles), fen: fen * Number(vehicles), month: late, storedBytes: Number(storedBytes) };
}

function billOf(marketId: string, counted: Omit<ComputedLine, 'position'>[], carriedIn: number): ComputedBill {
  const ordered = [...counted].sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind) || (one.month ?? '').localeCompare(other.month ?? '') || Number(other.member) - Number(one.member) || one.unitFen! - other.unitFen!);
  if (carriedIn < 0) ordered.push({ kind: 'carried', member: null, unitFen: null, vehicles: 0, fen: carriedIn, month: null, storedBytes: 0 });
  const lines = ordered.map((line, at) => ({ position: at + 1, ...line }));
  const sum = (of: (line: ComputedLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  const net = (of: 'vehicles' | 'storedBytes') => sum((line) => (line.kind === 'reversal' ? -line[of] : line[of]));
  const total = sum(({ fen }) => fen);
  return { marketId, lines, vehicles: net('vehicles'), fen: Math.max(total, 0), carriedFen: Math.min(total, 0), storedBytes: net('storedBytes') };
}

/** 上期结转: what the last bill of each market before this month came to below zero. */
async function carriedInto(tx: EntityManager, month: string): Promise<Map<string, number>> {
  const rows: { marketId: string; fen: string }[] = await tx.query(
    `SELECT b.market_id AS marketId, b.carried_fen AS fen FROM bills b JOIN (SELECT market_id, MAX(month) AS month FROM bills WHERE state <> 'void' AND month < ? GROUP BY market_id) l
     ON l.market_id = b.market_id AND l.month = b.month WHERE b.state <> 'void'`,
    [month],
  );
  return new Map(rows.map(({ marketId, fen }) => [marketId, Number(fen)]));
}
