import type { EntityManager } from 'typeorm';
import { startOfDay } from '../../clock';
import { openPayables, type PayableFacts } from '../payments/payables';
import type { Fund } from './accounts';

/** 账龄: what is outstanding, by days since it was due, in fen. */
export interface Ageing {
  notDueFen: number;
  to30Fen: number;
  to60Fen: number;
  to90Fen: number;
  over90Fen: number;
}

/** 应收与账龄 of a fund, per member or market, who owes most first. */
export async function receivablesOf(tx: EntityManager, fund: Fund, today: string) {
  const open = await openPayables(tx, fund);
  const parties = [...new Map(open.map(({ kind, partyId, partyName }) => [partyId, { kind, partyId, partyName }])).values()];
  const items = parties.map(({ kind, partyId, partyName }) => {
    const payables = open.filter((payable) => payable.partyId === partyId);
    const documents = payables.map(({ id, title, outstandingFen, dueOn }) => ({ id, title, outstandingFen, dueOn }));
    return { kind, partyId, partyName, outstandingFen: totalOf(payables), ...ageingOf(payables, today), documents };
  });
  return { items: items.sort((one, other) => other.outstandingFen - one.outstandingFen), totalFen: totalOf(open) };
}

export function ageingOf(payables: PayableFacts[], today: string): Ageing {
  const ageing: Ageing = { notDueFen: 0, to30Fen: 0, to60Fen: 0, to90Fen: 0, over90Fen: 0 };
  for (const { dueOn, outstandingFen } of payables) ageing[spanOf(daysBetween(dueOn, today))] += outstandingFen;
  return ageing;
}

function spanOf(days: number): keyof Ageing {
  if (days <= 0) return 'notDueFen';
  if (days <= 30) return 'to30Fen';
  if (days <= 60) return 'to60Fen';
  return days <= 90 ? 'to90Fen' : 'over90Fen';
}

const totalOf = (payables: PayableFacts[]) => payables.reduce((total, { outstandingFen }) => total + outstandingFen, 0);
const daysBetween = (from: string, to: string) => Math.round((startOfDay(to).getTime() - startOfDay(from).getTime()) / 86_400_000);
