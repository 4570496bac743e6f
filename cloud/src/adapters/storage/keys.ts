import { ProviderError } from '../provider-error';

/**
 * Keys that may be files of a folder: parts of letters, digits and `._-=@+`, no part of dots alone, none that begins with the `~` by which
 * a disk store marks what is its own. @throws ProviderError `bad-key`
 */
export function ensureDiskKey(key: string, operation: string): void {
  const parts = key.split('/');
  if (key.length > 900 || parts.some((part) => part.length > 200 || !/^[\w.=@+-]+$/.test(part) || /^\.+$/.test(part))) throw new ProviderError('rejected', 'disk', operation, 'bad-key');
}
