import type { Readable } from 'node:stream';

/**
 * The same bytes as an age file (age-encryption.org/v1) that only the recipient's identity opens: in pieces of 64 KB, each
 * authenticated, so that no more than one is in memory and a cut or changed file is told. Destroys the source where nobody reads on.
 */
export async function encryptFor(recipient: string, source: Readable): Promise<AsyncIterable<Uint8Array>> {
  // A module that only knows `import`.
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(pulledFrom(source));
}

/** `Readable.toWeb` would take in thousands of chunks before anybody asks for one. */
function pulledFrom(source: Readable): ReadableStream<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void source.destroy(),
    },
    { highWaterMark: 0 },
  );
}
