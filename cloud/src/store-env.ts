import { z } from 'zod';
import { isSamePlace, type StorePlace, storePlace, StoreAddressError } from './adapters/storage/open-store';

const given = z.string().trim().min(1).optional();

/** The stores beside the one of the OSS_… variables. */
export const storeVariables = {
  OTHER_STORE: given.describe('第二个影像存储，搬迁时用：disk:/绝对路径 或 oss://存储桶.地域'),
  OTHER_STORE_KEY_ID: given.describe('第二个存储为 OSS 时，RAM 用户的 AccessKey ID'),
  OTHER_STORE_KEY_SECRET: given.describe('该 RAM 用户的 AccessKey Secret'),
  BACKUP_STORE: given.describe('备份的存储，须与影像分开：disk:/绝对路径 或 oss://存储桶.地域；不填则不做每日备份'),
  BACKUP_STORE_KEY_ID: given.describe('备份的存储为 OSS 时，另一个账号的 AccessKey ID'),
  BACKUP_STORE_KEY_SECRET: given.describe('该账号的 AccessKey Secret'),
};

export type StoreEnv = { [name in keyof typeof storeVariables]?: string | undefined };

const groups = ['OTHER_STORE', 'BACKUP_STORE'] as const;

/** What is wrong with the addresses of the stores, in plain Chinese; undefined where nothing is. */
export function storeProblem(env: StoreEnv & { OSS_BUCKET: string }): string | undefined {
  const places: StorePlace[] = [];
  for (const group of groups) {
    const secrets = { keyId: env[`${group}_KEY_ID`], keySecret: env[`${group}_KEY_SECRET`] };
    const address = env[group];
    if (!address) {
      if (secrets.keyId || secrets.keySecret) return `${group}: 没有设置（${storeVariables[group].description}）`;
      continue;
    }
    try {
      const place = storePlace(address, secrets);
      if (place.kind === 'oss' && place.config.bucket === env.OSS_BUCKET) return `${group}: 不能与 OSS_BUCKET 是同一个存储桶`;
      if (places.some((other) => isSamePlace(place, other))) return `${group}: 不能与 ${groups[0]} 是同一个存储桶或文件夹，也不能一个在另一个里面；备份须与影像分开`;
      places.push(place);
    } catch (error) {
      if (!(error instanceof StoreAddressError)) throw error;
      return `${group}: ${error.message}`;
    }
  }
  return undefined;
}

/** Addresses of a domain of its own, by which a simulator may be meant. */
export const storeEndpoints = (env: StoreEnv) => groups.map((group) => /\?endpoint=(\S+)$/.exec(env[group] ?? '')?.[1]);
