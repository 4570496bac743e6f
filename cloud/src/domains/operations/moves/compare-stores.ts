import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from '../../../adapters/provider-error';
import { contentsOf } from '../backups/bucket-contents';
import { bringOver, type Digest, digestOf, isSame, providerOf } from './bring-over';
import type { Done, Work } from './copy-objects';
import { inParallel, someOfBoth } from './copy-some';
import { leafOf, noLeaves, withLeaves } from './growing-tree';
import { withObject } from './object-trouble';

/** An object that is being written or removed in both stores is equal again in a moment. */
const looks = 3;

/** 逐个核对: reads some objects more of both stores, whole. What differs is copied anew and read back, so that it is equal in the trees; only what others still have to make equal stays a difference. */
export async function compareSome(work: Work): Promise<Done> {
  const { progress } = work;
  const { keys, after, isEnd } = await someOfBoth(work, progress.after);
  const found = new Map<string, Pair>();
  let copiedAnew = 0;
  await inParallel(keys, ({ key }) =>
    withObject(key, async () => {
      const pair = await look(work, key);
      const isAlike = isSame(pair.from, pair.to);
      if (!isAlike) copiedAnew += 1;
      found.set(key, isAlike ? pair : await madeAlike(work, key, pair));
    }),
  );
  const pairs = keys.map(({ key }) => ({ key, ...found.get(key)! }));
  const leavesOf = (side: 'from' | 'to') => pairs.flatMap((pair) => (pair[side] ? [leafOf(pair.key, pair[side])] : []));
  const verified = (progress.objects ?? 0) + pairs.filter((pair) => pair.from && isSame(pair.from, pair.to)).length;
  const differing = (progress.differing ?? 0) + copiedAnew;
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

async function look({ from, to, pace, patience }: Work, key: string): Promise<Pair> {
  for (let time = 1; ; time++) {
    const [ours, theirs] = await Promise.all([digestOf(from, key, pace), digestOf(to, key, pace).catch(unlessDamaged)]);
    if (isSame(ours, theirs) || time === looks) return { from: ours, to: theirs };
    await sleep(patience.betweenLooksMs);
  }
}

/** A copy that is damaged is one that differs. */
function unlessDamaged(error: unknown): Digest {
  if (error instanceof ProviderError && error.kind === 'untrusted_answer') return { bytes: 0, sha256: 'damaged' };
  throw error;
}

/** Copies anew what differs; what only the new store has is removed there, if it is of our own kind and nobody owes it to the old one. @throws ProviderError `foreign` where it is not */
async function madeAlike({ from, to, pace, owed }: Work, key: string, pair: Pair): Promise<Pair> {
  if (await owed(key)) return pair;
  const isGone = pair.from === undefined;
  if (isGone && !contentsOf(key)) throw new ProviderError('rejected', providerOf(to), 'compare', 'foreign');
  const copied = await bringOver(from, to, key, { pace, mayRemove: isGone });
  return { from: copied, to: copied };
}
