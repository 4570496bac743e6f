import { type DealPaper, madeDeal, papersOf } from '../local/documents/deal';
import { drawPaper } from '../local/documents/draw';
import { transformations } from '../local/documents/faults';
import { photograph, type Shot } from '../local/documents/photograph';
import { documentKindOf } from '../local/documents/sheet';
import { framedHashes, hashesOf, wordsOf } from '../src/domains/checks/duplicates/hashes';
import { identityOf } from '../src/domains/checks/duplicates/identity';
import { createPictureIndex } from '../src/domains/checks/duplicates/picture-index';
import { likenessOf } from '../src/domains/checks/duplicates/same-pixels';
import { sameSized, scoreOfPair } from '../src/domains/checks/duplicates/score-of-pair';
import { asWritten } from './deal-facts';
import type { Share } from '../src/domains/inspections/statistics';
import type { WorstCases } from './worst-cases';

/** What the search for the same picture did, counted from the score at which it flags. */
export interface DuplicateFigures {
  /** Copies found again, by what was done to them: by pixels alone, and where the number was read from either. */
  found: Map<string, { pixels: Share; read: Share }>;
  /** Pairs of different papers of one kind taken for the same picture: by pixels alone, and where the papers' numbers were read. */
  falsePairs: Map<string, { pixels: Share; read: Share }>;
  /** The same paper photographed again, taken for the same picture. */
  anew: Share;
  misses: string[];
}

const slots = ['P01', 'P02', 'P20', 'P21', 'P22', 'P24', 'P30'];
const longSide = 1000;
/** Half of the papers lie under one document camera, in the same place and light: the hardest case. */
const documentCamera: Shot = { seed: 'document camera', coverage: 0.97, noise: 1, longSide };
/** The same paper on another day: as a hurried phone takes it, and lying as straight as on the first day. */
const otherDays: Partial<Shot>[] = [{}, { skew: 0.2 }];
const mostCompared = 12;
const none = (): Share => ({ hits: 0, of: 0 });
const count = (share: Share, hit: boolean) => {
  share.of++;
  if (hit) share.hits++;
};

interface Search {
  copied: number;
  /** The score from which a finding counts. */
  from: number;
  worst: WorstCases;
  figures: DuplicateFigures;
}

/** The search for the same picture, without database: every paper against all others of its kind, and changed copies of some. */
export async function duplicatesByPictures({ perKind, ...options }: Omit<Search, 'figures'> & { perKind: number }): Promise<DuplicateFigures> {
  const figures: DuplicateFigures = { found: new Map(Object.keys(transformations).map((name) => [name, { pixels: none(), read: none() }])), falsePairs: new Map(), anew: none(), misses: [] };
  for (const slot of slots) {
    const papers = Array.from({ length: perKind }, (_, n) => papersOf(madeDeal(`again ${n}`)).find((paper) => paper.slot === slot)!);
    await searchKind(papers, { ...options, figures });
  }
  return figures;
}

async function searchKind(papers: DealPaper[], { copied, from, figures, worst }: Search): Promise<void> {
  const kind = documentKindOf(papers[0]!.kind);
  const index = createPictureIndex();
  const pictures: Buffer[] = [];
  const identities = papers.map((paper) => identityOf({ index: (_, value) => value }, kind, asWritten(paper).fields));
  const falsePairs = { pixels: none(), read: none() };
  figures.falsePairs.set(kind, falsePairs);

  /** What the index holds of a paper's number: 0 where it carries none that proves itself. */
  const numberRead = (at: number) => (identities[at] === null ? 0 : at + 1);
  /** Stored pictures that are taken for this one, whatever is read from them; or those alone that may have the same number. */
  const sameAs = async (picture: Buffer, identity = 0) => {
    const hashes = await hashesOf(picture);
    const candidates = index.nearest({ kind, identity, hashes: framedHashes(hashes), most: mostCompared });
    const same: number[] = [];
    for (const [place, { number }] of candidates.entries()) {
      const score = await scoreOfPair(place, async (closeness) => likenessOf(...(await sameSized(pictures[number]!, picture, closeness))));
      if (score >= from) same.push(number);
    }
    return { hashes, same };
  };

  for (const [number, paper] of papers.entries()) {
    const { picture } = await photograph(drawPaper(paper), number % 2 ? { ...documentCamera, exposure: paper.seed } : { seed: `phone ${paper.seed}`, longSide });
    const { hashes, same } = await sameAs(picture);
    // No two of these papers have the same number: where both were read, they are told apart by it.
    const unread = same.filter((other) => identities[other] === null || identities[number] === null);
    falsePairs.pixels.of += number;
    falsePairs.read.of += number;
    falsePairs.pixels.hits += same.length;
    falsePairs.read.hits += unread.length;
    figures.misses.push(...unread.map((other) => `误认为相同 ${paper.seed} = ${papers[other]!.seed}`));
    if (unread.length > 0) await worst.add(`误认为相同 ${paper.seed} = ${papers[unread[0]!]!.seed}`, 2, picture);
    index.add({ number, kind, words: wordsOf(hashes.own), identity: numberRead(number) });
    pictures.push(picture);
  }
  for (let number = 0; number < Math.min(copied, papers.length); number++) {
    const { seed } = papers[number]!;
    for (const [day, how] of otherDays.entries()) {
      const again = await photograph(drawPaper(papers[number]!), { seed: `another day ${day} ${seed}`, longSide, ...how });
      const isTaken = (await sameAs(again.picture)).same.includes(number);
      count(figures.anew, isTaken);
      if (isTaken) figures.misses.push(`重新拍摄，误认为是同一张 ${seed}`);
    }
    for (const [name, change] of Object.entries(transformations)) {
      const copy = await change(pictures[number]!);
      const isSeen = (await sameAs(copy)).same.includes(number);
      const isFound = isSeen || (numberRead(number) !== 0 && (await sameAs(copy, numberRead(number))).same.includes(number));
      const found = figures.found.get(name)!;
      count(found.pixels, isSeen);
      count(found.read, isFound);
      if (isFound) continue;
      figures.misses.push(`没有找到的复制品 ${name} ${papers[number]!.seed}`);
      await worst.add(`没有找到的复制品 ${name} ${papers[number]!.seed}`, 1.5, copy);
    }
  }
}
