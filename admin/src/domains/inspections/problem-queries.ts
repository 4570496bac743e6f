import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { problemsKey } from './problem';

/** One problem card with its pictures and steps. */
export const problemQuery = (id: string) =>
  queryOptions({ queryKey: [problemsKey, id], queryFn: ({ signal }) => call('GET /problems/:id', { params: { id }, signal }) });
