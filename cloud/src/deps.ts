import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Adapters } from './adapters';
import type { KeyRing } from './adapters/keys/key-ring';
import type { Clock } from './clock';
import type { DuplicateIndex } from './domains/checks/duplicates/duplicate-index';
import type { Bell } from './domains/checks/reading/bell';
import type { Passwords } from './domains/identity/passwords';
import type { Monitoring } from './domains/operations/monitoring/open-monitoring';
import type { StaffWeb } from './domains/operations/page-web';
import type { Limits } from './http/rate-limit';

/** Everything that a domain is handed; no domain reaches for it by itself. */
export interface Deps extends Adapters {
  db: DataSource;
  clock: Clock;
  log: Logger;
  keys: KeyRing;
  limits: Limits;
  passwords: Passwords;
  /** Rung when a picture waits to be read, for the readers of this process. */
  readingBell: Bell;
  /** Pictures of all deals, to be found again. */
  duplicates: DuplicateIndex;
  /** The builds of the staff web, and which of them is wanted where. */
  staffWeb: StaffWeb;
  /** What is measured of this process, its machine and the services that it calls. */
  monitoring: Monitoring;
  /** How often the evidence log is signed where it has grown, in minutes. */
  checkpointMinutes: number;
  /** Address under which people reach the server, without a slash at its end. */
  publicUrl: string;
  /** Where the storage reports an upload. */
  storageCallbackUrl: string;
}
