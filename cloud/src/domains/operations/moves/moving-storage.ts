import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { ProviderError } from '../../../adapters/provider-error';
import { CallbackUntrusted, type ListedObject, type ObjectStore, type Storage } from '../../../adapters/storage/storage';
import type { Clock } from '../../../clock';
import { bringOver, providerOf } from './bring-over';
import { noteDebt, removedFrom } from './debts';
import type { Act } from './storage-debt.entity';
import type { MoveInUse, StoresInUse } from './stores-in-use';

interface MovingDeps {
  db: DataSource;
  clock: Clock;
  log: Logger;
  /** Every store that is configured, for what they tell us. */
  configured: [Storage, ...Storage[]];
  inUse: () => Promise<StoresInUse>;
}

/** A store that failed is left alone for so long: nobody who captures waits for it again and again. */
const restMs = 30_000;

export const isMissing = (error: unknown): boolean => error instanceof ProviderError && error.providerCode === 'NoSuchKey';

/**
 * 双写: the storage as everybody sees it, by the state of the move. Reads come from the store in use, after a switch from the other
 * one too where an object is not there yet; writes and removals go to both. The store in use decides: where the other does not answer,
 * the object is noted, to be made equal later, and nobody hears of it.
 */
export function createMovingStorage({ db, clock, log, configured, inUse }: MovingDeps): Storage {
  const restsUntil = new Map<string, number>();

  /** Does the same in the other store. @returns whether it is done there */
  async function beside({ secondary }: MoveInUse, act: (store: Storage) => Promise<void>): Promise<boolean> {
    const now = clock.now().getTime();
    if ((restsUntil.get(secondary.name) ?? 0) > now) return false;
    return act(secondary).then(
      () => true,
      (error: unknown) => {
        restsUntil.set(secondary.name, now + restMs);
        log.warn({ err: error, store: secondary.name }, 'the other store does not answer; what it misses is noted');
        return false;
      },
    );
  }

  /** A change in the store in use, and beside it; where a move began, turned or ended meanwhile, what is in use now gets it too. */
  async function inBoth(key: string, act: Act, work: (store: Storage) => Promise<void>, mayRepeat = true): Promise<void> {
    const stores = await inUse();
    const { move, primary } = stores;
    await work(primary);
    if (move && !(mayRepeat && (await beside(move, work)))) await noteDebt(db, { moveId: move.id, key, truth: move.primaryIs, act }, clock.now());
    await followMove(key, act, stores);
  }

  async function followMove(key: string, act: Act, before: StoresInUse): Promise<void> {
    const now = await inUse();
    if (now.epoch === before.epoch) return;
    const isElsewhere = now.primary.name !== before.primary.name;
    const isOfMove = !isElsewhere || now.move?.secondary.name === before.primary.name;
    if (!isOfMove) await bringOver(before.primary, now.primary, key, { mayRemove: act === 'remove' });
    if (!now.move) return;
    const { id, primaryIs } = now.move;
    const truth = isElsewhere && isOfMove ? (primaryIs === 'from' ? 'to' : 'from') : primaryIs;
    await noteDebt(db, { moveId: id, key, truth, act }, clock.now());
  }

  /** Asks the store in use, and the other one where the first has no such object. */
  async function ask<T>(key: string, from: (store: Storage) => Promise<T | undefined>): Promise<T | undefined> {
    const { primary, move } = await inUse();
    const found = await from(primary);
    if (found !== undefined || !move?.fallsBack || (await removedFrom(db, { moveId: move.id, truth: move.primaryIs, keys: [key] })).has(key)) return found;
    const late = await from(move.secondary);
    if (late !== undefined) await db.query('UPDATE storage_moves SET fallbacks = fallbacks + 1 WHERE id = ?', [move.id]);
    return late;
  }
  const unlessMissing = (error: unknown): undefined => {
    if (isMissing(error)) return undefined;
    throw error;
  };

  /** Which of the stores has the object; the one in use where none does. */
  async function holderOf(key: string): Promise<Storage> {
    return (await ask(key, async (store) => ((await store.stat(key)) ? store : undefined))) ?? (await inUse()).primary;
  }

  async function listObjects(prefix: string, after?: string): Promise<ListedObject[]> {
    const { primary, move } = await inUse();
    const listed = await primary.listObjects(prefix, after);
    if (!move?.fallsBack) return listed;
    const { page, isEnd } = merged(listed, await move.secondary.listObjects(prefix, after));
    // What was removed, and only there not yet, is gone: who removes all that is listed comes to an end.
    const present = new Set(listed.map(({ key }) => key));
    const gone = await removedFrom(db, { moveId: move.id, truth: move.primaryIs, keys: page.flatMap(({ key }) => (present.has(key) ? [] : [key])) });
    const left = page.filter(({ key }) => !gone.has(key));
    return left.length > 0 || isEnd ? left : listObjects(prefix, page.at(-1)!.key);
  }

  let latest: ObjectStore = configured[0];
  const primary = async () => (latest = (await inUse()).primary);
  return {
    get name() {
      return latest.name;
    },
    stat: (key) => ask(key, (store) => store.stat(key)),
    async read(key, maxBytes) {
      const bytes = await ask(key, (store) => store.read(key, maxBytes).catch(unlessMissing));
      if (!bytes) throw new ProviderError('rejected', providerOf(latest), 'get', 'NoSuchKey');
      return bytes;
    },
    async *readStream(key, from) {
      yield* (await holderOf(key)).readStream(key, from);
    },
    write: (key, bytes, contentType) => inBoth(key, 'write', (store) => store.write(key, bytes, contentType)),
    // The source comes once: the other store gets it from the first.
    writeStream: (key, source, contentType) => inBoth(key, 'write', (store) => store.writeStream(key, source, contentType), false),
    remove: (key) => inBoth(key, 'remove', (store) => store.remove(key)),
    list: async (prefix, after) => (await listObjects(prefix, after)).map(({ key }) => key),
    listObjects,
    check: async () => (await primary()).check(),
    permitUpload: async (input) => (await primary()).permitUpload(input),
    downloadAddress: async (key, file) => (await holderOf(key)).downloadAddress(key, file),
    async abandonUploads(prefix, kept) {
      const { primary: store, move } = await inUse();
      await store.abandonUploads(prefix, kept);
      if (move) await beside(move, (other) => other.abandonUploads(prefix, kept));
    },
    async verifyCallback(request) {
      let refused: unknown;
      for (const store of configured) {
        try {
          return await store.verifyCallback(request);
        } catch (error) {
          if (!(error instanceof CallbackUntrusted)) throw error;
          refused ??= error;
        }
      }
      throw refused;
    },
  };
}

const pageSize = 1000;

/** One page of both lists: as far as both of them are known. */
function merged(one: ListedObject[], other: ListedObject[]): { page: ListedObject[]; isEnd: boolean } {
  const all = new Map([...other, ...one].map((object) => [object.key, object]));
  const known = [one, other].filter(({ length }) => length === pageSize).map((page) => page.at(-1)!.key);
  const last = known.length > 0 ? known.reduce((least, key) => (key < least ? key : least)) : undefined;
  const page = [...all.values()].filter(({ key }) => last === undefined || key <= last).sort((a, b) => (a.key < b.key ? -1 : 1));
  return { page: page.slice(0, pageSize), isEnd: last === undefined && page.length <= pageSize };
}
