import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import { ProviderError } from '../provider-error';

/** How a long object is written. */
export interface PartsPlan {
  partBytes: number;
  /** Before a part is sent again; twice, three times as long the next times. */
  pauseMs: number;
}

/** OSS takes up to 10,000 parts of an object, so that 80 GB find their place. */
export const usualParts: PartsPlan = { partBytes: 8 * 1024 * 1024, pauseMs: 500 };
/** A part that the line lost is sent again: whoever has written for an hour does not begin anew. */
const triesOfPart = 4;
const patienceMs = 60_000;

interface Parts {
  plan: PartsPlan;
  key: string;
  source: AsyncIterable<Uint8Array>;
  contentType: string;
  /** Turns what ali-oss throws into a ProviderError, and throws it. */
  throwAs: (operation: string) => (error: unknown) => never;
}

/** Writes one object by a multipart upload, each part compared with the checksum that OSS answers. */
export async function writeInParts(client: OSS, { plan, key, source, contentType, throwAs }: Parts): Promise<void> {
  const before = await etagOf();
  const { uploadId } = await client.initMultipartUpload(key, { mime: contentType }).catch(throwAs('initiate'));
  const sent: { number: number; etag: string }[] = [];
  let bytes = 0;
  try {
    for await (const part of inParts(source, plan.partBytes)) {
      sent.push({ number: sent.length + 1, etag: await sendPart(part, sent.length + 1) });
      bytes += part.length;
    }
    await client.completeMultipartUpload(key, uploadId, sent, { timeout: patienceMs }).catch(unlessThere);
  } catch (error) {
    // Where this fails too, `abandonUploads` finds them.
    await client.abortMultipartUpload(key, uploadId).catch(() => undefined);
    throw error;
  }

  async function sendPart(part: Buffer, number: number): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { etag } = await client.uploadPart(key, uploadId, number, part, 0, part.length, { timeout: patienceMs }).catch(throwAs('part'));
        if (etag.replaceAll('"', '').toLowerCase() !== createHash('md5').update(part).digest('hex')) throw new ProviderError('untrusted_answer', 'oss', 'part', 'wrong-etag');
        return etag;
      } catch (error) {
        if (attempt === triesOfPart || (error instanceof ProviderError && error.kind === 'rejected')) throw error;
        await sleep(attempt * plan.pauseMs);
      }
    }
  }
  /** Where only the answer was lost, the object is there, and is not the one of before. */
  async function unlessThere(error: unknown): Promise<void> {
    const { res } = await client.head(key).catch(() => throwAs('complete')(error));
    const { 'content-length': length, etag } = res.headers as Record<string, string>;
    if (Number(length) !== bytes || etag === before) throwAs('complete')(error);
  }
  /** Of what lies under the key already, if anything. */
  async function etagOf(): Promise<string | undefined> {
    const found = await client.head(key).catch((error: unknown) => ((error as { status?: number }).status === 404 ? undefined : throwAs('head')(error)));
    return found && (found.res.headers as Record<string, string>).etag;
  }
}

/** The same bytes in parts of one size but for the last, which may be shorter; one where there are none. */
async function* inParts(source: AsyncIterable<Uint8Array>, partBytes: number): AsyncGenerator<Buffer> {
  let part = Buffer.alloc(partBytes);
  let filled = 0;
  for await (const chunk of source) {
    for (let taken = 0; taken < chunk.length; ) {
      if (filled === partBytes) {
        yield part;
        part = Buffer.alloc(partBytes);
        filled = 0;
      }
      const more = chunk.subarray(taken, taken + partBytes - filled);
      part.set(more, filled);
      filled += more.length;
      taken += more.length;
    }
  }
  yield part.subarray(0, filled);
}
