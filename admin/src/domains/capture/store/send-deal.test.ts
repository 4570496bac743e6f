/** The sender as a story: whatever is lost on the way, each deal and each picture gets to the server once, and nobody waits for ever. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { fullOf, hasWork, thumbnailOf } from './kept-deal';
import { openStation } from './database';
import { bringDeal, readServer } from './send-deal';
import { cancelDeal, changeDeal, completeDeal, dropPicture, keepPicture, keeping, markPicture, noteNotice, reopenDeal } from './station';
import { captured } from './test-captured';
import { createCounter, facts, input, operator, refusal, takenPicture, unreachable } from './test-counter';

let counter: ReturnType<typeof createCounter>;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  counter = createCounter();
  await keeping.ready();
  await keeping.noteFacts(facts(), 0);
});
afterEach(() => keeping.close());

const deal = (id: string) => keeping.state().deals.find((each) => each.id === id)!;
const atServer = (id: string) => counter.deals.get(id)!;
const count = (key: string) => counter.calls.filter((called) => called === key).length;

/** One errand of a sender that has just started: what an earlier one had in memory is gone. */
function bring(id: string, signal = new AbortController().signal) {
  return bringDeal({ keeping, line: counter.line, now: Date.now, staff: operator as never, signal, spoiled: new Map() }, id);
}

/** Tries until nothing more goes by itself, each time as a new sender on the same disk. */
async function bringThrough(id: string): Promise<number> {
  for (let tries = 1; tries < 40; tries++) {
    const outcome = await bring(id).catch(() => 'failed');
    if (outcome === 'done') return tries;
    await keeping.close();
    await keeping.ready();
  }
  throw new Error('it never came through');
}

describe('a deal that was captured and done', () => {
  it('goes through all its steps to its completion, and leaves no bytes and no person behind', async () => {
    const id = await captured();
    expect(await bring(id)).toBe('done');
    const [begun, first, second, ...rest] = counter.calls;
    expect([begun, first, second]).toEqual(['POST /counter-deals', 'POST /transactions/:id/party-notices', 'POST /transactions/:id/party-notices']);
    // Two slots go up side by side.
    expect(rest.slice(0, 4).sort()).toEqual(['POST /transactions/:id/images', 'POST /transactions/:id/images', 'upload', 'upload']);
    expect(rest.slice(4)).toEqual(['POST /transactions/:id/submission', 'POST /transactions/:id/completion']);
    expect(deal(id)).toMatchObject({ stage: 'completed', serial: atServer(id).deal.serial, completedAt: '2026-11-23T02:01:00.000Z', pictures: [], input: { plate: input.plate, vin: '', parties: [] }, server: null });
    expect(await (await openStation()).database.count('pictures')).toBe(0);
    expect(hasWork(deal(id))).toBe(false);
  });
  it('keeps the small picture and lets the bytes go, as soon as one has arrived', async () => {
    const id = await captured({ isDone: false });
    await bring(id);
    const [picture] = deal(id).pictures;
    expect(picture).toMatchObject({ state: 'arrived', image: { state: 'accepted' } });
    expect(await keeping.picture(fullOf(picture!.id))).toBeUndefined();
    expect(await keeping.picture(thumbnailOf(picture!.id))).toBeDefined();
    expect(deal(id).stage).toBe('open');
  });
});

describe('on a bad line', () => {
  const steps = ['POST /counter-deals', 'POST /transactions/:id/party-notices', 'POST /transactions/:id/images', 'upload', 'POST /transactions/:id/submission', 'POST /transactions/:id/completion'];

  it.each(steps)('an answer to %s that is lost does nothing twice', async (step) => {
    const id = await captured();
    counter.lost.push(step);
    await bringThrough(id);
    expect(deal(id).stage).toBe('completed');
    expect([counter.deals.size, atServer(id).images.length, counter.storage.size]).toEqual([1, 2, 2]);
  });
  it('every answer that is lost once, and a crash after each try, leave one deal with each picture once, its hash equal', async () => {
    const id = await captured();
    const sums = deal(id).pictures.map(({ sha256 }) => sha256).sort();
    counter.lost.push(...steps, ...steps);
    expect(await bringThrough(id)).toBeGreaterThan(5);
    expect([deal(id).stage, counter.deals.size]).toEqual(['completed', 1]);
    expect([...counter.storage.values()].sort()).toEqual(sums);
  });
  it('what is entered while the first answer is lost does not make another deal', async () => {
    const id = await captured({ isDone: false });
    counter.lost.push('POST /counter-deals');
    await expect(bring(id)).rejects.toThrow('连不上服务器');
    await changeDeal(id, { ...input, plate: '浙B99999' });
    await completeDeal(id);
    expect(await bringThrough(id)).toBe(1);
    expect([counter.deals.size, atServer(id).deal.plate, deal(id).stage, count('PUT /transactions/:id')]).toEqual([1, '浙B99999', 'completed', 1]);
  });
  it('a picture that was changed on the way goes up once more', async () => {
    const id = await captured();
    counter.lost.push('altered');
    await bringThrough(id);
    expect([deal(id).stage, atServer(id).images.filter(({ state }) => state === 'accepted').length]).toEqual(['completed', 2]);
  });
  it('also where the page hears of it by another way: what lies here is right', async () => {
    const id = await captured();
    // The storage's answer and the one to the question after it are lost.
    counter.lost.push('altered', 'upload', 'POST /images/:id/arrival', 'upload', 'POST /images/:id/arrival');
    await expect(bring(id)).rejects.toThrow('连不上服务器');
    await readServer({ keeping, line: counter.line, now: Date.now, signal: new AbortController().signal }, id);
    await bringThrough(id);
    expect([deal(id).stage, atServer(id).images.filter(({ state }) => state === 'accepted').length]).toEqual(['completed', 2]);
  });
  it('a picture that was taken again while the first one was under way takes its place at the server', async () => {
    const id = await captured({ isDone: false });
    const [first] = deal(id).pictures;
    let replaces: unknown;
    counter.before = (key, { body }) => void (key === 'POST /transactions/:id/images' && (replaces = (body!.images as { replaces?: string }[])[0]!.replaces));
    counter.lost.push('upload', 'upload', 'POST /images/:id/arrival', 'POST /images/:id/arrival');
    await expect(bring(id)).rejects.toThrow('连不上服务器');
    await keepPicture(id, 'P20', await takenPicture('again'), first!.id);
    await bring(id);
    expect(replaces).toBe(first!.id);
  });
  it('a picture that may have arrived cannot be dropped: it would count, and nobody would see it', async () => {
    const id = await captured({ isDone: false });
    counter.lost.push('upload', 'upload', 'POST /images/:id/arrival', 'POST /images/:id/arrival');
    await expect(bring(id)).rejects.toThrow('连不上服务器');
    const [first] = deal(id).pictures;
    await expect(dropPicture(id, first!.id)).rejects.toThrow('这张照片正在上传，不能删除');
    await bring(id);
    await markPicture(id, first!.id, 'R02');
    await expect(dropPicture(id, first!.id)).rejects.toThrow('服务器已经收下，不能删除');
  });
  it('a picture’s name that is taken gets another one', async () => {
    const id = await captured();
    const { before } = counter;
    counter.before = (key) => {
      if (key !== 'POST /transactions/:id/images') return;
      counter.before = before;
      throw refusal('image.id_taken');
    };
    await bringThrough(id);
    expect([deal(id).stage, atServer(id).images.length]).toEqual(['completed', 2]);
  });
});

describe('what the operator must see to', () => {
  it('a picture that the disk has spoiled is asked for again, and not sent', async () => {
    const id = await captured();
    const [spoiled] = deal(id).pictures;
    await keeping.change(id, (kept) => ({ ...kept, pictures: kept.pictures.map((each) => (each.id === spoiled!.id ? { ...each, sha256: 'f'.repeat(64) } : each)) }));
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ slot: 'P20', sentence: expect.stringContaining('本机硬盘上已损坏') }, { slot: 'P20', sentence: '缺“P20”。' }] });
    expect(counter.storage.size).toBe(1);
    await keepPicture(id, 'P20', await takenPicture('again'), null);
    expect(deal(id)).toMatchObject({ stage: 'closing', matters: [] });
    await bring(id);
    expect(deal(id).stage).toBe('completed');
  });
  it('a picture that the server finds bad: its sentences, until it is taken again', async () => {
    const id = await captured();
    counter.problems = [{ code: 'blurred', sentence: '照片模糊，请重拍。' }];
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: ['P20', 'P22'].map((slot) => ({ slot, sentence: '照片模糊，请重拍。' })) });
    counter.problems = [];
    for (const slot of ['P20', 'P22']) await keepPicture(id, slot, await takenPicture(`sharp ${slot}`), null);
    await bring(id);
    expect(deal(id).stage).toBe('completed');
  });
  it('what is missing, by the gate, with its slot', async () => {
    const id = await captured();
    await dropPicture(id, deal(id).pictures[1]!.id);
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ slot: 'P22', sentence: '缺“P22”。' }] });
    expect(hasWork(deal(id))).toBe(false);
  });
  it('what was entered wrongly: a sentence for each field; corrected, it goes on', async () => {
    const id = await captured();
    counter.before = (key) => {
      if (key === 'POST /counter-deals') throw refusal('request.invalid', undefined, [{ field: 'vin', message: '车架号不正确' }, { field: 'plate', message: '车牌号不正确' }]);
    };
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ sentence: '车架号不正确' }, { sentence: '车牌号不正确' }] });
    counter.before = () => undefined;
    await changeDeal(id, { ...input, vin: 'LSVAA4187E2184841' });
    await bring(id);
    expect([deal(id).stage, atServer(id).deal.vin]).toEqual(['completed', 'LSVAA4187E2184841']);
  });
  it('a certificate that is not in force any more', async () => {
    const id = await captured();
    counter.before = (key) => {
      if (key === 'POST /counter-deals') throw refusal('registry.certificate_not_in_force');
    };
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ sentence: expect.stringContaining('代理证不在有效状态') }] });
  });
  it('what the pre-check stops: each finding, after it has read everything', async () => {
    const id = await captured();
    const finding = { code: 'rule_blocks' as const, slot: 'P20', partyId: null, sentence: '车架号与登记证书不一致。' };
    counter.gate = [{ code: 'checks_running', slot: null, partyId: null, sentence: '还有1张照片正在读取，请稍候。' }, finding];
    expect(await bring(id)).toBe('waits');
    expect(deal(id).stage).toBe('closing');
    counter.gate = [finding];
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ slot: 'P20', sentence: '车架号与登记证书不一致。' }] });
  });
  it('but nothing that it found before the last picture came: the submission looks again', async () => {
    const id = await captured();
    counter.gate = [{ code: 'rule_blocks', slot: null, partyId: null, sentence: '缺少必拍照片：卖方身份证人像面。' }];
    counter.before = (key) => {
      if (key === 'POST /transactions/:id/submission') counter.gate = [];
    };
    await bring(id);
    expect(deal(id).stage).toBe('completed');
  });
  it('what stops the completion, and it goes on when a colleague has let it pass in the queue', async () => {
    const id = await captured();
    counter.blocking = [{ rule: 'T-03', sentence: '人证不符。' }];
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ sentence: expect.stringContaining('预检还有拦截的问题') }, { sentence: '人证不符。' }] });
    Object.assign(atServer(id).deal, { state: 'completed', completedAt: '2026-11-23T03:00:00.000Z' });
    await readServer({ keeping, line: counter.line, now: Date.now, signal: new AbortController().signal }, id);
    expect(deal(id).stage).toBe('completed');
    expect(deal(id).completedAt).toBe('2026-11-23T03:00:00.000Z');
  });
  it('a notice that is an older one: nobody has agreed to the new one yet', async () => {
    const id = await captured();
    await keeping.change(id, (kept) => ({ ...kept, noticeVersions: ['2025-1', '2025-1'] }));
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', notifiedAt: [null, null], matters: [{ sentence: '告知内容已更新，请重新阅读后确认。' }] });
    for (const position of [0, 1]) await noteNotice(id, position);
    await bring(id);
    expect(deal(id).stage).toBe('completed');
  });
  it('a picture of somebody else that he has not seen is not signed for', async () => {
    const id = await captured();
    let added = false;
    counter.before = (key) => {
      if (key !== 'POST /transactions/:id/submission' || added) return;
      added = true;
      atServer(id).images.push({ ...structuredClone(atServer(id).images[0]!), id: 'foreign', slot: 'P01' });
    };
    // However often he says that it is done: his desk does not show it.
    for (let times = 0; times < 2; times++) {
      await bring(id);
      expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ slot: null, sentence: expect.stringContaining('“P01”有一张照片不在本机') }] });
      await completeDeal(id);
    }
    expect([atServer(id).deal.state, count('POST /transactions/:id/completion')]).toEqual(['awaiting_check', 0]);
  });
});

describe('what happens elsewhere', () => {
  it('a colleague who completes the deal in the queue has completed it', async () => {
    const id = await captured({ isDone: false });
    await bring(id);
    Object.assign(atServer(id).deal, { state: 'completed', completedAt: '2026-11-23T03:00:00.000Z' });
    await keepPicture(id, 'P01', await takenPicture('late'), null);
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'completed', matters: [{ sentence: expect.stringContaining('本机还有1张照片没有传，已不再需要') }], pictures: [] });
  });
  it('a deal that was returned comes back with the picture that must be taken again', async () => {
    const id = await captured();
    counter.blocking = [{ rule: 'T-03', sentence: '人证不符。' }];
    await bring(id);
    counter.blocking = [];
    atServer(id).deal.state = 'returned';
    Object.assign(atServer(id).images.find(({ slot }) => slot === 'P20')!, { state: 'returned', returned: { code: 'R02', note: null } });
    await completeDeal(id);
    await bring(id);
    expect(deal(id)).toMatchObject({ stage: 'attention', matters: [{ slot: 'P20', sentence: '核对退回：R02 不清楚（模糊、反光），请重拍。' }] });
    await keepPicture(id, 'P20', await takenPicture('clear'), null);
    await bring(id);
    expect([deal(id).stage, count('POST /transactions/:id/submission')]).toEqual(['completed', 2]);
  });
  it('a cancellation is told to the server; one that comes too late is not one', async () => {
    const [first, second] = [await captured({ isDone: false }), await captured({ isDone: false, plate: '浙B22222' })];
    for (const id of [first, second]) await bring(id);
    await cancelDeal(first, '买方不要了');
    counter.lost.push('POST /transactions/:id/cancellation');
    await bringThrough(first);
    expect([deal(first).stage, atServer(first).deal.state]).toEqual(['cancelled', 'cancelled']);
    Object.assign(atServer(second).deal, { state: 'completed', completedAt: '2026-11-23T03:00:00.000Z' });
    await cancelDeal(second, '买方不要了');
    await bring(second);
    expect(deal(second)).toMatchObject({ stage: 'completed', matters: [{ sentence: '这笔交易在取消之前已经完成，没有取消。' }] });
  });
  it('a deal whose first answer was lost is cancelled at the server, too', async () => {
    const id = await captured({ isDone: false });
    counter.lost.push('POST /counter-deals');
    await expect(bring(id)).rejects.toThrow();
    await cancelDeal(id, '买方不要了');
    await bring(id);
    expect([deal(id).stage, atServer(id).deal.state]).toEqual(['cancelled', 'cancelled']);
  });
  it('a completion that was taken back while the deal was handed in does not happen, and the picture that was taken then is not lost', async () => {
    const id = await captured();
    const late = await takenPicture('late');
    let isBack: Promise<unknown> | undefined;
    counter.before = (key) => void (key === 'POST /transactions/:id/submission' && (isBack ??= reopenDeal(id).then(() => keepPicture(id, 'P01', late, null))));
    const { call } = counter.line;
    counter.line.call = (async (...sent: Parameters<typeof call>) => {
      const answer = await call(...sent);
      await isBack;
      return answer;
    }) as typeof call;
    await bring(id);
    expect([deal(id).intent, deal(id).stage, deal(id).pictures.length, atServer(id).deal.state]).toEqual(['capture', 'open', 3, 'awaiting_check']);
    expect(count('POST /transactions/:id/completion')).toBe(0);
  });
  it('a completion that was taken back while pictures went up does not happen', async () => {
    const id = await captured();
    counter.before = (key) => void (key === 'upload' && deal(id).intent === 'complete' && void reopenDeal(id));
    await bring(id);
    await bring(id);
    expect([deal(id).stage, atServer(id).deal.state]).toEqual(['open', 'capturing']);
  });
});

it('makes no picture come from the future, where this PC’s clock is ahead', async () => {
  const id = await captured();
  await keeping.noteFacts(facts(), -3600_000);
  let told = '';
  counter.before = (key, { body }) => void (key === 'POST /transactions/:id/images' && (told = (body!.images as { capturedAt: string }[])[0]!.capturedAt));
  await bring(id);
  expect(Date.parse(told)).toBeLessThanOrEqual(Date.now() - 3599_000);
});

it('a line that is cut is no refusal', async () => {
  const id = await captured();
  counter.isCut = true;
  await expect(bring(id)).rejects.toThrow(unreachable().message);
  expect(deal(id)).toMatchObject({ stage: 'closing', matters: [] });
});
