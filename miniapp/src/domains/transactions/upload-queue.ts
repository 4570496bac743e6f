import type { AnswerOf } from '@yongche/contract';
import { ApiError, offlineTexts, token } from '@/api';
import { newKey } from '@/intents';
import { dropPicture, keepPicture, onConnected, type CompressLimits } from '@/platform';
import { recall, remember } from '@/storage';
import { createStore, useStore } from '@/store';
import { messageOf } from '@/use-answer';
import type { CaptureContext } from './capture-context';
import { sendCapture } from './upload-steps';

export type Image = AnswerOf<'POST /images/:id/arrival'>['image'];
export type Permit = AnswerOf<'POST /transactions/:id/images'>['permits'][number];

/** A photo on its way from the phone to the storage; it leaves the queue when the server has received it and the deal was read again. */
export interface Capture {
  id: string;
  transactionId: string;
  /** Set where it corrects a 问题单 of this deal, whose own frozen pictures stay as they are. */
  problemId?: string;
  slot: string;
  slotTitle: string;
  /** The picture on the server whose place it takes. */
  replaces?: string;
  picture: string;
  limits: CompressLimits;
  /** Set once it is compressed: size, and hash where the platform can tell it. */
  ready?: { bytes: number; sha256?: string };
  capturedAt: string;
  capture: CaptureContext;
  permit?: { key: string; given?: Permit; givenAt?: number };
  /** `refused` needs the agent; `waiting` goes on by itself; `arrived` carries the server's verdict until the deal is read again. */
  state: 'waiting' | 'sending' | 'refused' | 'arrived';
  arrived?: Image;
  /** 0…100 of the bytes. */
  progress: number;
  attempts: number;
  /** Not to be tried again before this moment of the phone's clock. */
  notBefore?: number;
  /** Why it waits or was refused, in Chinese. */
  message?: string;
}

const atOnce = 3;
const queue = createStore<Capture[]>([]);
/** What a photo is for: the deal, or the 问题单 that it corrects. */
const ownerOf = ({ problemId, transactionId }: Capture) => problemId ?? transactionId;
/** The last picture that the server has received, with its verdict; `of` is the deal or 问题单 that it is for. */
export const lastArrival = createStore<{ image: Image; slotTitle: string; of: string } | undefined>(undefined);
const running = new Map<string, Capture>();
let timer: ReturnType<typeof setTimeout> | undefined;

/** The photos in the queue for this deal, or for this 问题单. */
export function useUploads(owner: string): Capture[] {
  return useStore(queue).filter((capture) => ownerOf(capture) === owner);
}

/** The same, once. */
export const uploadsOf = (owner: string) => queue.get().filter((capture) => ownerOf(capture) === owner);

/** Takes up what a killed app left behind; call it once when the app starts. */
export function resumeUploads(): void {
  const kept = recall<Capture[]>('uploads') ?? [];
  queue.set(
    kept
      .filter(({ state }) => state !== 'arrived')
      .map((capture) => (capture.state === 'sending' ? { ...capture, state: 'waiting', progress: 0 } : capture)),
  );
  onConnected(hurry);
  hurry();
}

/** Keeps a photo on the phone and begins its upload; returns as soon as it is safe, so the next photo may be taken. */
export async function enqueue(
  taken: Pick<Capture, 'transactionId' | 'problemId' | 'slot' | 'slotTitle' | 'limits' | 'replaces' | 'capture'> & {
    picture: string;
    retakes?: string;
  },
): Promise<void> {
  const { retakes, picture, ...rest } = taken;
  const id = newKey();
  const kept = await keepPicture(picture, `photo-${id}`);
  const earlier = queue.get().find((capture) => capture.id === retakes);
  const replaces = rest.replaces ?? earlier?.replaces ?? earlier?.permit?.given?.image.id;
  const capturedAt = new Date().toISOString();
  const capture: Capture = { ...rest, id, picture: kept, capturedAt, state: 'waiting', progress: 0, attempts: 0 };
  if (replaces) capture.replaces = replaces;
  change([...queue.get().filter((other) => other.id !== retakes), capture]);
  if (earlier) await dropPicture(earlier.picture);
  pump();
}

/** Tries a failed photo again, as the agent asked. */
export function retryUpload(id: string): void {
  update(id, { state: 'waiting', attempts: 0, notBefore: 0 });
  pump();
}

/** Takes a photo off the queue; it is deleted from the phone. */
export async function dropUpload(id: string): Promise<void> {
  const capture = queue.get().find((each) => each.id === id);
  change(queue.get().filter((each) => each.id !== id));
  if (capture) await dropPicture(capture.picture);
}

/** How many photos are not on the server yet. */
export const waitingUploads = () => queue.get().filter(({ state }) => state !== 'arrived').length;

/** The deal's captures that have arrived; hand them to `release` when the deal has been read after this. */
export const arrivedIn = (owner: string) => uploadsOf(owner).filter(({ state }) => state === 'arrived');

/** The deal, or the 问题单, as the server tells it now has these pictures. */
export function release(captures: Capture[]): void {
  const ids = new Set(captures.map(({ id }) => id));
  if (ids.size > 0) change(queue.get().filter(({ id }) => !ids.has(id)));
}

/** Deletes all that waits, as the agent's own wish at logout. */
export async function dropAllUploads(): Promise<void> {
  await Promise.all(queue.get().map(({ id }) => dropUpload(id)));
}

/** The connection is back, or the app is, or the session: no more waiting. */
export function hurry(): void {
  queue.set(queue.get().map((capture) => ({ ...capture, notBefore: 0 })));
  pump();
}

function pump(): void {
  clearTimeout(timer);
  // Nobody is logged in: what waits goes on after the next login.
  if (!token.get()) return;
  const now = Date.now();
  const busy = new Set([...running.values()].map(placeOf));
  for (const capture of queue.get()) {
    if (running.size >= atOnce) break;
    // One at a time for each place in a deal, or an older photo could overtake the newer one.
    if (capture.state !== 'waiting' || (capture.notBefore ?? 0) > now || busy.has(placeOf(capture))) continue;
    busy.add(placeOf(capture));
    void carry(capture);
  }
  const later = queue
    .get()
    .flatMap(({ state, notBefore = 0 }) => (state === 'waiting' && notBefore > now ? [notBefore - now] : []));
  if (later.length > 0) timer = setTimeout(pump, Math.min(...later));
}

const placeOf = (capture: Capture) => `${ownerOf(capture)}/${capture.slot}`;

async function carry(capture: Capture): Promise<void> {
  running.set(capture.id, capture);
  update(capture.id, { state: 'sending' });
  try {
    const image = await sendCapture(
      () => queue.get().find((each) => each.id === capture.id),
      (change) => update(capture.id, change),
    );
    if (image) {
      update(capture.id, { state: 'arrived', arrived: image });
      await dropPicture(queue.get().find((each) => each.id === capture.id)?.picture ?? capture.picture);
      lastArrival.set({ image, slotTitle: capture.slotTitle, of: ownerOf(capture) });
    }
  } catch (reason) {
    putBack(capture.id, reason);
  } finally {
    running.delete(capture.id);
    pump();
  }
}

/** A lost connection waits and goes on by itself; a refusal needs the agent. */
function putBack(id: string, reason: unknown): void {
  const passing =
    reason instanceof ApiError ? isPassing(reason) : reason instanceof Error && reason.message === 'offline';
  const attempts = (queue.get().find((each) => each.id === id)?.attempts ?? 0) + 1;
  update(
    id,
    passing
      ? {
          state: 'waiting',
          progress: 0,
          attempts,
          message: offlineTexts.photo,
          notBefore: Date.now() + Math.min(30_000, 1000 * 2 ** (attempts - 1)),
        }
      : { state: 'refused', progress: 0, attempts, message: messageOf(reason) },
  );
}

function isPassing({ code }: ApiError): boolean {
  return (
    code === 'network' ||
    code.startsWith('server.') ||
    code.startsWith('provider.') ||
    code === 'request.rate_limited' ||
    code === 'request.idempotency_running' ||
    code === 'request.unauthenticated'
  );
}

function update(id: string, fields: Partial<Capture>): void {
  const next = queue.get().map((capture) => (capture.id === id ? { ...capture, ...fields } : capture));
  if (Object.keys(fields).join() === 'progress') queue.set(next);
  else change(next);
}

function change(next: Capture[]): void {
  remember('uploads', next);
  queue.set(next);
}
