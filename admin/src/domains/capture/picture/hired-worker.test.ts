import { hireWorker, Refused, type WorkerLike, WorkerLost } from './hired-worker';
import type { Said } from './questions';

const seen = { corners: null, preview: null };
const question = () => ({ ask: 'look', frame: {} as ImageBitmap, seek: true, preview: null }) as const;

/** Workers of which the test says what they do with a question. */
function workers(...does: ((say: (said: Omit<Said, 'number'> & object) => void, worker: WorkerLike) => void)[]) {
  const ended: number[] = [];
  let started = 0;
  const start = (): WorkerLike => {
    const own = started++;
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      terminate: () => void ended.push(own),
      postMessage: (message) => does[own]!((said) => worker.onmessage?.({ data: { number: (message as { number: number }).number, ...said } as Said } as MessageEvent<Said>), worker),
    };
    return worker;
  };
  return { start, ended, count: () => started };
}

describe('the worker for pictures', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('answers one question after the other', async () => {
    const { start, count } = workers((say) => setTimeout(() => say({ answer: seen }), 10));
    const hired = hireWorker(start, 5);
    const both = Promise.all([hired.ask(question()), hired.ask(question())]);
    expect(hired.isBusy()).toBe(true);
    await jest.advanceTimersByTimeAsync(30);
    expect(await both).toEqual([seen, seen]);
    expect([hired.isBusy(), count()]).toEqual([false, 1]);
  });

  it('is replaced when it hangs, and hands back the spare that it gave', async () => {
    const spare = { close: jest.fn() } as unknown as ImageBitmap;
    const { start, ended } = workers(
      (say) => say({ spare }),
      (say) => say({ answer: seen }),
    );
    const hired = hireWorker(start, 5);
    const first = hired.ask(question()).catch((error: unknown) => error);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await first).toMatchObject({ spare });
    expect(ended).toEqual([0]);
    expect(await hired.ask(question())).toEqual(seen);
  });

  it('is replaced when it ends or fails, but not for a file that is no picture', async () => {
    const { start, count } = workers(
      (_say, worker) => worker.onerror?.({} as ErrorEvent),
      (say) => say({ fault: 'out of memory' }),
      (say) => say({ unreadable: '这个文件不是照片' }),
    );
    const hired = hireWorker(start, 5);
    await expect(hired.ask(question())).rejects.toThrow(WorkerLost);
    await expect(hired.ask(question())).rejects.toThrow(WorkerLost);
    await expect(hired.ask(question())).rejects.toThrow(new Refused('这个文件不是照片'));
    await expect(hired.ask(question())).rejects.toThrow(Refused);
    expect(count()).toBe(3);
  });

  it('that does not start at all is no riddle', async () => {
    const hired = hireWorker(() => {
      throw new Error('blocked');
    }, 5);
    await expect(hired.ask(question())).rejects.toThrow(WorkerLost);
  });
});
