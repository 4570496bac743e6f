import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';

export type StorageSpace = AnswerOf<'GET /storage-space'>;
export type StorageMoves = AnswerOf<'GET /storage-moves'>;
export type StorageMove = StorageMoves['items'][number];
export type Disposals = AnswerOf<'GET /disposals'>;
export type Disposal = Disposals['items'][number];

export const spaceKey = ['storage-space'];
export const movesKey = ['storage-moves'];
export const disposalsKey = ['disposals'];

/** While something is copied, compared, settled or destroyed, its progress is asked for again by itself. */
const watchEveryMs = 3000;

const isUnderWay = ({ state, settledAt }: Pick<StorageMove, 'state' | 'settledAt'>) => state === 'copying' || state === 'verifying' || (state === 'switched' && settledAt === null);

export const spaceQuery = queryOptions({ queryKey: spaceKey, queryFn: ({ signal }) => call('GET /storage-space', { signal }) });
export const movesQuery = queryOptions({
  queryKey: movesKey,
  queryFn: ({ signal }) => call('GET /storage-moves', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? watchEveryMs : false),
});
export const disposalsQuery = queryOptions({
  queryKey: disposalsKey,
  queryFn: ({ signal }) => call('GET /disposals', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some((one) => one.state === 'approved') ? watchEveryMs : false),
});
