import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { call } from '../../../api';
import { useStaff } from '../../../session';
import type { StationFacts } from '../counter-deal';
import { isInUse } from './in-use';
import { keeping } from './station';

const everyMs = 10 * 60_000;

/** What the counter's page must know: from the server, else as remembered for this operator's market. */
export function useStationFacts(): { facts: StationFacts | null; error: unknown } {
  const { market } = useStaff();
  const { facts: remembered } = useSyncExternalStore(keeping.subscribe, keeping.state);
  const { data, error } = useQuery({
    queryKey: ['capture-station', market?.id],
    queryFn: async ({ signal }) => {
      const [asked, facts] = [Date.now(), await call('GET /capture-station', { signal })];
      // The answer was written about half way between the question and now.
      await keeping.noteFacts(facts, Date.parse(facts.now) - (asked + Date.now()) / 2).catch(() => undefined); // Told by `useKeeping`.
      return facts;
    },
    staleTime: everyMs,
    refetchInterval: () => (isInUse() ? everyMs : false),
  });
  const facts = remembered?.facts.marketId === market?.id ? (remembered?.facts ?? null) : null;
  return { facts: facts ?? data ?? null, error: facts || data ? null : error };
}
