import { openStation } from './database';
import { sealValue, unsealValue } from './sealing';

/** Small things that this PC remembers beside the deals, sealed like them. */
export async function recall<T>(id: 'operator' | 'facts'): Promise<T | undefined> {
  const { database, key } = await openStation();
  const record = await database.get('memory', id);
  // What does not open any more is as good as never remembered: it comes again with the next answer or log-in.
  return record && unsealValue<T>(key, id, record).catch(() => undefined);
}

export async function remember(id: 'operator' | 'facts', value: unknown): Promise<void> {
  const { database, key } = await openStation();
  await database.put('memory', await sealValue(key, id, value), id);
}

export async function forget(id: 'operator' | 'facts'): Promise<void> {
  const { database } = await openStation();
  const transaction = database.transaction('memory', 'readwrite', { durability: 'strict' });
  await transaction.store.delete(id);
  await transaction.done;
}
