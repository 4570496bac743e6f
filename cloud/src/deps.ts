import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Adapters } from './adapters';
import type { KeyRing } from './adapters/keys/key-ring';
import type { ObjectStore } from './adapters/storage/storage';
import type { Clock } from './clock';
import type { DuplicateIndex } from './domains/checks/duplicates/duplicate-index';
import type { Bell } from './domains/checks/reading/bell';
import type { Passwords } from './domains/identity/passwords';
import type { DrillPlace } from './domains/operations/drills/workplace';
import type { Monitoring } from './domains/operations/monitoring/open-monitoring';
import type { Stores } from './domains/operations/moves/open-stores';
import type { StaffWeb } from './domains/operations/page-web';
import type { FullDisks } from './full-disks';
import type { Limits } from './http/rate-limit';

/** Of the keys, only what encrypts: what opens a backup is on no server, but for the machine that does drills. */
export interface Safekeeping {
  /** `mysql://…` of an account that may hold writes for a moment and read the log of changes. */
  databaseUrl: string;
  /** Where the database's client programs are, as `findDatabaseTools` takes it. */
  toolFolder: string | undefined;
  /** Path of the KEY_FILE. */
  keyFile: string;
  /** age1…, of the technical unit; without it nothing is backed up daily. */
  recipient: string | undefined;
  /** age1…, of the association; without it no month is archived. */
  archiveRecipient: string | undefined;
  /** Path of the technical unit's identity, where this machine does drills. */
  drillIdentityFile: string | undefined;
}

/** Everything that a domain is handed; no domain reaches for it by itself. */
export interface Deps extends Adapters {
  db: DataSource;
  clock: Clock;
  log: Logger;
  /** Which disks this process found full. */
  fullDisks: FullDisks;
  keys: KeyRing;
  /** The stores of pictures that are configured; `storage` chooses among them. */
  stores: Stores;
  /** Where the technical unit's backups go; undefined where none is configured. */
  backupStore: ObjectStore | undefined;
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
  /** What backups, archives and restore drills are made with. */
  safekeeping: Safekeeping;
  /** Where backups are restored to show that they can be; undefined where this machine has no empty database for it. */
  drillPlace: DrillPlace | undefined;
  /** Address under which people reach the server, without a slash at its end. */
  publicUrl: string;
  /** Where the storage reports an upload. */
  storageCallbackUrl: string;
}
