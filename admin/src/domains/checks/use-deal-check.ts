import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RuleResult, Spot } from './check';
import { openResults, stopSentence } from './check-groups';
import { spotsOf } from './check-wording';
import { dealCheckQuery } from './queries';
import { useMay } from './rights';

/** A place on a picture with the result that speaks of it. */
export interface Look {
  result: RuleResult;
  spot: Spot;
}

/** The check of one deal on its page: its results, the place that is being looked at, and the result to be overridden. */
export function useDealCheck(transactionId: string, isOver: boolean) {
  const mayRead = useMay()('GET /transactions/:id/checks');
  const query = useQuery({ ...dealCheckQuery(transactionId, isOver), enabled: mayRead });
  const [look, setLook] = useState<Look>();
  const [overridden, setOverridden] = useState<RuleResult>();

  const results = query.data?.results ?? [];
  const open = openResults(results);
  const looks = open.flatMap((result) => spotsOf(result).map((spot): Look => ({ result, spot })));
  const isAt = (one: Look) =>
    look?.result.rule === one.result.rule && look.spot.imageId === one.spot.imageId && JSON.stringify(look.spot.box) === JSON.stringify(one.spot.box);
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
    nextLook: (): Look | undefined => looks[(looks.findIndex(isAt) + 1) % Math.max(looks.length, 1)],
    /** The result that an act by keyboard is about: what is looked at, else the first that stops. */
    overridable: (): RuleResult | undefined => {
      const may = open.filter((result) => result.may.override);
      return may.find(({ rule }) => rule === look?.result.rule) ?? may[0];
    },
  };
}
