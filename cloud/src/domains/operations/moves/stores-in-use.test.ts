import type { DataSource } from 'typeorm';
import type { Storage } from '../../../adapters/storage/storage';
import { createStoresInUse, storesNamed } from './stores-in-use';

const first = { name: 'oss pictures' } as Storage;
let now = 0;
let answer: () => Promise<unknown[]>;
const open = () => createStoresInUse({ db: { query: () => answer() } as unknown as DataSource, clock: { now: () => new Date(now) } }, first, storesNamed([first]), 1);
/** What is there without waiting for anybody. */
const atOnce = (asked: Promise<unknown>) => Promise.race([asked, new Promise((resolve) => setImmediate(() => resolve('waits')))]);

it('keeps nobody waiting for the database while it knows the stores of half a minute ago, and then says that it does not', async () => {
  answer = () => Promise.resolve([]);
  const inUse = open();
  expect((await inUse()).primary).toBe(first);
  answer = () => new Promise(() => undefined);
  now += 29_000;
  expect(await atOnce(inUse())).toMatchObject({ primary: first });
  now += 2_000;
  await expect(inUse()).rejects.toMatchObject({ name: 'ProviderError', kind: 'unavailable', provider: 'oss' });
});

it('asks anew beside, so that the next one knows', async () => {
  answer = () => Promise.resolve([]);
  const inUse = open();
  await inUse();
  answer = () => Promise.resolve([{ id: '1', state: 'copying', from_store: 'oss pictures', to_store: 'disk other', falls_back: '0' }]);
  now += 3_000;
  expect((await inUse()).move).toBeUndefined();
  expect((await inUse({ isAskedNow: true })).move).toMatchObject({ id: '1', primaryIs: 'from', fallsBack: false });
  expect((await inUse()).move).toMatchObject({ secondary: { name: 'disk other' } });
});
