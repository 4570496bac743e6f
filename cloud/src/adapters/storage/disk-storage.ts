import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { DiskStore } from './disk';
import { CallbackUntrusted, type Storage } from './storage';

/** The doors of a disk store on our own server, and what their signatures are made of. */
export interface DiskDoors {
  /** Where forms are posted and files fetched; asked when it is wanted, for the address is known only when the server listens. */
  url(): string;
  /** A keyed hash of a text; `kind` keeps a form's from passing for a download's. */
  sign(kind: string, text: string): string;
  now(): Date;
}

/** What a form may do, in the words that were signed. */
const form = z.object({
  key: z.string(),
  contentType: z.string(),
  minBytes: z.int(),
  maxBytes: z.int(),
  expiresAt: z.iso.datetime(),
  /** What the server is told of when the file has come; absent where nobody is. */
  variables: z.record(z.string(), z.string()).optional(),
});
export type DiskForm = z.output<typeof form>;

/** A signed form or address that is not ours, was changed, has expired, or whose file is not what was permitted. */
export class DoorRefused extends Error {
  override readonly name = 'DoorRefused';
  constructor(readonly why: 'untrusted' | 'expired' | 'too_large' | 'too_small' | 'exists') {
    super(why);
  }
}

/** A disk store into which phones write and from which people fetch, as from OSS, through the doors of our own server. */
export interface DiskStorage extends Storage {
  /** What a posted form may do. @throws DoorRefused */
  formOf(fields: ReadonlyMap<string, string>): DiskForm;
  /** Stores the file of a form. @throws DoorRefused: `too_large`, `too_small`, `exists`; the file is not kept then */
  take(given: DiskForm, file: AsyncIterable<Uint8Array>): Promise<void>;
  /** Which object an address gives away, and under which name. @throws DoorRefused */
  wantedBy(query: URLSearchParams): { key: string; name: string };
}

const formKind = 'disk store form';
const addressKind = 'disk store address';

export function createDiskStorage(store: DiskStore, { url, sign, now }: DiskDoors): DiskStorage {
  const ensureSigned = (kind: string, text: string, signature: string | null | undefined) => {
    const [given, expected] = [Buffer.from(signature ?? ''), Buffer.from(sign(kind, text))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new DoorRefused('untrusted');
  };
  const ensureInTime = (expiresAt: Date) => {
    if (!(expiresAt > now())) throw new DoorRefused('expired');
  };
  const inSeconds = (seconds: number) => new Date(now().getTime() + seconds * 1000);

  return {
    ...store,
    permitUpload({ key, contentType, minBytes = 1, maxBytes, expiresInSeconds, callback }) {
      const expiresAt = inSeconds(expiresInSeconds);
      const given: DiskForm = { key, contentType, minBytes, maxBytes, expiresAt: expiresAt.toISOString(), ...(callback ? { variables: callback.variables } : {}) };
      const policy = Buffer.from(JSON.stringify(given)).toString('base64url');
      return Promise.resolve({ url: url(), fields: { key, policy, signature: sign(formKind, policy) }, expiresAt });
    },
    formOf(fields) {
      const policy = fields.get('policy') ?? '';
      ensureSigned(formKind, policy, fields.get('signature'));
      const given = form.parse(JSON.parse(Buffer.from(policy, 'base64url').toString()));
      if (fields.get('key') !== given.key) throw new DoorRefused('untrusted');
      ensureInTime(new Date(given.expiresAt));
      return given;
    },
    async take(given, file) {
      if (!(await store.writeOnce(given.key, within(file, given), given.contentType))) throw new DoorRefused('exists');
    },
    downloadAddress(key, { name, expiresInSeconds }) {
      const query = new URLSearchParams({ key, name, expires: inSeconds(expiresInSeconds).toISOString() });
      return Promise.resolve(`${url()}?${query.toString()}&signature=${sign(addressKind, query.toString())}`);
    },
    wantedBy(query) {
      const [key, name, expires] = ['key', 'name', 'expires'].map((field) => query.get(field) ?? '') as [string, string, string];
      ensureSigned(addressKind, new URLSearchParams({ key, name, expires }).toString(), query.get('signature'));
      ensureInTime(new Date(expires));
      return { key, name };
    },
    abandonUploads: () => store.sweepUnfinished(),
    // Our own server hears of an upload at its door; nobody calls it back.
    verifyCallback: () => Promise.reject(new CallbackUntrusted('a disk calls nobody')),
  };
}

async function* within(file: AsyncIterable<Uint8Array>, { minBytes, maxBytes }: DiskForm): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new DoorRefused('too_large');
    yield chunk;
  }
  if (bytes < minBytes) throw new DoorRefused('too_small');
}
