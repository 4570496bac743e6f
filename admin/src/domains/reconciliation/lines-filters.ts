import { differenceKinds, funds, statementLineStates, statementSources } from '@yongche/contract/vocabulary';
import { idIn, keyIn, withoutEmpty } from '../../components/list-filters';

/** A month that the address names; all of them where it names none. */
export function monthOrNone(search: URLSearchParams): string | undefined {
  const month = search.get('month') ?? '';
  return /^20\d\d-(0[1-9]|1[0-2])$/.test(month) ? month : undefined;
}

/** What the address asks for of the lines of statements. */
export const lineFiltersOf = (search: URLSearchParams) =>
  withoutEmpty({
    month: monthOrNone(search),
    state: keyIn(search, 'state', statementLineStates),
    source: keyIn(search, 'source', statementSources),
    fund: keyIn(search, 'fund', funds),
    difference: keyIn(search, 'difference', differenceKinds),
    statementId: idIn(search, 'statementId'),
  });
