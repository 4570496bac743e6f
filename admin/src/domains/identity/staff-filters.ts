import { staffRoles, staffStates } from '@yongche/contract/vocabulary';
import { idIn, keyIn, keywordIn, withoutEmpty } from '../../components/list-filters';

/** What 员工账号 looks for; it stands in the address. */
export function filtersOf(search: URLSearchParams) {
  return withoutEmpty({
    q: keywordIn(search),
    role: keyIn(search, 'role', staffRoles),
    state: keyIn(search, 'state', staffStates),
    marketId: idIn(search, 'marketId'),
  });
}

export type StaffFilters = ReturnType<typeof filtersOf>;
