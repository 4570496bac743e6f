import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleResult } from './check';
import { openResults, stopSentence } from './check-groups';
import { type Look, lookAfter, looksOf } from './places';
import { dealCheckQuery } from './queries';
import { useMay } from './rights';

/** The check of one deal on its page: its results, the place that is being looked at, and the result to be overridden. */
export function useDealCheck(transactionId: string, isOver: boolean) {
  const mayRead = useMay()('GET /transactions/:id/checks');
  const query = useQuery({ ...dealCheckQuery(transactionId, isOver), enabled: mayRead });
  const [look, setLook] = useState<Look>();
  const [overridden, setOverridden] = useState<RuleResult>();

  const results = query.data?.results ?? [];
  const open = openResults(results);
  return {
    mayRead,
    query,
    look,
    setLook,
    overridden,
    setOverridden,
    openCount: open.length,
    /** Whether a finding waits for the caller's decision. */
    mayOverride: open.some((result) => result.may.override),
    /** Why the deal cannot be completed, as far as the page knows; the server decides by itself. */
    stop: stopSentence(results),
    isReading: query.data?.state === 'reading',
    /** The place after the one that is looked at; behind the last one the first. */
    nextLook: (): Look | undefined => lookAfter(looksOf(results), look),
    /** The result that an act by keyboard is about: what is looked at, else the first that stops. */
    overridable: (): RuleResult | undefined => {
      const may = open.filter((result) => result.may.override);
      return may.find(({ rule }) => rule === look?.result.rule) ?? may[0];
    },
  };
}
