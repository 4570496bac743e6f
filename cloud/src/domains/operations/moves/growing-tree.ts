import { emptyRoot, leafHash } from 'yongche-verify/merkle.cjs';
import { grow, type HashAt, hashOfRange, type Place, subtreesOf } from '../../evidence/tree';

/** The right edge of a tree that grows (RFC 6962): how many leaves it has, and the hashes in hex of the complete subtrees that they are. */
export interface Edge {
  size: number;
  hashes: string[];
}

export const noLeaves: Edge = { size: 0, hashes: [] };

/** What is said of an object in a tree. */
export const leafOf = (key: string, { bytes, sha256 }: { bytes: number; sha256: string }): Buffer => leafHash(Buffer.from(`${key}\n${bytes}\n${sha256}\n`));

const placeOf = ({ level, position }: Place) => `${level}/${position}`;

function hashesOf({ size, hashes }: Edge): HashAt {
  const at = new Map(subtreesOf([0, size]).map((place, index) => [placeOf(place), Buffer.from(hashes[index]!, 'hex')]));
  return (place) => at.get(placeOf(place))!;
}

/** The tree with more leaves. */
export function withLeaves(edge: Edge, leaves: Buffer[]): Edge {
  const hashAt = hashesOf(edge);
  const grown = grow(edge.size, leaves, hashAt);
  const size = edge.size + leaves.length;
  return { size, hashes: subtreesOf([0, size]).map((place) => (grown.get(placeOf(place))?.hash ?? hashAt(place)).toString('hex')) };
}

/** The root in hex. */
export const rootOf = (edge: Edge): string => (edge.size === 0 ? emptyRoot : hashOfRange([0, edge.size], hashesOf(edge))).toString('hex');
