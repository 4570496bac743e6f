import type { RuleBookContent } from '@yongche/contract/discipline.shapes';

/** 扣分周期 or any time between two days (Shanghai), both within it. */
export interface Period {
  from: string;
  to: string;
}

/**
 * 扣分周期 in which a day lies: the calendar year, or twelve months from the issue of the first certificate (rule book art. 14).
 * `issuedOn` is null for who has never held one: then it is the calendar year too. Who was issued one on 29 February begins
 * anew on 1 March of other years.
 */
export function cycleOn(kind: RuleBookContent['cycles'][keyof RuleBookContent['cycles']], issuedOn: string | null, day: string): Period {
  const year = Number(day.slice(0, 4));
  const first = kind === 'from_issue' && issuedOn !== null && issuedOn <= day ? issuedOn.slice(4) : '-01-01';
  const begun = dayOf(year, first) <= day ? year : year - 1;
  return { from: dayOf(begun, first), to: dayBefore(dayOf(begun + 1, first)) };
}

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

const dayOf = (year: number, monthAndDay: string) => textOf(new Date(`${year}${monthAndDay === '-02-29' && !isLeap(year) ? '-03-01' : monthAndDay}T00:00:00Z`));
const isLeap = (year: number) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
const dayBefore = (day: string) => textOf(new Date(Date.parse(day) - 86_400_000));
const textOf = (date: Date) => date.toISOString().slice(0, 10);
