import { hashWords as wordsOfHash } from './hashes';

/** One stored picture, as the index knows it. */
export interface IndexedPicture {
  /** Its place in `picture_hashes`. */
  number: number;
  kind: string;
  words: Uint32Array;
  /** Fingerprint of the number that was surely read from it; 0 where none was. */
  identity: number;
}

/** A stored picture that may be the same: to be compared pixel by pixel. */
export interface Candidate {
  number: number;
  /** Bits that differ. */
  distance: number;
}

/** Bits that may differ between a picture and its changed copy in the best framing; measured, see duplicates.test.ts. */
const furthest = 56;
const allBits = 256;
/** A copy: an imported name is looked up at each use, and here that would be most of the work. */
const hashWords = wordsOfHash;
/** So many framings with much in common are refused together. */
const groupSize = 6;

/** All pictures of one kind, one after the other. */
interface Shelf {
  count: number;
  numbers: Uint32Array;
  identities: Uint32Array;
  words: Int32Array;
}

/** 影像索引: every picture's hash in memory, 40 bytes for each, by what they show. */
export interface PictureIndex {
  size(): number;
  add(picture: IndexedPicture): void;
  /** Forgets a picture; nothing happens where it is not known. */
  remove(number: number): void;
  /** The nearest pictures of this kind in any framing, nearest first; none whose identity is known to be another, and those of the same identity at any distance. */
  nearest(asked: { kind: string; identity: number; hashes: Uint32Array[]; most: number }): Candidate[];
}

export function createPictureIndex(): PictureIndex {
  const shelves = new Map<string, Shelf>();
  return {
    size: () => [...shelves.values()].reduce((sum, { count }) => sum + count, 0),
    add({ number, kind, words, identity }) {
      const shelf = withRoom(shelves.get(kind) ?? emptyShelf());
      shelves.set(kind, shelf);
      shelf.numbers[shelf.count] = number;
      shelf.identities[shelf.count] = identity;
      shelf.words.set(words, shelf.count * hashWords);
      shelf.count++;
    },
    remove(number) {
      for (const shelf of shelves.values()) {
        const at = shelf.numbers.subarray(0, shelf.count).indexOf(number);
        if (at >= 0) takeOut(shelf, at);
      }
    },
    nearest({ kind, identity, hashes, most }) {
      const shelf = shelves.get(kind);
      return shelf ? search(shelf, identity, groupsOf(hashes), most) : [];
    },
  };
}

const emptyShelf = (): Shelf => ({ count: 0, numbers: new Uint32Array(64), identities: new Uint32Array(64), words: new Int32Array(64 * hashWords) });

/** The shelf itself, or one half as long again where it is full. */
function withRoom(shelf: Shelf): Shelf {
  if (shelf.count < shelf.numbers.length) return shelf;
  const room = Math.ceil(shelf.count * 1.5);
  const longer = { count: shelf.count, numbers: new Uint32Array(room), identities: new Uint32Array(room), words: new Int32Array(room * hashWords) };
  longer.numbers.set(shelf.numbers);
  longer.identities.set(shelf.identities);
  longer.words.set(shelf.words);
  return longer;
}

/** The last one takes the place of the one that goes. */
function takeOut(shelf: Shelf, at: number): void {
  const last = --shelf.count;
  shelf.numbers[at] = shelf.numbers[last]!;
  shelf.identities[at] = shelf.identities[last]!;
  shelf.words.copyWithin(at * hashWords, last * hashWords, (last + 1) * hashWords);
  shelf.words.fill(0, last * hashWords, (last + 1) * hashWords);
}

/**
 * Framings whose hashes have much in common: where a picture differs too much from that, it differs from each of them.
 * One after the other in `words`: which bits they agree in, what these are, and the hash of each member.
 */
interface Group {
  members: number;
  words: Int32Array;
}

/** The first framing that is not taken yet and those nearest to it, again and again. */
function groupsOf(hashes: Uint32Array[]): Group[] {
  const groups: Group[] = [];
  let left = hashes.map((hash) => Int32Array.from(hash));
  while (left.length > 0) {
    const first = left[0]!;
    const nearest = left.map((words) => ({ words, distance: distanceOf(words, first) })).sort((a, b) => a.distance - b.distance);
    left = nearest.map(({ words }) => words);
    groups.push(groupOf(left.splice(0, groupSize)));
  }
  return groups;
}

function groupOf(members: Int32Array[]): Group {
  const words = new Int32Array((2 + members.length) * hashWords);
  const common = members[0]!;
  words.fill(-1, 0, hashWords);
  words.set(common, hashWords);
  members.forEach((member, at) => {
    words.set(member, (2 + at) * hashWords);
    member.forEach((word, place) => (words[place]! &= ~(word ^ common[place]!)));
  });
  return { members: members.length, words };
}

function search({ count, numbers, identities, words }: Shelf, identity: number, groups: Group[], most: number): Candidate[] {
  const found: Candidate[] = [];
  let limit = furthest;
  for (let at = 0; at < count; at++) {
    if (identity !== 0 && identities[at] !== 0 && identities[at] !== identity) continue;
    // The same paper by its number is a candidate however much its light has changed.
    const furthestHere = identity !== 0 && identities[at] === identity ? allBits : limit;
    const distance = leastDistance(words, at * hashWords, groups, furthestHere);
    if (distance > furthestHere) continue;
    found.push({ number: numbers[at]!, distance });
    if (found.length < most * 4) continue;
    found.sort((a, b) => a.distance - b.distance).length = most;
    limit = found[most - 1]!.distance;
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, most);
}

/** By how many bits a stored hash differs in the framing where it differs least; more than `limit` where it is further away. Every look-up of four million runs through here. */
function leastDistance(stored: Int32Array, from: number, groups: Group[], limit: number): number {
  let distance = limit + 1;
  for (let at = 0; at < groups.length; at++) {
    const { members, words } = groups[at]!;
    let least = 0;
    for (let word = 0; word < hashWords && least < distance; word++) least += bitsIn((stored[from + word]! ^ words[hashWords + word]!) & words[word]!);
    if (least >= distance) continue;
    for (let begin = 2 * hashWords; begin < (2 + members) * hashWords; begin += hashWords) {
      let differing = 0;
      for (let word = 0; word < hashWords && differing < distance; word++) differing += bitsIn(stored[from + word]! ^ words[begin + word]!);
      if (differing < distance) distance = differing;
    }
  }
  return distance;
}

const distanceOf = (one: Int32Array, other: Int32Array): number => one.reduce((sum, word, at) => sum + bitsIn(word ^ other[at]!), 0);

/** How many of 32 bits are set. */
function bitsIn(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
