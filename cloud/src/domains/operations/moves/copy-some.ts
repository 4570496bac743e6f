import { setTimeout as sleep } from 'node:timers/promises';
import type { ListedObject } from '../../../adapters/storage/storage';
import { bringOver } from './bring-over';
import type { Done, Work } from './copy-objects';
import { withObject } from './object-trouble';
import { batch } from './pages';

/** Objects that are worked on at once: a store answers slowly, but many. */
const atOnce = 8;

/** What phones brought and nobody has received yet: plain, gone in a minute, and never copied (a move waits until it is gone). */
export const isPassing = (key: string): boolean => key.startsWith('incoming/');

/** Works on many, a few at once; where one fails, no more are begun and its error is passed on. */
export async function inParallel<T>(many: T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = many.values();
  let failed = false;
  const worker = async () => {
    for (const one of waiting) {
      if (failed) return;
      await work(one).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  const broken = ended.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
}

/** Counts a thousand objects more of the old store. */
export async function countSome({ from, progress }: Work): Promise<Done> {
  const page = await from.listObjects('', progress.after);
  const bytes = (progress.bytes ?? 0) + bytesOf(page);
  const objects = (progress.objects ?? 0) + page.filter(({ key }) => !isPassing(key)).length;
  return { progress: { ...progress, after: page.at(-1)?.key ?? '', bytes, objects }, isEnd: page.length === 0, counted: { objects, bytes } };
}

const bytesOf = (objects: ListedObject[]) => objects.reduce((sum, { key, bytes }) => sum + (isPassing(key) ? 0 : bytes), 0);

/** Copies some objects more, but for those that are there already with the same length. */
export async function copySome({ from, to, pace, pages, progress }: Work): Promise<Done> {
  const page = (await pages(from, progress.after)).slice(0, batch);
  const [copied, copiedBytes] = [progress.objects ?? 0, progress.bytes ?? 0];
  let [more, moreBytes] = [0, 0];
  await inParallel(page.filter(({ key }) => !isPassing(key)), ({ key, bytes }) =>
    withObject(key, async () => {
      const there = await to.stat(key);
      if (there?.bytes !== bytes && !(await bringOver(from, to, key, { pace }))) return;
      more += 1;
      moreBytes += bytes;
    }),
  );
  const counted = { copied: copied + more, copiedBytes: copiedBytes + moreBytes };
  return { progress: { ...progress, after: page.at(-1)?.key ?? '', objects: counted.copied, bytes: counted.copiedBytes }, isEnd: page.length === 0, counted };
}

/** After a switch: brings over what is only in the old store, whoever wrote it there so late. What is being removed at this moment is gone from the new store first: it is left alone. */
export async function settleSome(work: Work): Promise<Done> {
  const { from, to, pace, owed, progress, patience } = work;
  const { keys, after, isEnd } = await someOfBoth(work, progress.after);
  const brought: string[] = [];
  await inParallel(keys.filter(({ one, other }) => one !== undefined && other === undefined), ({ key }) =>
    withObject(key, async () => {
      if (!(await owed(key)) && !(await to.stat(key)) && (await bringOver(from, to, key, { pace }))) brought.push(key);
    }),
  );
  if (brought.length > 0) await sleep(patience.removalMs);
  await inParallel(brought, async (key) => {
    if (!(await from.stat(key)) || (await owed(key)) === 'remove') await to.remove(key);
  });
  return { progress: { ...progress, after }, isEnd };
}

interface OfBoth {
  key: string;
  /** Lengths in the old and the new store; undefined where it does not list it. */
  one: number | undefined;
  other: number | undefined;
}

/** The next keys of both stores together, in their order. */
export async function someOfBoth({ from, to, pages }: Pick<Work, 'from' | 'to' | 'pages'>, after: string): Promise<{ keys: OfBoth[]; after: string; isEnd: boolean }> {
  const [ours, theirs] = await Promise.all([from, to].map(async (store) => new Map((await pages(store, after)).map(({ key, bytes }) => [key, bytes]))));
  // Beyond the last key of a full page more of it may come.
  const all = [...new Set([...ours!.keys(), ...theirs!.keys()])].sort((a, b) => (a < b ? -1 : 1)).slice(0, batch);
  return { keys: all.filter((key) => !isPassing(key)).map((key) => ({ key, one: ours!.get(key), other: theirs!.get(key) })), after: all.at(-1) ?? '', isEnd: all.length === 0 };
}
