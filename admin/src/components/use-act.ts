import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { sentenceOf } from '../api';
import { useIdempotencyKey } from './use-idempotency-key';

interface ActOptions<Input, Answer> {
  /** What it is done to, so that the same words about something else are another act. */
  about: string;
  send: (input: Input, idempotencyKey: string) => Promise<Answer>;
  /** The queries that ask again afterwards, whatever came of it: a colleague may have been faster. */
  renews: QueryKey[];
  /** What is said once it is done. */
  done?: string;
  /** What did not happen, such as 没有通过, where no dialog stands there to say it. */
  failed?: string;
  onDone?: (answer: Answer) => void;
}

/** One act on a record: repeated after a lost answer it is done once, and what it changes is read anew. */
export function useAct<Input = void, Answer = unknown>({ about, send, renews, done, failed, onDone }: ActOptions<Input, Answer>) {
  const client = useQueryClient();
  const intent = useIdempotencyKey();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (input: Input) => send(input, intent.keyFor([about, input ?? null])),
    onSuccess: (answer) => {
      if (done) void message.success(done);
      onDone?.(answer);
    },
    onError: (error) => {
      // What it answers is only fulfilled when the words are gone again, and the act would last as long.
      if (failed) void message.error(`${failed}：${sentenceOf(error)}`);
    },
    onSettled: (_, error) => {
      intent.settle(error);
      for (const queryKey of renews) void client.invalidateQueries({ queryKey });
    },
  });
}
