import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Adapters } from './adapters';
import type { KeyRing } from './adapters/keys/key-ring';
import type { Clock } from './clock';
import type { Passwords } from './domains/identity/passwords';
import type { Limits } from './http/rate-limit';

/** Everything that a domain is handed; no domain reaches for it by itself. */
export interface Deps extends Adapters {
  db: DataSource;
  clock: Clock;
  log: Logger;
  keys: KeyRing;
  limits: Limits;
  passwords: Passwords;
  /** Address under which people reach the server, without a slash at its end. */
  publicUrl: string;
  /** Where the storage reports an upload. */
  storageCallbackUrl: string;
}
