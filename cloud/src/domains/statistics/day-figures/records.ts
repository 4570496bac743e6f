import type { EntityManager } from 'typeorm';
import { nextDay, startOfDay } from '../../../clock';
import type { DealDayFigure } from './day-figure.entity';

/** Days in Shanghai, both included. */
export interface Days {
  from: string;
  to: string;
}

/** Deals of one day, market, channel and business. */
export type Figure = Omit<DealDayFigure, 'market'>;

const dayOf = (column: string) => `DATE_FORMAT(DATE_ADD(t.${column}, INTERVAL 8 HOUR), '%Y-%m-%d')`;
const columns = 'market_id, channel, business';

/** One branch: its own counts by day, and 0 in those of the other. */
function counted(column: 'first_submitted_at' | 'completed_at', counts: string, where: string): string {
  const keys = `${dayOf(column)}, t.market_id, t.channel, t.business`;
  return `SELECT ${dayOf(column)} AS day, t.market_id, t.channel, t.business, ${counts} FROM transactions t WHERE t.${column} >= ? AND t.${column} < ?${where} GROUP BY ${keys}`;
}

/**
 * What the deals themselves say of these days, of all markets or one: the only definition of the day figures. The SQL gives the
 * columns `day, market_id, channel, business, uploaded, completed, prechecked`, all of one reading.
 */
export function recordsOf({ from, to }: Days, marketId?: string): { sql: string; values: unknown[] } {
  const where = marketId ? ' AND t.market_id = ?' : '';
  const judged = 'SUM(EXISTS (SELECT 1 FROM deal_checks k WHERE k.transaction_id = t.id AND k.pack_version = t.rule_pack))';
  const parts = [counted('first_submitted_at', 'COUNT(*) AS uploaded, 0 AS completed, 0 AS prechecked', where), counted('completed_at', `0, COUNT(*), ${judged}`, where)];
  const within = [startOfDay(from), startOfDay(nextDay(to)), ...(marketId ? [marketId] : [])];
  return {
    sql: `SELECT day, ${columns}, SUM(uploaded) AS uploaded, SUM(completed) AS completed, SUM(prechecked) AS prechecked FROM (${parts.join(' UNION ALL ')}) parts GROUP BY day, ${columns}`,
    values: [...within, ...within],
  };
}

type Row = Record<'day' | 'market_id' | 'channel' | 'business', string> & Record<'uploaded' | 'completed' | 'prechecked', string>;

/** The same as rows, in the order of their keys. */
export async function countRecords(tx: EntityManager, days: Days, marketId?: string): Promise<Figure[]> {
  const { sql, values } = recordsOf(days, marketId);
  return (await tx.query<Row[]>(`${sql} ORDER BY day, ${columns}`, values)).map(figureOf);
}

/** What is stored of these days, as it stands. */
export async function storedFigures(tx: EntityManager, { from, to }: Days): Promise<Figure[]> {
  return (await tx.query<Row[]>(`SELECT day, ${columns}, uploaded, completed, prechecked FROM deal_day_figures WHERE day BETWEEN ? AND ? ORDER BY day, ${columns}`, [from, to])).map(figureOf);
}

function figureOf({ market_id: marketId, uploaded, completed, prechecked, ...row }: Row): Figure {
  return { ...row, marketId, uploaded: Number(uploaded), completed: Number(completed), prechecked: Number(prechecked) } as Figure;
}
