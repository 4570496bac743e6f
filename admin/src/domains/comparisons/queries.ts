import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { comparisonsKey } from './comparisons';

export const yearQuery = (year: number) => queryOptions({ queryKey: [comparisonsKey, 'year', year], queryFn: ({ signal }) => call('GET /comparisons', { query: { year }, signal }), placeholderData: keepPreviousData });

export const monthQuery = (month: string) => queryOptions({ queryKey: [comparisonsKey, 'month', month], queryFn: ({ signal }) => call('GET /comparisons/:month', { params: { month }, signal }) });

export const listsQuery = queryOptions({ queryKey: [comparisonsKey, 'lists'], queryFn: ({ signal }) => call('GET /registration-lists', { signal }) });
