import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import { requestQuery } from './queries';
import { registerKey, type RegisterRequest } from './register';

export type Decision = { approved: true; note?: string } | { approved: false; note: string };

/** Handing in, withdrawing and deciding one request; the request on the page is always what the server answered last. */
export function useRequestActs(id: string) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  /** Whether it was this person, just now, who decided. */
  const [hasDecided, setDecided] = useState(false);
  const { queryKey } = requestQuery(id);

  const settle = (request: RegisterRequest | undefined, error: unknown) => {
    intent.settle(error);
    if (request) client.setQueryData(queryKey, request);
    // A decision changes lists, files, the ledger and the stock; a refusal often means that a colleague was faster.
    void client.invalidateQueries({ queryKey: [registerKey] });
  };
  const submit = useMutation({
    mutationFn: () => call('POST /register-requests/:id/submission', { params: { id }, idempotencyKey: intent.keyFor(['submission', id]) }),
    onSettled: settle,
  });
  const withdraw = useMutation({
    mutationFn: () => call('POST /register-requests/:id/withdrawal', { params: { id }, idempotencyKey: intent.keyFor(['withdrawal', id]) }),
    onSettled: settle,
  });
  const decide = useMutation({
    mutationFn: (body: Decision) =>
      call('POST /register-requests/:id/decision', { params: { id }, body, idempotencyKey: intent.keyFor(['decision', id, body]) }),
    onSuccess: () => setDecided(true),
    onSettled: settle,
  });
  return { submit, withdraw, decide, hasDecided, refresh: () => void client.invalidateQueries({ queryKey }) };
}

export type RequestActs = ReturnType<typeof useRequestActs>;
