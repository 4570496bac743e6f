import type { Answers, Question, Said } from './questions';

/** The part of a `Worker` that is used. */
export interface WorkerLike {
  postMessage(message: unknown, transfer: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Said>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The worker ended, hung, or failed by its own fault; `spare` is the picture that it had, if it could still hand it back. */
export class WorkerLost extends Error {
  constructor(readonly spare: ImageBitmap | undefined) {
    super('the picture worker was lost');
  }
}

/** The worker says that nothing can be made of what it was given; the message is for who gave it. */
export class Refused extends Error {}

type AnswerTo<Q extends Question> = Answers[Q['ask']];

/**
 * A worker that is asked one question after another. One that ends, does not answer in time or fails is replaced by a new one with
 * the next question.
 * @param seconds after which an answer is given up
 */
export function hireWorker(start: () => WorkerLike, seconds: number) {
  let worker: WorkerLike | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let number = 0;

  function putToIt<Q extends Question>(question: Q, transfer: Transferable[]): Promise<AnswerTo<Q>> {
    return new Promise((resolve, reject) => {
      const own = ++number;
      let spare: ImageBitmap | undefined;
      const lose = () => {
        clearTimeout(timer);
        worker?.terminate();
        worker = undefined;
        reject(new WorkerLost(spare));
      };
      const timer = setTimeout(lose, seconds * 1000);
      try {
        worker ??= start();
        worker.onerror = lose;
        worker.onmessage = ({ data }) => {
          if (data.number !== own) return;
          if ('spare' in data) {
            spare = data.spare;
            return;
          }
          if ('fault' in data) return lose();
          clearTimeout(timer);
          spare?.close();
          if ('unreadable' in data) reject(new Refused(data.unreadable));
          else resolve(data.answer as AnswerTo<Q>);
        };
        worker.postMessage({ ...question, number: own }, transfer);
      } catch {
        lose();
      }
    });
  }

  return {
    isBusy: () => waiting > 0,
    /** @throws Refused, WorkerLost */
    ask<Q extends Question>(question: Q, transfer: Transferable[] = []): Promise<AnswerTo<Q>> {
      waiting++;
      const answer = last.then(() => putToIt(question, transfer)).finally(() => waiting--);
      last = answer.catch(() => undefined);
      return answer;
    },
  };
}
