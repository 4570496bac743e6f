import { dayOf } from './moments';

const dayMs = 24 * 60 * 60_000;

/** 本年至今: the period in which the lists show their stock. */
export function yearToDate(now: Date): { from: string; to: string } {
  const to = dayOf(now);
  return { from: `${to.slice(0, 4)}-01-01`, to };
}

/** The period of the ledger's page: what the address says where it makes sense, else the year to date. */
export function periodOf({ from, to }: { from: string | undefined; to: string | undefined }, now: Date): { from: string; to: string } {
  return from && to && from <= to ? { from, to } : yearToDate(now);
}

/** Periods that reports ask for. */
export function usualPeriods(now: Date): { label: string; from: string; to: string }[] {
  const today = dayOf(now);
  const year = Number(today.slice(0, 4));
  const lastOfFormerMonth = new Date(Date.parse(`${today.slice(0, 7)}-01`) - dayMs).toISOString().slice(0, 10);
  return [
    { label: '本年至今', ...yearToDate(now) },
    { label: '本月至今', from: `${today.slice(0, 7)}-01`, to: today },
    { label: '上月', from: `${lastOfFormerMonth.slice(0, 7)}-01`, to: lastOfFormerMonth },
    { label: '上年', from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  ];
}

/** A month that the address names, or else this one; none that is yet to come. */
export function monthIn(search: URLSearchParams, now: Date): string {
  const [month, present] = [search.get('month') ?? '', dayOf(now).slice(0, 7)];
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && month <= present ? month : present;
}

/** The month before another one. */
export function monthBefore(month: string): string {
  return new Date(Date.parse(`${month}-01`) - dayMs).toISOString().slice(0, 7);
}
