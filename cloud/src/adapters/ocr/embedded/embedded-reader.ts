import { type ChildProcess, fork } from 'node:child_process';
import { extname, join } from 'node:path';
import { ProviderError } from '../../provider-error';
import type { DocumentKind, DocumentReader, Reading } from '../ocr';
import { engine } from './engine';
import type { ReadNews, ReadOrder } from './read-process';

/** What one reading may take; the first one of a process includes its start. */
const limits = { seconds: 30, megabytes: 512 };

interface Job {
  order: ReadOrder;
  resolve: (reading: Reading) => void;
  reject: (error: ProviderError) => void;
}

export interface EmbeddedReaderOptions {
  /** How many pictures are read at once; each takes one processor core and about 500 MB. */
  workers: number;
  seconds?: number;
}

/**
 * Reads pictures on this machine, in processes of their own that are started with the first picture. They unpack strangers'
 * bytes by native code: what breaks or hangs is replaced and costs the one reading, and they are handed no environment.
 */
export function createEmbeddedReader({ workers, seconds = limits.seconds }: EmbeddedReaderOptions): DocumentReader {
  const waiting: Job[] = [];
  const idle: ChildProcess[] = [];
  const running = new Set<ChildProcess>();
  let closed = false;

  const work = () => {
    while (waiting.length > 0 && !closed) {
      const child = idle.pop() ?? (running.size < workers ? start() : undefined);
      if (!child) return;
      give(child, waiting.shift()!);
    }
  };

  const start = () => {
    const child = startProcess();
    running.add(child);
    child.once('exit', () => {
      running.delete(child);
      if (idle.includes(child)) idle.splice(idle.indexOf(child), 1);
    });
    return child;
  };

  const give = (child: ChildProcess, { order, resolve, reject }: Job) => {
    const done = (tell: () => void) => {
      clearTimeout(timer);
      child.removeAllListeners('message').off('exit', onExit).off('error', onError);
      tell();
    };
    const onExit = (code: number | null, signal: string | null) => {
      done(() => reject(failure('unavailable', signal ?? `exit_${code}`)));
      work();
    };
    const onError = (error: NodeJS.ErrnoException) => void error;
    const timer = setTimeout(() => {
      done(() => reject(failure('timeout', 'too_slow')));
      running.delete(child);
      child.kill('SIGKILL');
      work();
    }, seconds * 1000);
    child.once('message', (news: ReadNews) => {
      done(() => ('reading' in news ? resolve(news.reading) : reject(failure('rejected', 'unreadable'))));
      hold(child, false);
      idle.push(child);
      work();
    });
    child.once('exit', onExit).on('error', onError);
    hold(child, true);
    child.send(order);
  };

  return {
    engine,
    onThisMachine: true,
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
      await Promise.all([...running].map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve()).kill('SIGKILL'))));
    },
  };
}

const failure = (kind: 'timeout' | 'unavailable' | 'rejected', code: string) => new ProviderError(kind, 'ocr', 'read', code);

function startProcess(): ChildProcess {
  return fork(join(__dirname, `read-process${extname(__filename)}`), {
    execArgv: ['--require', require.resolve('tsx/cjs'), `--max-old-space-size=${limits.megabytes}`],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

/** An idle process does not keep the program from ending. */
function hold(child: ChildProcess, busy: boolean): void {
  const [process, channel] = [child, child.channel];
  if (busy) {
    process.ref();
    channel?.ref();
  } else {
    process.unref();
    channel?.unref();
  }
}
