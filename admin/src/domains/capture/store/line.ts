import { call } from '../../../api';
import type { Keeping } from './keeping';

/** 上传许可 of one picture. */
export interface Permit {
  url: string;
  fields: Record<string, string>;
}

/** How the sender reaches the outside. */
export interface Line {
  call: typeof call;
  /** Posts the form to the storage; undefined where no answer came. */
  upload(permit: Permit, jpeg: ArrayBuffer, signal: AbortSignal): Promise<{ status: number; text: string } | undefined>;
  /** Whether the server is there; asks for nothing. */
  isThere(signal: AbortSignal): Promise<boolean>;
}

/** What the parts of the sender share on one run. */
export interface Errand {
  keeping: Keeping;
  line: Line;
  /** This PC's clock, in ms. */
  now: () => number;
  staff: { id: string; market: { id: string } | null };
  signal: AbortSignal;
  /** How often the storage or the way there spoiled a picture, by its id. */
  spoiled: Map<string, number>;
}

const uploadMs = 180_000;
const probeMs = 5_000;

/** Does `work` until `signal` or the time ends it; then it is aborted. */
async function within<T>(signal: AbortSignal, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const leave = () => stop.abort();
  const patience = setTimeout(leave, ms);
  signal.addEventListener('abort', leave);
  try {
    signal.throwIfAborted();
    return await work(stop.signal);
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', leave);
  }
}

export const line: Line = {
  call,
  async upload({ url, fields }, jpeg, signal) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // The storage reads the fields first: the file comes last.
    form.append('file', new Blob([jpeg], { type: 'image/jpeg' }), 'picture.jpg');
    try {
      return await within(signal, uploadMs, async (stop) => {
        const response = await fetch(url, { method: 'POST', body: form, credentials: 'omit', signal: stop });
        return { status: response.status, text: await response.text() };
      });
    } catch (error) {
      if (signal.aborted) throw error;
      return undefined;
    }
  },
  async isThere(signal) {
    try {
      return await within(signal, probeMs, async (stop) => {
        const response = await fetch('/healthz', { cache: 'no-store', credentials: 'omit', signal: stop });
        // Another network's log-in page answers, too.
        return response.ok && ((await response.json()) as { status?: unknown }).status === 'ok';
      });
    } catch (error) {
      if (signal.aborted) throw error;
      return false;
    }
  },
};
