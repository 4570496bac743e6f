import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from '../../../adapters/storage/storage';
import { bringOver, type Digest, digestOf, isSame, type Pace } from './bring-over';
import type { Done, Work } from './copy-objects';
import { inParallel, someOfBoth } from './copy-some';
import { leafOf, noLeaves, withLeaves } from './growing-tree';

/** An object that is being written or removed in both stores is equal again in a moment. */
const looks = 3;
const betweenLooksMs = 400;

/** 逐个核对: reads some objects more of both stores, whole. What differs is copied anew, and stays a difference of this comparing. */
export async function compareSome({ from, to, pace, progress }: Work): Promise<Done> {
  const { keys, after, isEnd } = await someOfBoth(from, to, progress.after);
  const found = new Map<string, Pair>();
  await inParallel(keys, async ({ key }) => {
    const pair = await look(from, to, key, pace);
    found.set(key, pair);
    if (!isSame(pair.from, pair.to)) await bringOver(from, to, key, pace);
  });
  const pairs = keys.map(({ key }) => ({ key, ...found.get(key)! }));
  const leavesOf = (side: 'from' | 'to') => pairs.flatMap((pair) => (pair[side] ? [leafOf(pair.key, pair[side])] : []));
  const verified = (progress.objects ?? 0) + pairs.filter((pair) => pair.from && isSame(pair.from, pair.to)).length;
  const differing = (progress.differing ?? 0) + pairs.filter((pair) => !isSame(pair.from, pair.to)).length;
  return {
    progress: {
      ...progress,
      after,
      objects: verified,
      differing,
      bytes: (progress.bytes ?? 0) + pairs.reduce((sum, pair) => sum + (pair.from?.bytes ?? 0), 0),
      from: withLeaves(progress.from ?? noLeaves, leavesOf('from')),
      to: withLeaves(progress.to ?? noLeaves, leavesOf('to')),
    },
    isEnd,
    counted: { verified, differing },
  };
}

interface Pair {
  from: Digest | undefined;
  to: Digest | undefined;
}

async function look(from: ObjectStore, to: ObjectStore, key: string, pace: Pace): Promise<Pair> {
  for (let time = 1; ; time++) {
    const [ours, theirs] = await Promise.all([digestOf(from, key, pace), digestOf(to, key)]);
    if (isSame(ours, theirs) || time === looks) return { from: ours, to: theirs };
    await sleep(betweenLooksMs);
  }
}
