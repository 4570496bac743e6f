import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** Puts one file into an archive and waits until its bytes are on their way; at most one is in memory at a time. */
export type AddFile = (name: string, bytes: Buffer) => Promise<void>;

/** A ZIP that is read while it is written. */
export interface Archive {
  stream: Readable;
  add: AddFile;
  end(): void;
}

/** What packs no further: pictures, PDF. */
const packed = /\.(jpg|png|webp|pdf)$/;

/** Begins an archive whose files all carry the moment `mtime`. Nobody waits for the bytes any more once `stream` is destroyed: then `add` does nothing. */
export function openArchive(mtime: Date): Archive {
  const zip = new ZipFile();
  const stream = zip.outputStream as Readable;
  zip.once('error', (error: Error) => stream.destroy(error));
  return {
    stream,
    add: (name, bytes) =>
      new Promise((resolve) => {
        if (stream.destroyed) return resolve();
        stream.once('close', resolve);
        const source = letGo(bytes).once('end', () => {
          stream.off('close', resolve);
          resolve();
        });
        zip.addReadStream(source, name, { mtime, compress: !packed.test(name), size: bytes.length });
      }),
    end: () => zip.end(),
  };
}

/** The bytes as a stream that lets go of them: the archive remembers every stream that it was given until its end. */
function letGo(bytes: Buffer | null): Readable {
  return new Readable({
    read() {
      this.push(bytes?.length ? bytes : null);
      bytes = null;
    },
  });
}
