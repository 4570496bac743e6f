/** 影像存储: a private bucket; phones write into it directly with a permit, and nobody but the server reads from it. */
export interface Storage {
  /** A form for one upload: this key, type and size, until it expires, never over an object that is there already. */
  permitUpload(input: UploadPermitInput): UploadPermit;
  /** Undefined where there is no such object. */
  stat(key: string): Promise<{ bytes: number; contentType: string | undefined } | undefined>;
  /** The whole object, compared with the checksum that the storage keeps. Throws ProviderError: `NoSuchKey`, `too-large`. */
  read(key: string, maxBytes: number): Promise<Buffer>;
  write(key: string, bytes: Buffer, contentType: string): Promise<void>;
  /** An object that is not there is removed already. */
  remove(key: string): Promise<void>;
  /** Keys that begin with `prefix` and come after `after`, in alphabetical order, at most 1,000. */
  list(prefix: string, after?: string): Promise<string[]>;
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
