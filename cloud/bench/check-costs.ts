import type { PhotoRules } from '@yongche/contract/standards/photo-list';
import { createEmbeddedReader } from '../src/adapters/ocr/embedded/embedded-reader';
import { hashesOf } from '../src/domains/checks/duplicates/hashes';
import { lookAt } from '../src/domains/checks/looking/look-at';
import { inspectPhoto } from '../src/domains/checks/inspect-photo';
import { expectedKind } from '../src/domains/checks/slots';
import rules from '../src/domains/transactions/photo-rules.2026-1.json';
import type { DealPicture } from '../local/documents/deal';
import { processTree } from './process-tree';

/** Processor seconds per picture of a deal, and the memory that a reader takes in MB. */
export interface Costs {
  quick: number;
  reading: number;
  looking: number;
  hashing: number;
  readerMegabytes: number;
}

/** What each stage costs, one picture at a time, without a server. */
export async function costsOf(pictures: DealPicture[]): Promise<Costs> {
  const reader = createEmbeddedReader({ workers: 1 });
  const each = async (work: (picture: DealPicture) => Promise<unknown>): Promise<number> => {
    await work(pictures[0]!);
    const before = processTree().cpu;
    for (const picture of pictures) await work(picture);
    return (processTree().cpu - before) / pictures.length;
  };
  const { quality, photos } = rules as PhotoRules;
  const limitsOf = (slot: string) => quality[photos.find(({ code }) => code === slot)!.subject];
  const idle = processTree().megabytes;
  const reading = await each(({ slot, picture }) => (expectedKind(slot) === 'other' ? Promise.resolve() : reader.read(picture, expectedKind(slot))));
  const readerMegabytes = processTree().megabytes - idle;
  await reader.close();
  return {
    quick: await each(({ slot, picture }) => inspectPhoto(picture, limitsOf(slot), null)),
    reading,
    looking: await each(({ slot, picture }) => lookAt(picture, expectedKind(slot))),
    hashing: await each(({ picture }) => hashesOf(picture)),
    readerMegabytes,
  };
}
