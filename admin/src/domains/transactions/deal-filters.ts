import { businesses, channels, transactionStates } from '@yongche/contract/vocabulary';
import { dayIn, keyIn, withoutEmpty, wordIn } from '../../components/list-filters';

/** As much as the server takes of a keyword. */
export const longestKeyword = 40;

/** What 交易查询 looks for; it stands in the address, so that a search can be kept and passed on. */
export function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    q: wordIn(search, 'q', longestKeyword),
    state: keyIn(search, 'state', transactionStates),
    business: keyIn(search, 'business', businesses),
    channel: keyIn(search, 'channel', channels),
    from: dayIn(search, 'from'),
    to: dayIn(search, 'to'),
  });
}

export type DealFilters = ReturnType<typeof filtersOf>;
