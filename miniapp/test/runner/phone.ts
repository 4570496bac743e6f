import { createHash } from 'node:crypto';
import type { Platform } from './platform';

/** What stays when a mini-program is killed: the phone itself. Give it to the next run to start the app again on it. */
export interface Phone {
  storage: Map<string, string>;
  files: Map<string, Uint8Array>;
  online: boolean;
  clipboard: string;
  /** Pictures that apps have put into the album. */
  album: Uint8Array[];
  /** What the camera sees: the bytes of a real picture. */
  camera: Uint8Array | undefined;
}

export function createPhone(): Phone {
  return { storage: new Map(), files: new Map(), online: true, clipboard: '', album: [], camera: undefined };
}

/** A native call that is refused; `fields` are added to what `fail` gets. */
export class NativeFailure extends Error {
  constructor(
    message: string,
    readonly fields: Record<string, unknown> = {},
  ) {
    super(message);
  }
}

/** Where a host keeps its files; what is temporary goes with the app. */
export const fileRoots: Record<Platform, { temporary: string; lasting: string; user: string }> = {
  weapp: { temporary: 'wxfile://tmp_', lasting: 'wxfile://store_', user: 'wxfile://usr' },
  alipay: { temporary: 'https://resource/tmp_', lasting: 'https://resource/store_', user: 'https://usr' },
};

let named = 0;

/** Puts a file where the host puts pictures that were just taken or made. @returns its path in the mini-program */
export function addTemporary(phone: Phone, platform: Platform, bytes: Uint8Array, ending = 'jpg'): string {
  const file = `${fileRoots[platform].temporary}${(named += 1)}.${ending}`;
  phone.files.set(file, bytes);
  return file;
}

/** What a killed app leaves behind. */
export function dropTemporary(phone: Phone, platform: Platform): void {
  for (const file of phone.files.keys()) if (file.startsWith(fileRoots[platform].temporary)) phone.files.delete(file);
}

/** @throws NativeFailure where there is no such file */
export function readFile(phone: Phone, file: unknown): Uint8Array {
  const bytes = phone.files.get(String(file));
  if (!bytes) throw new NativeFailure(`no such file or directory, open ${String(file)}`, { error: 10022 });
  return bytes;
}

/** Moves a temporary file to where it lasts: the hosts take the temporary one away. @returns the new path */
export function saveFile(phone: Phone, platform: Platform, from: unknown, to: unknown): string {
  const { temporary, lasting, user } = fileRoots[platform];
  const bytes = readFile(phone, from);
  const target = to === undefined ? `${lasting}${(named += 1)}.jpg` : String(to);
  if (!target.startsWith(lasting) && !target.startsWith(`${user}/`))
    throw new NativeFailure(`permission denied, open ${target}`);
  phone.files.set(target, bytes);
  if (String(from).startsWith(temporary)) phone.files.delete(String(from));
  return target;
}

/** Size, and the digest where one is asked for; the hosts know md5 and sha1 (Alipay sha256 also). */
export function fileInfo(phone: Phone, file: unknown, algorithm?: unknown): { size: number; digest?: string } {
  const bytes = readFile(phone, file);
  const digest = typeof algorithm === 'string' ? createHash(algorithm).update(bytes).digest('hex') : undefined;
  return { size: bytes.byteLength, ...(digest ? { digest } : {}) };
}
