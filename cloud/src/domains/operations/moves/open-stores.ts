import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import { createDiskStore, type DiskStore } from '../../../adapters/storage/disk';
import { createDiskStorage, type DiskStorage } from '../../../adapters/storage/disk-storage';
import type { StorePlace } from '../../../adapters/storage/open-store';
import { createOssStorage, type OssConfig } from '../../../adapters/storage/oss';
import type { ObjectStore, Storage } from '../../../adapters/storage/storage';
import { type Clock, systemClock } from '../../../clock';
import { ConfigurationError } from '../../../env';
import { ensureKnownDisk } from './known-disks';
import { createMovingStorage } from './moving-storage';
import { createStoresInUse, storesNamed } from './stores-in-use';

/** Path on our own server of a disk store's doors: forms are posted to it, files fetched from it. */
export const diskDoorsPath = '/api/storage/disk';

/** The stores that this process is configured for. */
export interface Stores {
  /** A store by its name; one that is not configured cannot be reached. */
  called(name: string): Storage;
  /** The store that is read from now, and the other one, if there is one. */
  names(): Promise<{ current: string; other: string | null }>;
  /** The one on a disk, with its doors. */
  disk: DiskStorage | undefined;
  /** Whereto browsers upload, besides our own server and the first store. */
  uploadOrigins: string[];
}

interface OpenStores {
  db: DataSource;
  clock: Clock;
  log: Logger;
  keys: KeyRing;
  /** Our own address, once there is one. */
  publicUrl: () => string;
  /** The store of the OSS_… variables. */
  first: Storage;
  /** The other one; undefined where there is none. */
  other: StorePlace | undefined;
  /** Where the daily backups go; undefined where there are none. */
  backup: StorePlace | undefined;
  /** Where OSS's callback key may be; the same for every bucket. */
  callbackKeyUrl: string | undefined;
  /** How long a bucket may take to answer. */
  timeoutMs?: number;
}

/** Opens the stores, and the storage that chooses among them. @throws ConfigurationError where the one that is in use is not configured, or a folder is not the one that it should be */
export async function openStores({ db, clock, log, keys, publicUrl, first, other, backup, callbackKeyUrl, timeoutMs = 5000 }: OpenStores): Promise<{ storage: Storage; stores: Stores; backupStore: ObjectStore | undefined }> {
  async function opened<T>(place: StorePlace | undefined, disk: (store: DiskStore) => T, bucket: (config: OssConfig) => T): Promise<T | undefined> {
    if (place?.kind !== 'disk') return place && bucket(place.config);
    const store = createDiskStore(place.folder, place.name);
    await ensureKnownDisk({ db, clock, log }, store, place.folder);
    return disk(store);
  }
  const backupStore = await opened<ObjectStore>(backup, (store) => store, (config) => createOssStorage(config, timeoutMs, systemClock.now));
  const doors = { url: () => publicUrl() + diskDoorsPath, sign: (kind: string, text: string) => keys.index(kind, text), now: () => clock.now() };
  const second = await opened<DiskStorage | Storage>(other, (store) => createDiskStorage(store, doors), (config) => createOssStorage({ ...config, ...(callbackKeyUrl ? { callbackKeyUrl } : {}) }, timeoutMs, systemClock.now));
  const configured: [Storage, ...Storage[]] = second ? [first, second] : [first];
  const called = storesNamed(configured);
  const inUse = createStoresInUse({ db, clock }, configured[0], called);
  const { primary } = await inUse();
  if (!configured.includes(primary)) throw new ConfigurationError(`影像在存储“${primary.name}”中，但没有配置它，服务没有启动。已配置的是：${configured.map(({ name }) => name).join('、')}。请核对 OSS_BUCKET 和 OTHER_STORE。`);
  const storage = createMovingStorage({ db, clock, log, configured, inUse });
  return {
    storage,
    backupStore,
    stores: {
      disk: other?.kind === 'disk' ? (second as DiskStorage) : undefined,
      called,
      uploadOrigins: other?.kind === 'oss' ? [originOf(other.config)] : [],
      async names() {
        const current = (await inUse({ isAskedNow: true })).primary.name;
        return { current, other: configured.find(({ name }) => name !== current)?.name ?? null };
      },
    },
  };
}

const originOf = ({ endpoint, bucket, region }: OssConfig) => new URL(endpoint ?? `https://${bucket}.${region}.aliyuncs.com`).origin;
