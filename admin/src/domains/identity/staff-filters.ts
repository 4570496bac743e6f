import { staffRoles, staffStates } from '@yongche/contract/vocabulary';

/** What 员工账号 looks for; it stands in the address. */
export interface StaffFilters {
  q?: string;
  role?: keyof typeof staffRoles;
  state?: keyof typeof staffStates;
  marketId?: string;
}

/** Reads the filters of an address; what does not belong there is ignored. */
export function filtersOf(search: URLSearchParams): StaffFilters {
  const q = search.get('q')?.trim().slice(0, 50);
  const role = search.get('role') ?? '';
  const state = search.get('state') ?? '';
  const marketId = search.get('marketId') ?? '';
  return {
    ...(q && { q }),
    ...(role in staffRoles && { role: role as keyof typeof staffRoles }),
    ...(state in staffStates && { state: state as keyof typeof staffStates }),
    ...(/^[0-9a-f-]{36}$/.test(marketId) && { marketId }),
  };
}

/** The filters as an address. */
export const searchOf = (filters: StaffFilters) =>
  new URLSearchParams(Object.entries(filters).filter((entry): entry is [string, string] => Boolean(entry[1])));
