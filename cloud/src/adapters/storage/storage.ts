import type { BucketLifecycle } from './lifecycle';

/** What every store can do with objects; `Storage` is one that phones write into as well. */
export interface ObjectStore {
  /** How the store is called on pages and in logs: `oss yongche-pictures`, `disk backups`; no key, no path of a machine. */
  readonly name: string;
  /** The rules that the store itself follows; a disk has none. */
  readonly lifecycle?: BucketLifecycle;
  /** Undefined where there is no such object. */
  stat(key: string): Promise<{ bytes: number; contentType: string | undefined } | undefined>;
  /** The whole object, compared with the checksum that the store keeps, where it keeps one. Throws ProviderError: `NoSuchKey`, `too-large`. */
  read(key: string, maxBytes: number): Promise<Buffer>;
  /** The object in pieces, from byte `from` on; throws ProviderError where it breaks off, is shorter than it says, or is not there (`NoSuchKey`). */
  readStream(key: string, from?: number): AsyncIterable<Uint8Array>;
  write(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /**
   * Writes an object of any length, part by part, with no more than one part in memory: it is there whole or not at all.
   * Where the source or the store fails, its parts are thrown away and the error is passed on (ProviderError where it is the store's).
   */
  writeStream(key: string, source: AsyncIterable<Uint8Array>, contentType: string): Promise<void>;
  /** An object that is not there is removed already. */
  remove(key: string): Promise<void>;
  /** Keys that begin with `prefix` and come after `after`, in the order of their bytes, at most 1,000. */
  list(prefix: string, after?: string): Promise<string[]>;
  /** As `list`, with sizes. */
  listObjects(prefix: string, after?: string): Promise<ListedObject[]>;
  /** Resolves where the store can be reached with our key; for /readyz. */
  check(): Promise<void>;
}

export interface ListedObject {
  key: string;
  bytes: number;
}

/** 影像存储: private; phones write into it directly with a permit, and nobody but the server reads from it. */
export interface Storage extends ObjectStore {
  /** A form for one upload: this key, type and size, until it expires, never over an object that is there already. */
  permitUpload(input: UploadPermitInput): Promise<UploadPermit>;
  /** An address from which anybody who has it may read this one object until it expires, as a file of this name. */
  downloadAddress(key: string, file: { name: string; expiresInSeconds: number }): Promise<string>;
  /** Throws away the parts of uploads that were begun and not finished, of keys that begin with `prefix` and are not `kept`. */
  abandonUploads(prefix: string, kept: (key: string) => boolean): Promise<void>;
  /** Who calls is the storage itself, and this is what it says; throws CallbackUntrusted, or ProviderError where its key cannot be read. */
  verifyCallback(request: CallbackRequest): Promise<StoredNotice>;
}

export interface UploadPermitInput {
  key: string;
  contentType: string;
  maxBytes: number;
  /** 1 where nothing else is said: an empty file is no picture. */
  minBytes?: number;
  expiresInSeconds: number;
  /** Whom the storage tells; `variables` (names in small letters, digits and `_`) come back with the notice. */
  callback?: { url: string; variables: Record<string, string> };
}

/** POST to `url` as multipart: all `fields`, then the file under the name `file` as the last. */
export interface UploadPermit {
  url: string;
  fields: Record<string, string>;
  expiresAt: Date;
}

/** A callback as it came in; `path` and `query` as they stand in the request line, headers in small letters. */
export interface CallbackRequest {
  path: string;
  query: string;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
}

export interface StoredNotice {
  bucket: string;
  object: string;
  bytes: number;
  contentType: string;
  etag: string;
  variables: Record<string, string>;
}

/** Not from the storage, or changed on the way. */
export class CallbackUntrusted extends Error {
  override readonly name = 'CallbackUntrusted';
}
