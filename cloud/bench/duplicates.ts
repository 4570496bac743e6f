import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedKind } from '../src/domains/checks/slots';
import { framedHashes, hashesOf, hashWords, wordsOf } from '../src/domains/checks/duplicates/hashes';
import { createPictureIndex, type PictureIndex } from '../src/domains/checks/duplicates/picture-index';

/**
 * `npm run bench`: looking a picture up among four million. A third of the hashes is random; the others crowd round the
 * hashes of real pictures of their kind, as photographs (about 96 of 256 bits apart) and scans (24) of papers of one form do.
 * Times are the processor's.
 */
const pictures = Number(process.env.BENCH_PICTURES ?? 4_000_000);
const lookups = 48;
/** The pictures of one deal, as the repository has them. */
const deal: Record<string, string> = {
  P01: 'seller_id_front', P02: 'seller_id_back', P07: 'buyer_id_front', P08: 'buyer_id_back', P20: 'registration_certificate', P21: 'registration_transfers',
  P22: 'vehicle_licence', P23: 'vehicle_licence_annex', P24: 'car_front', P25: 'car_rear', P26: 'vin', P30: 'invoice',
}; // prettier-ignore

async function main(): Promise<void> {
  const asked = await Promise.all(
    Object.entries(deal).map(async ([slot, name]) => {
      const hashes = await hashesOf(readFileSync(join(__dirname, `../local/pictures/${name}.jpg`)));
      return { kind: expectedKind(slot), own: wordsOf(hashes.own), framed: framedHashes(hashes) };
    }),
  );
  const index = createPictureIndex();
  const before = process.memoryUsage().arrayBuffers;
  const begun = performance.now();
  for (let number = 1; number <= pictures; number++) {
    const { kind, own } = asked[number % asked.length]!;
    index.add({ number, kind, words: madeUp(own, number), identity: 1 + (number % 1_000_000) });
  }
  const seconds = (performance.now() - begun) / 1000;
  const megabytes = (process.memoryUsage().arrayBuffers - before) / 1e6;
  console.log(`${pictures} pictures indexed in ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`);
  for (const [what, identity] of [['nothing read from it', 0], ['its number read', 7]] as const) console.log(`look-up, ${what}: ${measure(index, asked, identity)}`);
}

function measure(index: PictureIndex, asked: { kind: string; framed: Uint32Array[] }[], identity: number): string {
  const times: number[] = [];
  let candidates = 0;
  for (let n = 0; n < lookups; n++) {
    const { kind, framed } = asked[n % asked.length]!;
    const begun = process.cpuUsage();
    candidates += index.nearest({ kind, identity, hashes: framed, most: 12 }).length;
    times.push(process.cpuUsage(begun).user / 1000);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(lookups * share)]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ${(candidates / lookups).toFixed(1)} candidates`;
}

const word = () => Math.floor(Math.random() * 2 ** 32);

/** A third without any likeness, a third photographs, a third scans. */
function madeUp(own: Uint32Array, number: number): Uint32Array {
  if (number % 3 === 0) return Uint32Array.from({ length: hashWords }, word);
  // Bits are turned with a chance of 3/8, or of 3/32.
  const turned = number % 3 === 1 ? () => word() & (word() | word()) : () => word() & word() & word() & (word() | word());
  return own.map((bits) => bits ^ turned());
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
