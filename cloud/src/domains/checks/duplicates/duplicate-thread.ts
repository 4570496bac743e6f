import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DuplicateNews, DuplicateOrder } from './duplicate-worker';

/** A question without its number. */
export type DuplicateQuestion = DuplicateOrder extends infer Order ? (Order extends unknown ? Omit<Order, 'id'> : never) : never;

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
}

/** The thread that holds the index and compares pictures. */
export interface DuplicateThread {
  /** @throws Error where the thread failed or ended */
  ask<Answer>(question: DuplicateQuestion): Promise<Answer>;
  /** Whether it has ended: what it held is gone with it. */
  ended(): boolean;
  end(): Promise<void>;
}

/** Starts the thread; it keeps no process alive by itself. */
export function startDuplicateThread(): DuplicateThread {
  const worker = new Worker(join(__dirname, `duplicate-worker${extname(__filename)}`), { execArgv: ['--require', require.resolve('tsx/cjs')] });
  const waiting = new Map<number, Waiting>();
  let [last, ended] = [0, false];

  function end(why: Error): void {
    ended = true;
    for (const { reject } of waiting.values()) reject(why);
    waiting.clear();
  }

  worker.on('message', (news: DuplicateNews) => {
    const asked = waiting.get(news.id);
    waiting.delete(news.id);
    if (waiting.size === 0) worker.unref();
    if ('failed' in news) asked?.reject(new Error(`the duplicate search failed: ${news.failed}`));
    else asked?.resolve(news.answer as never);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error('the thread of the duplicate search ended')));
  worker.unref();

  return {
    ask: <Answer>(question: DuplicateQuestion) =>
      new Promise<Answer>((resolve, reject) => {
        if (ended) return reject(new Error('the thread of the duplicate search has ended'));
        const id = ++last;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, ...question } as DuplicateOrder);
      }),
    ended: () => ended,
    async end() {
      await worker.terminate();
    },
  };
}
