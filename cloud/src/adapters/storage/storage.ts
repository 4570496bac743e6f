/** 影像存储: a private bucket; phones write into it directly with a permit, and nobody but the server reads from it. */
export interface Storage {
  /** A form for one upload: this key, type and size, until it expires, never over an object that is there already. */
  permitUpload(input: UploadPermitInput): UploadPermit;
  /** Undefined where there is no such object. */
  stat(key: string): Promise<{ bytes: number; contentType: string | undefined } | undefined>;
  /** The whole object, compared with the checksum that the storage keeps. Throws ProviderError: `NoSuchKey`, `too-large`. */
  read(key: string, maxBytes: number): Promise<Buffer>;
  write(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /**
   * Writes an object of any length, part by part, with no more than one part in memory: it is there whole or not at all.
   * Where the source or the storage fails, its parts are thrown away and the error is passed on (ProviderError where it is the storage's).
   */
  writeStream(key: string, source: AsyncIterable<Uint8Array>, contentType: string): Promise<void>;
  /** An address from which anybody who has it may read this one object until it expires, as a file of this name. */
  downloadAddress(key: string, file: { name: string; expiresInSeconds: number }): Promise<string>;
  /** An object that is not there is removed already. */
  remove(key: string): Promise<void>;
  /** Keys that begin with `prefix` and come after `after`, in alphabetical order, at most 1,000. */
  list(prefix: string, after?: string): Promise<string[]>;
  /** Throws away the parts of uploads that were begun and not finished, of keys that begin with `prefix` and are not `kept`. */
  abandonUploads(prefix: string, kept: (key: string) => boolean): Promise<void>;
  /** Who calls is the storage itself, and this is what it says; throws CallbackUntrusted, or ProviderError where its key cannot be read. */
  verifyCallback(request: CallbackRequest): Promise<StoredNotice>;
  /** Resolves where the bucket can be reached with our key; for /readyz. */
  check(): Promise<void>;
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
