import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call, isRefusal } from '../../api';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { dealCheckKey } from '../checks/queries';
import { dealEvidenceKey } from '../evidence/queries';
import type { Tally } from './check-marks';
import type { Deal } from './deal';
import { dealQuery, historyQuery, queueQuery } from './queries';

/** What the operator has just done with the deal on the page. */
export type Outcome = { kind: 'completed' } | { kind: 'returned'; count: number };

/** Completing a deal and returning single pictures; the deal on the page is always what the server answered last. */
export function useDecision(id: string, onDone: () => void) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const [outcome, setOutcome] = useState<Outcome>();

  const accept = (deal: Deal, done: Outcome) => {
    client.setQueryData(dealQuery(id).queryKey, deal);
    setOutcome(done);
    onDone();
  };
  const settle = (error: unknown) => {
    intent.settle(error);
    if (isRefusal(error, 'transaction.wrong_state', 'transaction.held', 'transaction.not_checked', 'image.not_found', 'transaction.not_found')) {
      void client.invalidateQueries({ queryKey: dealQuery(id).queryKey, exact: true });
    }
    void client.invalidateQueries({ queryKey: historyQuery(id).queryKey });
    void client.invalidateQueries({ queryKey: dealCheckKey(id) });
    void client.invalidateQueries({ queryKey: dealEvidenceKey(id) });
    void client.invalidateQueries({ queryKey: queueQuery.queryKey });
    void client.invalidateQueries({ queryKey: ['transaction-counts'] });
  };

  const complete = useMutation({
    mutationFn: (checkedImageIds: string[]) =>
      call('POST /transactions/:id/completion', {
        params: { id },
        body: { checkedImageIds },
        idempotencyKey: intent.keyFor(['completion', id, checkedImageIds]),
      }),
    onSuccess: (deal) => accept(deal, { kind: 'completed' }),
    onSettled: (_, error) => settle(error),
  });
  const giveBack = useMutation({
    mutationFn: (returning: Tally['returning']) => {
      const images = returning.map(({ imageId, code, note }) => ({ imageId, code, ...(note && { note }) }));
      return call('POST /transactions/:id/returns', {
        params: { id },
        body: { images },
        idempotencyKey: intent.keyFor(['returns', id, images]),
      });
    },
    onSuccess: (deal, returning) => accept(deal, { kind: 'returned', count: returning.length }),
    onSettled: (_, error) => settle(error),
  });
  return { complete, giveBack, outcome };
}
