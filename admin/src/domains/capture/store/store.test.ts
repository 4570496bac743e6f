/** What the counter's PC keeps: sealed, whole after a crash, and told in Chinese where it cannot. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { closeStation, openStation } from './database';
import { fullOf, thumbnailOf } from './kept-deal';
import { createKeeping } from './keeping';
import { beginDeal, cancelDeal, changeDeal, completeDeal, dropPicture, forgetDeal, keepPicture, keeping, markPicture, noteNotice, pictureUrl, shareSellerPictures, takeOver } from './station';
import { agent, colleague, facts, input, operator, takenPicture } from './test-counter';
import { troubleOf, unreadableSentence } from './trouble';

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  await keeping.ready();
  await keeping.noteFacts(facts(), 0);
});
afterEach(() => keeping.close());

const begin = (batchId: string | null = null, plate = input.plate) => beginDeal({ input: { ...input, plate }, agent, batchId, staff: operator });
const deal = (id: string) => keeping.state().deals.find((each) => each.id === id)!;
/** The page is closed, or crashes, and is opened again. */
const restart = async () => {
  await keeping.close();
  await keeping.ready();
};

/** All that lies on the disk, as text. */
async function disk(): Promise<string> {
  const { database } = await openStation();
  const rows = [...(await database.getAll('deals')), ...(await database.getAll('pictures')), ...(await database.getAll('memory'))];
  return rows.map(({ sealed, ...plain }) => JSON.stringify(plain) + new TextDecoder('latin1').decode(sealed)).join('\n');
}

describe('what lies on the disk', () => {
  it('is all there after a crash', async () => {
    const { id } = await begin();
    await keepPicture(id, 'P20', await takenPicture('licence'), null);
    await noteNotice(id, 0);
    await completeDeal(id);
    await restart();
    expect(deal(id)).toMatchObject({ input, intent: 'complete', stage: 'closing', notifiedAt: [expect.any(String), null], pictures: [{ slot: 'P20', state: 'waiting', bytes: 15 }] });
    expect(new TextDecoder().decode(await keeping.picture(fullOf(deal(id).pictures[0]!.id)))).toBe('jpeg of licence');
    const url = await pictureUrl(deal(id).pictures[0]!.id, 'thumbnail');
    expect(url).toMatch(/^blob:/);
  });
  it('shows no name, number or picture in plain, and its key cannot be taken out', async () => {
    const { id } = await begin();
    await keepPicture(id, 'P20', await takenPicture('licence'), null);
    const text = await disk();
    for (const secret of ['王卖方', '330203199001011234', 'LSGPC52U6AF102554', 'jpeg of licence', 'small licence']) {
      expect(text).not.toContain(new TextDecoder('latin1').decode(new TextEncoder().encode(secret)));
    }
    const { key } = await openStation();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });
  it('does not open under another name', async () => {
    const [one, other] = [await begin(), await begin()];
    const { database } = await openStation();
    const [mine, theirs] = [(await database.get('deals', one.id))!, (await database.get('deals', other.id))!];
    await database.put('deals', { ...theirs, iv: mine.iv, sealed: mine.sealed });
    await restart();
    expect(keeping.state().deals.map(({ id }) => id)).toEqual([one.id]);
  });
});

describe('a record that does not open', () => {
  it('is told by serial or time, and the rest goes on', async () => {
    const [good, bad] = [await begin(), await begin()];
    const { database } = await openStation();
    const record = (await database.get('deals', bad.id))!;
    await database.put('deals', { ...record, serial: '202611230001010012', sealed: record.sealed.slice(4) });
    await restart();
    expect(keeping.state().deals.map(({ id }) => id)).toEqual([good.id]);
    expect(unreadableSentence(keeping.state().unreadable)).toContain('有1笔交易的记录已损坏，打不开（流水号 202611230001010012）');
    await expect(changeDeal(bad.id, input)).rejects.toThrow('记录已损坏，不能再改');
    await changeDeal(good.id, { ...input, plate: '浙B99999' });
  });
  it('is every one where the key was lost; new deals are kept under a new key', async () => {
    const lost = await begin();
    const { database } = await openStation();
    await database.clear('keys');
    await restart();
    expect(unreadableSentence(keeping.state().unreadable)).toContain('开始的一笔');
    const { id } = await begin();
    await restart();
    expect(keeping.state().deals.map((each) => each.id)).toEqual([id]);
    expect(keeping.state().unreadable.map((each) => each.id)).toEqual([lost.id]);
  });
});

describe('a page that is just opened', () => {
  it('keeps what the server told while it was still reading the disk', async () => {
    await keeping.close();
    globalThis.indexedDB = new IDBFactory();
    const reading = keeping.ready();
    await keeping.noteFacts(facts(), 0);
    await reading;
    expect(keeping.state().facts?.facts.partyNotice.version).toBe(facts().partyNotice.version);
  });
});

describe('two tabs', () => {
  it('change one deal at once and lose nothing; each sees what the other did', async () => {
    const other = createKeeping();
    await other.ready();
    const { id } = await begin();
    await Promise.all([
      noteNotice(id, 0),
      other.change(id, (kept) => ({ ...kept, serial: '202611230001010010' })),
      noteNotice(id, 1),
      ...['P20', 'P22'].map(async (slot) => keepPicture(id, slot, await takenPicture(slot), null)),
    ]);
    expect(await keeping.read(id)).toMatchObject({ serial: '202611230001010010', notifiedAt: [expect.any(String), expect.any(String)] });
    expect((await keeping.read(id))!.pictures).toHaveLength(2);
    for (let wait = 0; wait < 100 && other.state().deals[0]?.pictures.length !== 2; wait++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(other.state().deals[0]).toEqual(await keeping.read(id));
    await other.close();
  });
  it('a tab that reads slowly what the other one did keeps its own later change', async () => {
    const other = createKeeping();
    await other.ready();
    const { id } = await begin();
    const slow = jest.spyOn(crypto.subtle, 'decrypt');
    const open = crypto.subtle.decrypt.bind(crypto.subtle);
    await other.change(id, (kept) => ({ ...kept, serial: 'first' }));
    slow.mockImplementationOnce(async (...what) => {
      const opened = await open(...what);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return opened;
    });
    for (let wait = 0; wait < 100 && slow.mock.calls.length === 1; wait++) await new Promise((resolve) => setTimeout(resolve, 1));
    await keepPicture(id, 'P20', await takenPicture('licence'), null);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(deal(id).pictures).toHaveLength(1);
    slow.mockRestore();
    await other.close();
  });
});

describe('a disk or a browser that does not keep', () => {
  it('says so where there is no room, keeps what was there, and goes on when there is', async () => {
    const { id } = await begin();
    const { database } = await openStation();
    const full = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });
    const real = database.transaction.bind(database);
    database.transaction = (() => {
      throw full;
    }) as never;
    await expect(keepPicture(id, 'P20', await takenPicture('licence'), null)).rejects.toThrow('这台电脑的硬盘空间不够，刚才的内容没有保存');
    expect(keeping.state().trouble).toContain('硬盘空间不够');
    expect(deal(id).pictures).toEqual([]);
    database.transaction = real;
    await keepPicture(id, 'P20', await takenPicture('licence'), null);
    expect(keeping.state().trouble).toBeNull();
  });
  it('warns below 500 MB', async () => {
    const estimate = jest.fn(async () => ({ quota: 1_000_000_000, usage: 700_000_000 }));
    Object.defineProperty(globalThis, 'navigator', { value: { storage: { estimate } }, configurable: true });
    await keeping.noteSpace();
    expect(keeping.state().space).toContain('只剩约286MB');
    estimate.mockResolvedValue({ quota: 9_000_000_000, usage: 700_000_000 });
    await keeping.noteSpace();
    expect(keeping.state().space).toBeNull();
  });
  it('says so where the database cannot be opened, and asks again the next time', async () => {
    await keeping.close();
    const real = globalThis.indexedDB;
    globalThis.indexedDB = { open: () => { throw new Error('denied'); } } as never;
    await expect(begin()).rejects.toThrow('可能是无痕窗口，或本机数据库已损坏');
    expect(keeping.state()).toMatchObject({ isReady: false, trouble: expect.stringContaining('无痕窗口') });
    globalThis.indexedDB = real;
    await begin();
    expect(keeping.state()).toMatchObject({ isReady: true, trouble: null });
    expect(troubleOf(Object.assign(new Error(), { name: 'VersionError' })).message).toContain('由更新的页面保存');
  });
});

describe('pictures of a deal', () => {
  it('replace the earlier one of a type that allows one, with its bytes', async () => {
    const { id } = await begin();
    await keepPicture(id, 'P20', await takenPicture('first'), null);
    const [first] = deal(id).pictures;
    await keepPicture(id, 'P20', await takenPicture('second'), null);
    expect(deal(id).pictures).toHaveLength(1);
    expect(await keeping.picture(fullOf(first!.id))).toBeUndefined();
    expect(await keeping.picture(thumbnailOf(first!.id))).toBeUndefined();
  });
  it('are marked to be taken again, and dropped', async () => {
    const { id } = await begin();
    await keepPicture(id, 'P20', await takenPicture('first'), null);
    const [first] = deal(id).pictures;
    await markPicture(id, first!.id, 'R02');
    expect(deal(id).pictures[0]!.marked).toBe('R02');
    await dropPicture(id, first!.id);
    expect(deal(id).pictures).toEqual([]);
    expect(await keeping.picture(fullOf(first!.id))).toBeUndefined();
  });
  it('of the seller are shared by the cars of one batch, also when the first car is done, until another batch begins', async () => {
    const first = await begin('batch-1');
    for (const slot of ['P01', 'P02', 'P20']) await keepPicture(first.id, slot, await takenPicture(slot), null);
    const second = await begin('batch-1', '浙B22222');
    expect(await shareSellerPictures(first.id, second.id)).toBe(2);
    const [one, copy] = [deal(first.id).pictures[0]!, deal(second.id).pictures[0]!];
    expect(copy).toMatchObject({ slot: 'P01', sha256: one.sha256, state: 'waiting', capturedAt: one.capturedAt });
    expect(copy.id).not.toBe(one.id);
    await cancelDeal(first.id, '买方不要了');
    const third = await begin('batch-1', '浙B33333');
    expect(await shareSellerPictures(first.id, third.id)).toBe(2);
    await begin('batch-2', '浙B44444');
    expect(deal(first.id).pictures).toEqual([]);
    expect(await keeping.picture(fullOf(one.id))).toBeUndefined();
    expect(await shareSellerPictures(second.id, (await begin(null)).id)).toBe(0);
  });
  it('of a party that stays the same keep its consent when the entries are corrected', async () => {
    const { id } = await begin();
    await noteNotice(id, 0);
    const [seller, buyer] = input.parties;
    await changeDeal(id, { ...input, parties: [{ ...seller!, name: '王卖芳' } as never, { ...buyer!, idNumber: '330204199102022340' } as never] });
    expect(deal(id).notifiedAt).toEqual([expect.any(String), null]);
    await changeDeal(id, { ...input, parties: [buyer!, seller!] });
    expect(deal(id).notifiedAt).toEqual([null, expect.any(String)]);
  });
});

describe('the end of a deal', () => {
  it('that the server never heard of is at once, and leaves nothing of a person', async () => {
    const { id } = await begin();
    await keepPicture(id, 'P20', await takenPicture('licence'), null);
    await expect(forgetDeal(id)).rejects.toThrow('还没有办完');
    await cancelDeal(id, '卖方改日再来');
    expect(deal(id)).toMatchObject({ stage: 'cancelled', pictures: [], input: { plate: '浙B12345', vin: '', parties: [] }, agent: { holderName: '', companyName: '' }, cancelReason: null });
    expect((await openStation()).database.count('pictures')).resolves.toBe(0);
    await expect(keepPicture(id, 'P20', await takenPicture('late'), null)).rejects.toThrow('这笔交易已取消，不能再改');
    await forgetDeal(id);
    expect(keeping.state().deals).toEqual([]);
  });
  it('is forgotten after three days; bytes that belong to nothing go', async () => {
    const { id } = await begin();
    await cancelDeal(id, '买方不要了');
    const { database, key } = await openStation();
    expect(key).toBeDefined();
    await database.put('pictures', { id: 'stray/full', dealId: 'nobody', iv: new Uint8Array(12), sealed: new ArrayBuffer(4) });
    await keeping.tidy(Date.now() + 2 * 24 * 3600_000);
    expect(deal(id)).toBeDefined();
    expect(await database.count('pictures')).toBe(0);
    await keeping.tidy(Date.now() + 3 * 24 * 3600_000 + 1000);
    expect(keeping.state().deals).toEqual([]);
    await restart();
    expect(keeping.state().deals).toEqual([]);
  });
});

it('hands the unfinished deals of one operator to another, who asks for it', async () => {
  const [open, done] = [await begin(), await begin()];
  await cancelDeal(done.id, '买方不要了');
  await takeOver(operator.id, colleague);
  expect([deal(open.id).staffId, deal(open.id).staffName, deal(done.id).staffId]).toEqual([colleague.id, '尤二', operator.id]);
});

it('writes moments as the server would, where this PC is told how wrong its clock is', async () => {
  await keeping.noteFacts(facts(), -3600_000);
  const { id } = await begin();
  await keepPicture(id, 'P20', await takenPicture('licence'), null);
  expect(Date.parse(deal(id).pictures[0]!.capturedAt)).toBeLessThan(Date.now() - 3500_000);
});

afterAll(closeStation);
