import { framings } from './framings';
import { hashWords } from './hashes';

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
  /** Place in `framings`. */
  framing: number;
}

/** Bits that may differ between a picture and its changed copy in the best framing; measured, see duplicates.test.ts. */
const furthest = 44;
/** So many framings with much in common are refused together. */
const groupSize = 8;

/** All pictures of one kind, one after the other. */
interface Shelf {
  count: number;
  numbers: Uint32Array;
  identities: Uint32Array;
  words: Uint32Array;
}

/** 影像索引: every picture's hash in memory, 40 bytes for each, by what they show. */
export interface PictureIndex {
  size(): number;
  add(picture: IndexedPicture): void;
  /** Forgets a picture; nothing happens where it is not known. */
  remove(number: number): void;
  /** The nearest pictures of this kind in any framing, nearest first; none whose identity is known to be another. */
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

const emptyShelf = (): Shelf => ({ count: 0, numbers: new Uint32Array(64), identities: new Uint32Array(64), words: new Uint32Array(64 * hashWords) });

/** The shelf itself, or one half as long again where it is full. */
function withRoom(shelf: Shelf): Shelf {
  if (shelf.count < shelf.numbers.length) return shelf;
  const room = Math.ceil(shelf.count * 1.5);
  const longer = (from: Uint32Array, length: number) => {
    const to = new Uint32Array(length);
    to.set(from);
    return to;
  };
  return { count: shelf.count, numbers: longer(shelf.numbers, room), identities: longer(shelf.identities, room), words: longer(shelf.words, room * hashWords) };
}

/** The last one takes the place of the one that goes. */
function takeOut(shelf: Shelf, at: number): void {
  const last = --shelf.count;
  shelf.numbers[at] = shelf.numbers[last]!;
  shelf.identities[at] = shelf.identities[last]!;
  shelf.words.copyWithin(at * hashWords, last * hashWords, (last + 1) * hashWords);
  shelf.words.fill(0, last * hashWords, (last + 1) * hashWords);
}

/** Framings whose hashes have much in common: where a picture differs too much from that, it differs from each. */
interface Group {
  /** Bits in which all of them agree, and what these are. */
  agreed: Uint32Array;
  common: Uint32Array;
  members: { framing: number; words: Uint32Array }[];
}

/** The first framing not taken yet and those nearest to it, again and again. */
function groupsOf(hashes: Uint32Array[]): Group[] {
  const groups: Group[] = [];
  let left = hashes.map((words, framing) => ({ framing, words }));
  while (left.length > 0) {
    const first = left[0]!.words;
    left = left.map((member) => ({ ...member, away: distanceOf(member.words, first) })).sort((a, b) => a.away - b.away);
    groups.push(groupOf(left.slice(0, groupSize)));
    left = left.slice(groupSize);
  }
  return groups;
}

function groupOf(members: Group['members']): Group {
  const common = members[0]!.words;
  const agreed = new Uint32Array(hashWords).fill(0xffffffff);
  for (const { words } of members) words.forEach((word, at) => (agreed[at]! &= ~(word ^ common[at]!)));
  return { agreed, common, members };
}

function search({ count, numbers, identities, words }: Shelf, identity: number, groups: Group[], most: number): Candidate[] {
  const found: Candidate[] = [];
  let limit = furthest;
  for (let at = 0; at < count; at++) {
    if (identity !== 0 && identities[at] !== 0 && identities[at] !== identity) continue;
    const nearest = nearestFraming(words, at * hashWords, groups, limit);
    if (!nearest) continue;
    found.push({ number: numbers[at]!, ...nearest });
    if (found.length < most * 4) continue;
    found.sort((a, b) => a.distance - b.distance).length = most;
    limit = found[most - 1]!.distance;
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, most);
}

function nearestFraming(stored: Uint32Array, from: number, groups: Group[], limit: number): { distance: number; framing: number } | undefined {
  let [distance, framing] = [limit + 1, -1];
  for (const { agreed, common, members } of groups) {
    let least = 0;
    for (let word = 0; word < hashWords && least < distance; word++) least += bitsIn((stored[from + word]! ^ common[word]!) & agreed[word]!);
    if (least >= distance) continue;
    for (const member of members) {
      let differing = 0;
      for (let word = 0; word < hashWords && differing < distance; word++) differing += bitsIn(stored[from + word]! ^ member.words[word]!);
      if (differing < distance) [distance, framing] = [differing, member.framing];
    }
  }
  return framing < 0 ? undefined : { distance, framing };
}

function distanceOf(one: Uint32Array, other: Uint32Array): number {
  return one.reduce((sum, word, at) => sum + bitsIn(word ^ other[at]!), 0);
}

/** How many bits of a word of 32 are set. */
function bitsIn(word: number): number {
  word -= (word >>> 1) & 0x55555555;
  word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
  return (((word + (word >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** The framing of a candidate. */
export const framingOf = ({ framing }: Candidate) => framings[framing]!;
