import { extname } from 'node:path';
import { parentPort, Worker } from 'node:worker_threads';

interface Order {
  id: number;
  question: unknown;
}
type News = { id: number } & ({ answer: unknown } | { failed: string });

interface Waiting {
  resolve: (answer: never) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout | undefined;
}

/** The words by which a thread or process of ours runs these sources as they stand; what was built needs none. */
export const sourceLoader = extname(__filename) === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [];

/** A thread that answers questions, any number at once. */
export interface AskedThread<Question> {
  /** @throws Error where the answer failed or took too long, or the thread ended */
  ask<Answer>(question: Question): Promise<Answer>;
  /** Whether it has ended: what it held is gone with it. */
  ended(): boolean;
  end(): Promise<void>;
}

export interface ThreadLimits {
  /** What it does, for its errors: "looking at a picture". */
  doing: string;
  /** What takes longer ends the thread, with all that it was asked. */
  seconds?: number;
  megabytes?: number;
}

/**
 * Starts a thread, which keeps no process alive while it is asked nothing.
 * @param file its module without the ending; it calls `answerQuestions`
 */
export function startThread<Question>(file: string, { doing, seconds, megabytes }: ThreadLimits): AskedThread<Question> {
  const worker = new Worker(file + extname(__filename), {
    execArgv: sourceLoader,
    ...(megabytes ? { resourceLimits: { maxOldGenerationSizeMb: megabytes } } : {}),
  });
  const waiting = new Map<number, Waiting>();
  let [last, ended] = [0, false];

  function end(why: Error): void {
    ended = true;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(why);
    }
    waiting.clear();
    void worker.terminate();
  }

  worker.on('message', (news: News) => {
    const asked = waiting.get(news.id);
    waiting.delete(news.id);
    clearTimeout(asked?.timer);
    if (waiting.size === 0) worker.unref();
    if ('failed' in news) asked?.reject(new Error(`${doing} failed: ${news.failed}`));
    else asked?.resolve(news.answer as never);
  });
  worker.on('error', end);
  worker.on('exit', () => end(new Error(`the thread for ${doing} ended`)));
  worker.unref();

  return {
    ask: <Answer>(question: Question) =>
      new Promise<Answer>((resolve, reject) => {
        if (ended) return reject(new Error(`the thread for ${doing} has ended`));
        const id = ++last;
        const timer = seconds === undefined ? undefined : setTimeout(() => end(new Error(`${doing} took more than ${seconds} s`)), seconds * 1000);
        waiting.set(id, { resolve, reject, timer });
        worker.ref();
        worker.postMessage({ id, question } satisfies Order);
      }),
    ended: () => ended,
    async end() {
      await worker.terminate();
    },
  };
}

/** The question that a thread is asked, which starts with the first one, and anew where it has ended. */
export function askThread<Question>(file: string, limits: ThreadLimits): AskedThread<Question>['ask'] {
  let thread: AskedThread<Question> | undefined;
  return (question) => {
    if (!thread || thread.ended()) thread = startThread(file, limits);
    return thread.ask(question);
  };
}

/** What the module of a thread does: answers what it is asked. Bytes come and go as `Uint8Array`. */
export function answerQuestions<Question>(answer: (question: Question) => unknown): void {
  const port = parentPort!;
  port.on('message', ({ id, question }: Order) => {
    void (async () => answer(question as Question))().then(
      (given: unknown) => port.postMessage({ id, answer: given } satisfies News),
      (error: unknown) => port.postMessage({ id, failed: String(error) } satisfies News),
    );
  });
}

/** Bytes that came from another thread, as Node knows them. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
