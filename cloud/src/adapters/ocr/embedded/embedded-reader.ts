import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { sourceLoader } from '../../../threads';
import { ProviderError } from '../../provider-error';
import type { DocumentKind, DocumentReader, Reading } from '../ocr';
import { engine } from './engine';
import type { ReadNews, ReadOrder } from './read-process';

/** What one reading may take; the first one of a process includes its start. */
const limits = { seconds: 30, megabytes: 512 };

export interface EmbeddedReaderOptions {
  /** How many pictures are read at once; each takes a processor core and 400 to 550 MB. */
  workers: number;
  seconds?: number;
  /** Is told each process that is started, to measure it. */
  onStart?: (pid: number) => void;
}

interface Job {
  order: ReadOrder;
  resolve: (reading: Reading) => void;
  reject: (error: ProviderError) => void;
}

/**
 * Reads pictures on this machine, in processes of their own that are started with the first picture. Native code unpacks
 * strangers' bytes there: what breaks or hangs is replaced and costs the one reading, and no environment is handed to it.
 */
export function createEmbeddedReader({ workers, seconds = limits.seconds, onStart }: EmbeddedReaderOptions): DocumentReader {
  const waiting: Job[] = [];
  const idle: ChildProcess[] = [];
  const living = new Set<ChildProcess>();
  let closed = false;

  function work(): void {
    while (waiting.length > 0) {
      const child = idle.pop() ?? (living.size < workers ? start() : undefined);
      if (!child) return;
      give(child, waiting.shift()!);
    }
  }

  function start(): ChildProcess {
    const child = startProcess();
    living.add(child);
    child.once('exit', () => leave(child));
    if (child.pid) onStart?.(child.pid);
    return child;
  }

  function leave(child: ChildProcess): void {
    living.delete(child);
    if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
  }

  function give(child: ChildProcess, { order, resolve, reject }: Job): void {
    const end = (tell: () => void) => {
      clearTimeout(timer);
      child.off('message', onNews).off('exit', onExit).off('error', onError);
      tell();
      work();
    };
    const onNews = (news: ReadNews) => {
      hold(child, false);
      idle.push(child);
      end(() => ('reading' in news ? resolve(news.reading) : reject(failure('rejected', 'unreadable'))));
    };
    const onExit = (code: number | null, signal: string | null) => end(() => reject(failure('unavailable', closed ? 'closed' : (signal ?? `exit_${code}`))));
    const onError = ({ code }: NodeJS.ErrnoException) => {
      leave(child);
      child.kill('SIGKILL');
      end(() => reject(failure('unavailable', code)));
    };
    const timer = setTimeout(() => {
      leave(child);
      child.kill('SIGKILL');
      end(() => reject(failure('timeout')));
    }, seconds * 1000);
    child.on('message', onNews).on('exit', onExit).on('error', onError);
    hold(child, true);
    child.send(order);
  }

  return {
    engine,
    read(picture: Buffer, expected: DocumentKind) {
      if (closed) return Promise.reject(failure('unavailable', 'closed'));
      return new Promise<Reading>((resolve, reject) => {
        waiting.push({ order: { picture, expected }, resolve, reject });
        work();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(failure('unavailable', 'closed'));
      await Promise.all(
        [...living].map((child) => {
          child.ref();
          return new Promise<void>((resolve) => void child.once('exit', () => resolve()).kill('SIGKILL'));
        }),
      );
    },
  };
}

const failure = (kind: 'timeout' | 'unavailable' | 'rejected', code?: string) => new ProviderError(kind, 'ocr', 'read', code);

function startProcess(): ChildProcess {
  const child = fork(join(__dirname, `read-process${extname(__filename)}`), {
    execArgv: [...sourceLoader, `--max-old-space-size=${limits.megabytes}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  // A process that dies between two pictures is told by its exit.
  child.on('error', () => undefined);
  return child;
}

/** An idle process does not keep the program from ending. */
function hold(child: ChildProcess, busy: boolean): void {
  for (const held of [child, child.channel]) {
    if (busy) held?.ref();
    else held?.unref();
  }
}
