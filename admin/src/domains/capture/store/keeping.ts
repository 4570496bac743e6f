import { holdPage } from '../../../page-work';
import type { StationFacts } from '../counter-deal';
import { closeStation, type DealRecord, openStation, type PictureRecord, type Station } from './database';
import { bytesOf, type KeptDeal, withoutLending } from './kept-deal';
import { recall, remember } from './memory';
import { seal, sealValue, unseal, unsealValue } from './sealing';
import { KeepingTrouble, spaceSentence, troubleOf } from './trouble';

/** 采集台's facts as remembered, and how far the server's clock was ahead of this PC's when they came, in ms. */
export interface RememberedFacts {
  facts: StationFacts;
  ahead: number;
}

/** What a tab knows of all that this PC keeps; a new object with each change. */
export interface KeepingState {
  isReady: boolean;
  /** Newest first. */
  deals: KeptDeal[];
  unreadable: Pick<DealRecord, 'id' | 'serial' | 'begunAt'>[];
  /** What went wrong with keeping, and the warning that space runs out; null where all is well. */
  trouble: string | null;
  space: string | null;
  facts: RememberedFacts | null;
  /** As the sender found it last, in whichever tab it runs. */
  isOnline: boolean;
  /** Why nothing goes up though the network is there; null where nothing is wrong. */
  obstacle: string | null;
  /** Who works here now. */
  staffId: string | null;
}

/** Bytes of a picture that are put down together with the change that names them. */
export interface PictureBytes {
  id: string;
  bytes: ArrayBuffer;
}

type News = { kind: 'deal'; id: string } | { kind: 'facts' } | { kind: 'line'; isOnline: boolean; obstacle: string | null };

const overStaysMs = 3 * 24 * 3600_000;
/** So long after a deal the next car of the same seller may still begin with its pictures. */
const batchLastsMs = 15 * 60_000;

/** What this PC keeps, with a copy in memory for the page; all tabs tell each other what they change. */
export function createKeeping() {
  const nothing: KeepingState = { isReady: false, deals: [], unreadable: [], trouble: null, space: null, facts: null, isOnline: true, obstacle: null, staffId: null };
  let state = nothing;
  let loading: Promise<Station> | undefined;
  let channel: BroadcastChannel | undefined;
  const listeners = new Set<() => void>();
  /** Which version of a deal is in memory: a reading that was overtaken does not bring an older one back. */
  const placed = new Map<string, number>();

  const set = (part: Partial<KeepingState>) => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const tell = (news: News) => channel?.postMessage(news);

  function place(id: string, deal: KeptDeal | undefined, version = Infinity): void {
    if (version < (placed.get(id) ?? 0)) return;
    placed.set(id, version);
    const others = state.deals.filter((other) => other.id !== id);
    set({ deals: deal ? [...others, deal].sort((one, other) => other.begunAt.localeCompare(one.begunAt)) : others });
  }

  async function hear(news: News): Promise<void> {
    if (news.kind === 'line') set({ isOnline: news.isOnline, obstacle: news.obstacle });
    if (news.kind === 'facts') set({ facts: (await recall<RememberedFacts>('facts')) ?? null });
    if (news.kind === 'deal') {
      const kept = await readKept(news.id);
      place(news.id, kept?.deal, kept?.version);
    }
  }

  async function load(): Promise<Station> {
    const station = await openStation();
    channel ??= new BroadcastChannel('yongche-station');
    channel.onmessage = ({ data }: MessageEvent<News>) => void hear(data).catch(report);
    const [deals, unreadable]: [KeptDeal[], DealRecord[]] = [[], []];
    for (const record of await station.database.getAll('deals')) {
      await unsealValue<KeptDeal>(station.key, record.id, record).then((deal) => deals.push(deal), () => unreadable.push(record));
    }
    deals.sort((one, other) => other.begunAt.localeCompare(one.begunAt));
    const [remembered, space] = [(await recall<RememberedFacts>('facts')) ?? null, await spaceSentence()];
    // The server may have told newer ones meanwhile.
    set({ deals, unreadable: unreadable.map(({ id, serial, begunAt }) => ({ id, serial, begunAt })), facts: state.facts ?? remembered, isReady: true, trouble: null, space });
    return station;
  }

  /** The database, once it was read; a failed attempt is made again the next time. */
  function ready(): Promise<Station> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      report(error);
      throw troubleOf(error);
    });
    // Closed by the browser, or for a newer page: it is opened anew.
    return loading.then(openStation);
  }

  function report(error: unknown): void {
    if (!(error instanceof KeepingTrouble)) set({ trouble: troubleOf(error).message });
  }

  /** Says in Chinese what the disk or the browser did not do, to who asked and on the page. */
  async function guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await holdPage(work);
      if (state.trouble) set({ trouble: null });
      return result;
    } catch (error) {
      report(error);
      throw troubleOf(error);
    }
  }

  async function readKept(id: string): Promise<{ deal: KeptDeal; version: number } | undefined> {
    const { database, key } = await ready();
    const record = await database.get('deals', id);
    return record && { deal: await unsealValue<KeptDeal>(key, id, record), version: record.version };
  }

  const read = async (id: string) => (await readKept(id))?.deal;

  async function sealed(dealId: string, bytes: PictureBytes[], key: CryptoKey): Promise<PictureRecord[]> {
    return Promise.all(bytes.map(async (each) => ({ id: each.id, dealId, ...(await seal(key, each.id, each.bytes)) })));
  }

  /** One transaction: the record in its next version, pictures that come and pictures that go. @returns false where another change was faster */
  async function write({ database }: Station, record: DealRecord, pictures: PictureRecord[], gone: string[], durability: 'strict' | 'relaxed'): Promise<boolean> {
    const transaction = database.transaction(['deals', 'pictures'], 'readwrite', { durability });
    const [deals, bytes] = [transaction.objectStore('deals'), transaction.objectStore('pictures')];
    const isNext = ((await deals.get(record.id))?.version ?? 0) === record.version - 1;
    const acts = isNext ? [deals.put(record), ...pictures.map((picture) => bytes.put(picture)), ...gone.map((id) => bytes.delete(id))] : [];
    await Promise.all([...acts, transaction.done]);
    return isNext;
  }

  /** A new deal, with the pictures that it begins with. It is on the disk when this resolves. */
  const add = (deal: KeptDeal) =>
    guarded(async () => {
      const station = await ready();
      const record = { id: deal.id, version: 1, begunAt: deal.begunAt, serial: null, ...(await sealValue(station.key, deal.id, deal)) };
      await write(station, record, [], [], 'strict');
      place(deal.id, deal, record.version);
      tell({ kind: 'deal', id: deal.id });
    });

  /**
   * Changes a deal, as often as it takes: `by` gets it as it stands and gives it back as it shall be, the same where nothing is to be
   * done. Pictures that it names no more are deleted with it. What the operator did is on the disk when this resolves.
   * @returns the deal as it stands now; undefined where it is not kept any more
   */
  const change = (id: string, by: (deal: KeptDeal) => KeptDeal, { bytes = [], durability = 'strict' }: { bytes?: PictureBytes[]; durability?: 'strict' | 'relaxed' } = {}) =>
    guarded(async () => {
      const station = await ready();
      const pictures = await sealed(id, bytes, station.key);
      for (;;) {
        const record = await station.database.get('deals', id);
        if (!record) return undefined;
        const before = await unsealValue<KeptDeal>(station.key, id, record).catch(() => {
          throw new KeepingTrouble('这笔交易在本机的记录已损坏，不能再改。请重新采集，并告知市场负责人。');
        });
        const after = by(before);
        if (after === before) return before;
        const stays = new Set(bytesOf(after));
        const gone = bytesOf(before).filter((each) => !stays.has(each));
        const next = { id, version: record.version + 1, begunAt: after.begunAt, serial: after.serial, ...(await sealValue(station.key, id, after)) };
        if (!(await write(station, next, pictures.filter((picture) => stays.has(picture.id)), gone, durability))) continue;
        place(id, after, next.version);
        tell({ kind: 'deal', id });
        return after;
      }
    });

  const remove = (id: string) =>
    guarded(async () => {
      const { database } = await ready();
      const transaction = database.transaction(['deals', 'pictures'], 'readwrite');
      const bytes = await transaction.objectStore('pictures').index('dealId').getAllKeys(id);
      await Promise.all([transaction.objectStore('deals').delete(id), ...bytes.map((each) => transaction.objectStore('pictures').delete(each)), transaction.done]);
      place(id, undefined);
      set({ unreadable: state.unreadable.filter((record) => record.id !== id) });
      tell({ kind: 'deal', id });
    });

  /** Bytes of a picture by `fullOf` or `thumbnailOf`; undefined where they are not here, or do not open. */
  const picture = async (id: string): Promise<ArrayBuffer | undefined> => {
    const { database, key } = await ready();
    const record = await database.get('pictures', id);
    return record && unseal(key, id, record).catch(() => undefined);
  };

  /** What has been over for three days goes, batches end, and bytes that belong to nothing are removed. */
  const tidy = async (now: number) => {
    const station = await ready();
    for (const { id, lends, overAt } of state.deals) {
      if (overAt === null) continue;
      if (now - overAt > overStaysMs) await remove(id);
      else if (lends && now - overAt > batchLastsMs) await change(id, withoutLending);
    }
    for (const { id, begunAt } of state.unreadable) if (now - Date.parse(begunAt) > overStaysMs) await remove(id);
    const transaction = station.database.transaction(['deals', 'pictures'], 'readwrite');
    const known = new Set(await transaction.objectStore('deals').getAllKeys());
    for (let cursor = await transaction.objectStore('pictures').index('dealId').openKeyCursor(); cursor; cursor = await cursor.continue()) {
      if (!known.has(cursor.key)) await transaction.objectStore('pictures').delete(cursor.primaryKey);
    }
    await transaction.done;
    set({ space: await spaceSentence() });
  };

  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      void ready().catch(() => undefined); // Told by `report`.
      return () => void listeners.delete(listener);
    },
    state: () => state,
    ready,
    read,
    add,
    change,
    remove,
    picture,
    tidy,
    async noteFacts(facts: StationFacts, ahead: number): Promise<void> {
      set({ facts: { facts, ahead } });
      await guarded(() => remember('facts', { facts, ahead }));
      tell({ kind: 'facts' });
    },
    noteSpace: async () => set({ space: await spaceSentence() }),
    noteLine(isOnline: boolean, obstacle: string | null): void {
      if (state.isOnline === isOnline && state.obstacle === obstacle) return;
      set({ isOnline, obstacle });
      tell({ kind: 'line', isOnline, obstacle });
    },
    noteStaff: (staffId: string | null) => set({ staffId }),
    /** As a page that is closed. */
    async close(): Promise<void> {
      channel?.close();
      [channel, loading, state] = [undefined, undefined, nothing];
      placed.clear();
      await closeStation();
    },
  };
}

export type Keeping = ReturnType<typeof createKeeping>;
