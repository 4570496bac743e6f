import { dayOf } from '../../components/moments';

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

/** Whole days from one calendar day to another; less than nothing when it has passed. */
export function daysUntil(day: string, now: Date): number {
  return Math.round((Date.parse(day) - Date.parse(dayOf(now))) / dayMs);
}

/**
 * Whether more than one working day has passed (domain.md 5.4: decided within one day). Saturdays and Sundays in Shanghai
 * do not count; public holidays are not known here, so after one of them a request may be marked too early.
 */
export function isOverdue(since: string, now: Date): boolean {
  let due = Date.parse(since);
  if (isWeekend(due)) due = nextMonday(due);
  due += dayMs;
  while (isWeekend(due)) due += dayMs;
  return now.valueOf() > due;
}

function weekdayOf(at: number): number {
  return new Date(`${dayOf(new Date(at))}T00:00:00Z`).getUTCDay();
}

function isWeekend(at: number): boolean {
  return weekdayOf(at) === 0 || weekdayOf(at) === 6;
}

/** The first minute of the Monday after a weekend's moment. */
function nextMonday(at: number): number {
  const days = weekdayOf(at) === 6 ? 2 : 1;
  return Date.parse(`${dayOf(new Date(at + days * dayMs))}T00:00:00+08:00`);
}
