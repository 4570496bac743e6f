import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api';
import { membersKey, type Position, schemesKey } from './member';
import { type Payers, positions } from './scheme-yield';

export const memberQuery = (id: string) =>
  queryOptions({ queryKey: [membersKey, 'member', id], queryFn: ({ signal }) => call('GET /members/:id', { params: { id }, signal }) });

/** How the number of members came about over a period, both days included. */
export const membershipFlowQuery = (from: string, to: string) =>
  queryOptions({ queryKey: [membersKey, 'flow', from, to], queryFn: ({ signal }) => call('GET /membership-flow', { query: { from, to }, signal }) });

export const changeQuery = (id: string) =>
  queryOptions({ queryKey: [membersKey, 'change', id], queryFn: ({ signal }) => call('GET /membership-changes/:id', { params: { id }, signal }) });

/** How many changes wait for a meeting, for the button that leads to them. */
export const openChangesQuery = queryOptions({
  queryKey: [membersKey, 'changes', 'open'],
  queryFn: ({ signal }) => call('GET /membership-changes', { query: { state: 'proposed', limit: 100 }, signal }),
});

export const dueQuery = (id: string) =>
  queryOptions({ queryKey: [membersKey, 'due', id], queryFn: ({ signal }) => call('GET /dues/:id', { params: { id }, signal }) });

/** How many members owe a due today, by position: counted by the server, so that a roll of any length is one figure each. */
export const payersQuery = queryOptions({
  queryKey: [membersKey, 'payers'],
  queryFn: async ({ signal }): Promise<Payers> => {
    const countOf = async (position: Position) => {
      const totals = await Promise.all((['active', 'suspended'] as const).map((state) => call('GET /members', { query: { position, state, limit: 1 }, signal })));
      return [position, totals.reduce((sum, { total }) => sum + total, 0)] as const;
    };
    return Object.fromEntries(await Promise.all(positions.map(countOf))) as Payers;
  },
});

/** 试算: what the dues of a year would be. */
export const duesRunQuery = (year: number) =>
  queryOptions({ queryKey: [membersKey, 'dues-run', year], queryFn: ({ signal }) => call('GET /dues-runs/:year', { params: { year }, signal }) });

export const schemesQuery = queryOptions({
  queryKey: [schemesKey],
  queryFn: ({ signal }) => call('GET /dues-schemes', { signal }),
});

export const schemeQuery = (version: string) =>
  queryOptions({ queryKey: [schemesKey, version], queryFn: ({ signal }) => call('GET /dues-schemes/:version', { params: { version }, signal }) });
