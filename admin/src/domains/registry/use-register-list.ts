import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { registerKey } from './register';

interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** What a list of the register shows, and how it goes on. */
export interface RegisterListState<Row> {
  /** Undefined until the first answer. */
  rows: Row[] | undefined;
  error: unknown;
  /** The rows of other filters, while those that were asked for are on their way. */
  isStale: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

/**
 * A list by keyset: `name` and `filters` make its key, `load` asks for the page behind a cursor. With `refetchInterval`
 * (milliseconds) it is asked again by itself.
 */
export function useRegisterList<Row, P extends Page<Row>>(
  name: string,
  filters: object,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<P & Page<Row>>,
  refetchInterval: number | false = false,
): RegisterListState<Row> & { first: P | undefined; updatedAt: number } {
  const list = useInfiniteQuery({
    queryKey: [registerKey, name, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval,
  });
  return {
    first: list.data?.pages[0],
    updatedAt: list.dataUpdatedAt,
    rows: list.data?.pages.flatMap(({ items }) => items),
    error: list.error,
    isStale: list.isPlaceholderData,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => void list.fetchNextPage(),
    retry: () => void (list.isFetchNextPageError ? list.fetchNextPage() : list.refetch()),
  };
}
