import { businesses, channels, transactionStates } from '@yongche/contract/vocabulary';
import type { Business, Channel, DealState } from './deal';

/** What 交易查询 looks for; it stands in the address, so that a search can be kept and passed on. */
export interface DealFilters {
  q?: string;
  state?: DealState;
  business?: Business;
  channel?: Channel;
  from?: string;
  to?: string;
}

/** Reads the filters of an address; what does not belong there is ignored. */
export function filtersOf(search: URLSearchParams): DealFilters {
  const keyIn = <T extends Record<string, string>>(list: T, name: string) => {
    const value = search.get(name) ?? '';
    return value in list ? (value as keyof T) : undefined;
  };
  const dayIn = (name: string) => (/^\d{4}-\d{2}-\d{2}$/.test(search.get(name) ?? '') ? search.get(name)! : undefined);
  return withoutEmpty({
    q: search.get('q')?.trim().slice(0, 40) || undefined,
    state: keyIn(transactionStates, 'state'),
    business: keyIn(businesses, 'business'),
    channel: keyIn(channels, 'channel'),
    from: dayIn('from'),
    to: dayIn('to'),
  });
}

/** The filters with some changed, as an address; the page starts again at the first. */
export function searchOf(filters: DealFilters, change: { [Name in keyof DealFilters]?: DealFilters[Name] | undefined } = {}) {
  return new URLSearchParams(withoutEmpty({ ...filters, ...change }) as Record<string, string>);
}

function withoutEmpty<T extends object>(entries: T): { [Name in keyof T]?: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined && value !== '')) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };
}
