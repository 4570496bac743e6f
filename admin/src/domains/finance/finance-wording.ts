import { yuanOf } from '../../components/money';
import type { FinanceDesk, Fund, Receivables } from './finance';

/** 收到 86.0%: received of receivable, cut and never rounded up to the whole; undefined where nothing was raised. */
export function receivedShare({ receivableFen, receivedFen }: Pick<FinanceDesk['dues'], 'receivableFen' | 'receivedFen'>): string | undefined {
  if (receivableFen <= 0) return undefined;
  return `收到 ${(Math.floor((receivedFen * 1000) / receivableFen) / 10).toFixed(1)}%`;
}

/** What was to come in, and how much of it is here. */
export function collectedNote(collected: FinanceDesk['dues']): string {
  return [`应收 ${yuanOf(collected.receivableFen)}`, receivedShare(collected)].filter(Boolean).join('，');
}

/** A due or bill that is not paid, of whom. */
export interface OverdueDocument {
  fund: Fund;
  kind: 'due' | 'bill';
  id: string;
  title: string;
  partyName: string;
  outstandingFen: number;
  dueOn: string;
}

/** What was due before today, of both funds, the oldest first. */
export function overdueOf(receivables: (Pick<Receivables, 'items'> & { fund: Fund })[], today: string): OverdueDocument[] {
  const open = receivables.flatMap(({ fund, items }) => items.flatMap(({ kind, partyName, documents }) => documents.map((document) => ({ fund, kind, partyName, ...document }))));
  return open.filter(({ dueOn }) => dueOn < today).sort((one, other) => one.dueOn.localeCompare(other.dueOn) || other.outstandingFen - one.outstandingFen);
}
