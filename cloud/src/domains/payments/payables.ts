import type { payableKinds, paymentStandings } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import { billPayables } from '../billing/bill-payable';
import type { Fund } from '../ledger/accounts';
import { duePayables } from '../members/due-payable';

/** 应缴款: what payments need to know of a due or a published bill. */
export interface PayableFacts {
  kind: keyof typeof payableKinds;
  id: string;
  /** Whose money it will be. */
  fund: Fund;
  /** The member that owes the due; the market that owes the bill. */
  partyId: string;
  partyName: string;
  /** The company that pays for the member or market in the mini-program; null where none is linked. */
  companyId: string | null;
  /** Such as `2026年度会费`. */
  title: string;
  /** What was raised, in fen. */
  fen: number;
  /** What the ledger's lines have open of it, in fen. */
  outstandingFen: number;
  dueOn: string;
  /** Cancelled or void: nothing is to be paid any more. */
  cancelled: boolean;
  remittanceCode: string;
}

/** One due or published bill, locked where asked; null where there is none. */
export async function payableOf(tx: EntityManager, kind: PayableFacts['kind'], id: string, { lock = false } = {}): Promise<PayableFacts | null> {
  const [found] = await (kind === 'due' ? duePayables : billPayables)(tx, { ids: [id] }, { lock });
  return found ?? null;
}

/** Whatever has something open in a fund. */
export function openPayables(tx: EntityManager, fund: Fund): Promise<PayableFacts[]> {
  return fund === 'dues' ? duePayables(tx, { outstanding: true }) : billPayables(tx, { outstanding: true });
}

/** 缴费情况 on a day. */
export function standingOf({ cancelled, fen, outstandingFen, dueOn }: Pick<PayableFacts, 'cancelled' | 'fen' | 'outstandingFen' | 'dueOn'>, today: string): keyof typeof paymentStandings {
  if (cancelled) return 'cancelled';
  if (fen === 0) return 'nothing';
  if (outstandingFen <= 0) return 'paid';
  if (dueOn < today) return 'overdue';
  return outstandingFen < fen ? 'partly' : 'unpaid';
}
