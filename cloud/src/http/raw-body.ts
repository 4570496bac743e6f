import type { IncomingMessage } from 'node:http';
import { Refusal } from './errors';

/** Reads a request's bytes as they came, for signatures over them. @throws request.too_large above `limit` bytes. */
export async function readRaw(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new Refusal('request.too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
