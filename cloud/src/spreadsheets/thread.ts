import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Refusal } from '../http/errors';
import { sourceLoader } from '../threads';

/** What reading or writing one table may take. */
const limits = { seconds: 30, megabytes: 384 };
/** Threads that work at once in this process; who comes later waits. */
const lanes = 2;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Does the work of one module of this folder in a thread of its own, so that the server answers others meanwhile.
 * `onNews` is told each message; its answer, where it has one, goes back to the thread; `done` ends the work at once.
 * @throws request refusals of `onNews`; spreadsheet.too_slow, spreadsheet.too_large where the limits are reached.
 */
export async function inThread<News>(module: 'read-worker' | 'sheets-worker' | 'write-worker', order: object, onNews: (news: News) => 'done' | 'go on'): Promise<void> {
  if (running >= lanes) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    await run(module, order, onNews);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

async function run<News>(module: string, order: object, onNews: (news: News) => 'done' | 'go on'): Promise<void> {
  const worker = new Worker(join(__dirname, module + extname(__filename)), {
    workerData: order,
    execArgv: sourceLoader,
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Refusal('spreadsheet.too_slow')), limits.seconds * 1000);
      worker.once('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('spreadsheet.too_large') : error));
      worker.once('exit', () => resolve());
      worker.on('message', (news: News) => {
        try {
          if (onNews(news) === 'done') resolve();
          else worker.postMessage('go on');
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
