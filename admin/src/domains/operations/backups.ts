import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';

export type Backup = AnswerOf<'GET /market-backups'>['items'][number];

/** Every query of backups begins with this word. */
export const backupsKey = 'market-backups';

export const isUnderWay = ({ state }: Pick<Backup, 'state'>) => state === 'waiting' || state === 'making';

/** The own market's backups; while one is being made they are asked for again by themselves. */
export const backupsQuery = queryOptions({
  queryKey: [backupsKey],
  queryFn: ({ signal }) => call('GET /market-backups', { signal }),
  refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 1500 : false),
});
