import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api';
import { searchOf } from '../../components/list-filters';
import { lineAfter } from './line-order';
import { lineFiltersOf } from './lines-filters';
import { reconciliationKey, type StatementLine } from './reconciliation';

/** So many are in hand at once; behind them come the others. */
const atOnce = 100;

/**
 * The lines that wait, one of them in hand. After each decision the rest is read anew, since what fits a line depends on what was
 * decided before it; `isFresh` says that what is shown is of now, and nothing is decided before it is.
 */
export function useLineDesk(search: URLSearchParams) {
  const client = useQueryClient();
  const { state: _, ...filters } = lineFiltersOf(search);
  const queryKey = [reconciliationKey, 'desk', filters];
  const list = useQuery({
    queryKey,
    queryFn: ({ signal }) => call('GET /statement-lines', { query: { ...filters, state: 'open', limit: atOnce }, signal }),
  });
  const [chosenId, choose] = useState<string>();
  const [last, setLast] = useState<StatementLine>();
  const lines = list.data?.items ?? [];
  const at = Math.max(0, lines.findIndex(({ id }) => id === chosenId));
  const move = (by: 1 | -1) => {
    const next = lines[at + by];
    if (next) choose(next.id);
  };
  const takeOut = (decided: StatementLine) => {
    choose(lineAfter(lines, decided.id)?.id);
    setLast(decided);
    client.setQueryData<typeof list.data>(queryKey, (data) => data && { ...data, items: data.items.filter(({ id }) => id !== decided.id), open: data.open - 1 });
  };
  const bringBack = (reopened: StatementLine) => {
    setLast(undefined);
    choose(reopened.id);
  };
  return {
    list,
    lines,
    line: lines[at],
    open: list.data?.open ?? 0,
    isFresh: !list.isFetching,
    last,
    choose,
    move,
    takeOut,
    bringBack,
    filters,
    hrefOf: (change: object) => `/reconciliation/desk?${searchOf(filters, change)}`,
  };
}
