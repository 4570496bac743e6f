import { keepPreviousData, useInfiniteQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query';

interface Page<Row> {
  items: Row[];
  nextCursor: string | null;
}

/** What a list of records shows, and how it goes on. */
export interface RecordListState<Row> {
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
 * A list by keyset: `load` asks for the page behind a cursor; the filters belong into the key. With `refetchInterval`
 * (milliseconds) it is asked again by itself.
 */
export function useRecordList<Row, P extends Page<Row>>(
  queryKey: QueryKey,
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<P & Page<Row>>,
  refetchInterval: number | false = false,
): RecordListState<Row> & { first: P | undefined; updatedAt: number } {
  const list = useInfiniteQuery({
    queryKey,
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

/** A list that comes whole, or page by page with a way of its own to turn them. */
export function wholeList<Row>(query: UseQueryResult<{ items: Row[] }>, rows: Row[] | undefined = query.data?.items): RecordListState<Row> {
  return {
    rows,
    error: query.error,
    isStale: query.isPlaceholderData,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => undefined,
    retry: () => void query.refetch(),
  };
}
