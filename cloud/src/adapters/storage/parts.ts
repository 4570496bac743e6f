import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type OSS from 'ali-oss';
import { ProviderError } from '../provider-error';

/** OSS takes up to 10,000 parts of an object, so that 80 GB find their place. */
const partBytes = 8 * 1024 * 1024;
/** A part that the line lost is sent again: whoever has written for an hour does not begin anew. */
const triesOfPart = 4;
const patienceMs = 60_000;

interface Parts {
  key: string;
  source: AsyncIterable<Uint8Array>;
  contentType: string;
  /** Turns what ali-oss throws into a ProviderError, and throws it. */
  throwAs: (operation: string) => (error: unknown) => never;
}

/** Writes one object by a multipart upload, each part compared with the checksum that OSS answers. */
export async function writeInParts(client: OSS, { key, source, contentType, throwAs }: Parts): Promise<void> {
  const { uploadId } = await client.initMultipartUpload(key, { mime: contentType }).catch(throwAs('initiate'));
  const sent: { number: number; etag: string }[] = [];
  let bytes = 0;
  try {
    for await (const part of inParts(source)) {
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
        await sleep(attempt * 500);
      }
    }
  }
  /** Where only the answer was lost, the object is there. */
  async function unlessThere(error: unknown): Promise<void> {
    const { res } = await client.head(key).catch(() => throwAs('complete')(error));
    if (Number((res.headers as Record<string, string>)['content-length']) !== bytes) throwAs('complete')(error);
  }
}

/** The same bytes in parts of one size but for the last, which may be shorter; one where there are none. */
async function* inParts(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
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
