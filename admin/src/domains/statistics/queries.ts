import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { statisticsKey } from './statistics';

export const periodsQuery = (of: 'month' | 'year') => queryOptions({ queryKey: [statisticsKey, 'periods', of], queryFn: ({ signal }) => call('GET /statistic-periods', { query: { of }, signal }) });

export const periodQuery = (period: string, edition?: number) =>
  queryOptions({
    queryKey: [statisticsKey, 'period', period, edition ?? 'in-force'],
    queryFn: ({ signal }) => call('GET /statistic-periods/:period', { params: { period }, query: edition === undefined ? {} : { edition }, signal }),
    placeholderData: keepPreviousData,
  });

/** The course of an item, of the whole city or of one member, up to a month or to the newest. */
export const courseQuery = (query: { item: string; dimension?: string; member?: string; to?: string }) =>
  queryOptions({ queryKey: [statisticsKey, 'course', query], queryFn: ({ signal }) => call('GET /statistic-course', { query, signal }), placeholderData: keepPreviousData });

export const importsQuery = queryOptions({ queryKey: [statisticsKey, 'imports'], queryFn: ({ signal }) => call('GET /statistic-imports', { query: {}, signal }) });

export const importQuery = (id: string) => queryOptions({ queryKey: [statisticsKey, 'import', id], queryFn: ({ signal }) => call('GET /statistic-imports/:id', { params: { id }, signal }) });

export const schemasQuery = queryOptions({ queryKey: [statisticsKey, 'schemas'], queryFn: ({ signal }) => call('GET /statistic-schemas', { signal }) });
