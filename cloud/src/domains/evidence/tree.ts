import type { EntityManager } from 'typeorm';
import { emptyRoot, nodeHash } from 'yongche-verify/merkle.cjs';

/** A complete subtree: 2^level leaves from leaf position × 2^level on. */
export interface Place {
  level: number;
  position: number;
}
/** Leaves from `from` to before `to`, as a tree of their own. */
type Range = readonly [from: number, to: number];

/** Who reads the stored log: an entity manager, or the plain connection of a backup. */
type Asking = Pick<EntityManager, 'query'>;

/** The hash of a place that the log has. */
export type HashAt = (place: Place) => Buffer;

/** The largest power of two below `leaves`: where RFC 6962 splits a tree. */
const splitOf = (leaves: number) => 2 ** (Math.ceil(Math.log2(leaves)) - 1);

/** The complete subtrees that a range of a split consists of, the largest first. */
export function subtreesOf([from, to]: Range): Place[] {
  const places: Place[] = [];
  for (let at = from; at < to; ) {
    const level = Math.floor(Math.log2(to - at));
    places.push({ level, position: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

/** The ranges whose hashes prove that leaf `index` is in the tree of `size` leaves, from the leaf upwards (RFC 6962, 2.1.1). */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    ranges.unshift(index < middle ? [middle, to] : [from, middle]);
    [from, to] = index < middle ? [from, middle] : [middle, to];
  }
  return ranges;
}

/** The ranges whose hashes prove that the tree of `size` begins with the one of `earlier` leaves, 1 ≤ earlier ≤ size (RFC 6962, 2.1.2). */
export function consistencyRanges(earlier: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [from, to] = [0, size];
  while (to !== earlier) {
    const middle = from + splitOf(to - from);
    ranges.unshift(earlier <= middle ? [middle, to] : [from, middle]);
    [from, to] = earlier <= middle ? [from, middle] : [middle, to];
  }
  // What is left is known to whoever knows the earlier root, unless it is only a part of that tree.
  return from === 0 ? ranges : [[from, to], ...ranges];
}

/** The hash of a range, from those of its complete subtrees. */
export function hashOfRange(range: Range, hashAt: HashAt): Buffer {
  const hashes = subtreesOf(range).map(hashAt);
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** The nodes that become complete when leaves are appended to a log of `size`, level by level; level 0 are the leaves. */
export function grow(size: number, leaves: Buffer[], hashAt: HashAt): Map<string, { place: Place; hash: Buffer }> {
  const grown = new Map<string, { place: Place; hash: Buffer }>();
  const keep = (place: Place, hash: Buffer) => grown.set(keyOf(place), { place, hash });
  for (const [at, leaf] of leaves.entries()) {
    let [place, hash]: [Place, Buffer] = [{ level: 0, position: size + at }, leaf];
    keep(place, hash);
    while (place.position % 2 === 1) {
      const left = { level: place.level, position: place.position - 1 };
      hash = nodeHash(grown.get(keyOf(left))?.hash ?? hashAt(left), hash);
      place = { level: place.level + 1, position: (place.position - 1) / 2 };
      keep(place, hash);
    }
  }
  return grown;
}

const keyOf = ({ level, position }: Place) => `${level}/${position}`;

/** The hashes of several ranges of the stored log, in two statements. @throws where the log does not hold them */
export async function rangeHashes(tx: Asking, ranges: Range[]): Promise<Buffer[]> {
  const hashAt = await readNodes(tx, ranges.flatMap(subtreesOf));
  return ranges.map((range) => hashOfRange(range, hashAt));
}

/** The root of the first `size` leaves. */
export async function rootAt(tx: Asking, size: number): Promise<Buffer> {
  const [root] = await rangeHashes(tx, [[0, size]]);
  return root!;
}

/** Reads the hashes at these places. @throws when a missing one is asked for */
export async function readNodes(tx: Asking, places: Place[]): Promise<HashAt> {
  const leaves = places.filter(({ level }) => level === 0).map(({ position }) => position);
  const nodes = places.filter(({ level }) => level > 0);
  const rows: { level: number; position: string; hash: string }[] = [
    ...(leaves.length > 0 ? await tx.query('SELECT 0 AS level, leaf_index AS position, leaf_hash AS hash FROM evidence_leaves WHERE leaf_index IN (?)', [leaves]) : []),
    ...(nodes.length > 0
      ? await tx.query(
          `SELECT level, position, hash FROM evidence_nodes WHERE ${nodes.map(() => '(level = ? AND position = ?)').join(' OR ')}`,
          nodes.flatMap(({ level, position }) => [level, position]),
        )
      : []),
  ];
  const read = new Map(rows.map(({ level, position, hash }) => [keyOf({ level, position: Number(position) }), Buffer.from(hash, 'hex')]));
  return (place) => {
    const hash = read.get(keyOf(place));
    if (!hash) throw new Error(`the evidence log has no node ${keyOf(place)}`);
    return hash;
  };
}
