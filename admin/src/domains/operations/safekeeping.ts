import { queryOptions } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { call } from '../../api';
import { useRecordList } from '../../components/use-record-list';

export type Safekeeping = AnswerOf<'GET /backup-tiers'>;
export type TierState = Safekeeping['tiers'][number];
export type SystemBackup = AnswerOf<'GET /system-backups'>['items'][number];
export type Drill = AnswerOf<'GET /restore-drills/:id'>;

/** Every query of the system's backups and drills begins with this word. */
export const safekeepingKey = ['safekeeping'];

/** What was asked for begins within seconds, and a drill goes on for minutes: whoever watches sees it. */
const watchEveryMs = 5000;

export const safekeepingQuery = queryOptions({ queryKey: [...safekeepingKey, 'tiers'], queryFn: ({ signal }) => call('GET /backup-tiers', { signal }), refetchInterval: watchEveryMs });

/** A drill; asked for again while it runs. */
export const drillQuery = (id: string) =>
  queryOptions({
    queryKey: [...safekeepingKey, 'drill', id],
    queryFn: ({ signal }) => call('GET /restore-drills/:id', { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? watchEveryMs : false),
  });

/** The filters of the list of backups. */
export interface BackupFilters {
  tier?: SystemBackup['tier'] | undefined;
  state?: SystemBackup['state'] | undefined;
}

/** Backups, the latest first. */
export const useSystemBackups = ({ tier, state }: BackupFilters) =>
  useRecordList(
    [...safekeepingKey, 'backups', tier, state],
    async (before, signal) => pageOf(await call('GET /system-backups', { query: { ...(tier && { tier }), ...(state && { state }), ...(before && { before }) }, signal })),
    watchEveryMs,
  );

/** Drills, the latest first. */
export const useDrills = () =>
  useRecordList([...safekeepingKey, 'drills'], async (before, signal) => pageOf(await call('GET /restore-drills', { query: { ...(before && { before }) }, signal })), watchEveryMs);

/** The page behind this one begins below its last row. */
const pageOf = <Row extends { id: string }>({ items, hasMore }: { items: Row[]; hasMore: boolean }) => ({ items, nextCursor: hasMore ? (items.at(-1)?.id ?? null) : null });
