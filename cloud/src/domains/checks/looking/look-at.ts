import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DocumentKind } from '../../../adapters/ocr/ocr';
import type { PictureLook } from './look';
import type { LookNews, LookOrder } from './look-worker';

/** What looking at one picture may take. */
const limits = { seconds: 30, megabytes: 256 };

interface Waiting {
  resolve: (look: PictureLook) => void;
  reject: (error: Error) => void;
  timer: NodeJS.Timeout;
}

let thread: { worker: Worker; waiting: Map<number, Waiting> } | undefined;
let last = 0;

/**
 * 影像检测: every detector but `duplicate` on one picture, in a thread that starts with the first picture, serves all that
 * come, and keeps no process alive. A picture that ends the thread costs those that were in it; the next starts another.
 * @param expected what the picture was taken for: it says what is judged of it
 * @throws Error where the picture cannot be read, takes too long, or ended the thread
 */
export function lookAt(picture: Buffer, expected: DocumentKind): Promise<PictureLook> {
  const { worker, waiting } = (thread ??= startThread());
  return new Promise((resolve, reject) => {
    const id = ++last;
    const timer = setTimeout(() => endThread(worker, new Error(`a picture was not looked at within ${limits.seconds} s`)), limits.seconds * 1000);
    waiting.set(id, { resolve, reject, timer });
    worker.ref();
    worker.postMessage({ id, picture, expected } satisfies LookOrder);
  });
}

function startThread() {
  const worker = new Worker(join(__dirname, `look-worker${extname(__filename)}`), {
    execArgv: ['--require', require.resolve('tsx/cjs')],
    resourceLimits: { maxOldGenerationSizeMb: limits.megabytes },
  });
  const waiting = new Map<number, Waiting>();
  worker.on('message', (news: LookNews) => {
    const asked = waiting.get(news.id);
    waiting.delete(news.id);
    clearTimeout(asked?.timer);
    if (waiting.size === 0) worker.unref();
    if ('look' in news) asked?.resolve(news.look);
    else asked?.reject(new Error(`a picture cannot be looked at: ${news.unreadable}`));
  });
  worker.on('error', (error) => endThread(worker, error));
  worker.on('exit', () => endThread(worker, new Error('the looking thread ended')));
  return { worker, waiting };
}

/** Gives up a thread and all that is in it. */
function endThread(worker: Worker, why: Error): void {
  if (thread?.worker !== worker) return;
  const { waiting } = thread;
  thread = undefined;
  for (const { reject, timer } of waiting.values()) {
    clearTimeout(timer);
    reject(why);
  }
  void worker.terminate();
}
