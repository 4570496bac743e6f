/** The whole sender: an outage, a server that fails, log-outs, and two people at one PC. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { runSender } from './sender';
import { completeDeal, keeping, takeOver } from './station';
import { captured } from './test-captured';
import { colleague, createCounter, facts, operator, refusal } from './test-counter';

let counter: ReturnType<typeof createCounter>;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  counter = createCounter();
  await keeping.ready();
  await keeping.noteFacts(facts(), 0);
});
afterEach(() => keeping.close());

const deal = (id: string) => keeping.state().deals.find((each) => each.id === id)!;

/** Runs the whole sender until something is so. */
async function run(stop: AbortController, isSo: () => boolean, onEnded: (error: unknown) => void = () => undefined, staff = operator, now = Date.now): Promise<void> {
  const running = runSender({ keeping, line: counter.line, staff: staff as never, onEnded, now, random: () => 0 }, stop.signal);
  for (let wait = 0; wait < 800 && !isSo(); wait++) await new Promise((resolve) => setTimeout(resolve, 10));
  stop.abort();
  await running;
  expect(isSo()).toBe(true);
}

describe('the sender of an operator', () => {
  it('brings what was captured through an outage, oldest first, and says whether the network is there', async () => {
    counter.isCut = true;
    const ids: string[] = [];
    for (let at = 0; at < 12; at++) ids.push(await captured({ plate: `浙B${10000 + at}` }));
    const order: string[] = [];
    counter.before = (key, { body }) => void (key === 'POST /counter-deals' && order.push(String(body!.id)));
    const states: boolean[] = [];
    keeping.subscribe(() => states.push(keeping.state().isOnline));
    setTimeout(() => (counter.isCut = false), 300);
    await run(new AbortController(), () => ids.every((id) => deal(id).stage === 'completed'));
    expect(order).toEqual(ids);
    expect([counter.deals.size, counter.storage.size]).toEqual([12, 24]);
    expect([states.includes(false), keeping.state().isOnline]).toEqual([true, true]);
  });
  it('goes on with the others where the server fails with one deal, and tells after a while', async () => {
    const [bad, good] = [await captured(), await captured({ plate: '浙B22222' })];
    counter.before = (key, { params, body }) => {
      if ([params?.id, body?.id].includes(bad) && key !== 'GET /transactions/:id') throw refusal('server.internal');
    };
    // Each look at the clock is 20 seconds later: no pause is left to wait for.
    let clock = Date.now();
    await run(new AbortController(), () => deal(good).stage === 'completed' && deal(bad).stage === 'attention', undefined, operator, () => (clock += 20_000));
    expect(deal(bad).matters).toEqual([{ sentence: expect.stringContaining('您的资料没有丢失'), slot: null }]);
    counter.before = () => undefined;
    await completeDeal(bad);
    await run(new AbortController(), () => deal(bad).stage === 'completed');
  });
  it('goes on with the others where it does not understand what became of one', async () => {
    const [bad, good] = [await captured(), await captured({ plate: '浙B22222' })];
    counter.before = (key, { params }) => {
      if (params?.id === bad && key === 'POST /transactions/:id/submission') throw refusal('transaction.incomplete', 'no list');
    };
    let clock = Date.now();
    await run(new AbortController(), () => deal(good).stage === 'completed' && deal(bad).stage === 'attention', undefined, operator, () => (clock += 20_000));
  });
  it('stops where the session has ended, and goes on in the next one', async () => {
    const id = await captured();
    counter.before = (key) => {
      if (key === 'GET /staff-sessions/current') throw refusal('request.unauthenticated');
    };
    const onEnded = jest.fn();
    await run(new AbortController(), () => onEnded.mock.calls.length > 0, onEnded);
    expect(counter.calls).toEqual([]);
    counter.before = () => undefined;
    await run(new AbortController(), () => deal(id).stage === 'completed');
  });
  it('sends nothing of one operator in the session of another, until that one takes it over', async () => {
    const id = await captured();
    counter.loggedIn = colleague.id;
    const onEnded = jest.fn();
    await run(new AbortController(), () => onEnded.mock.calls.length > 0, onEnded);
    await Promise.all([run(new AbortController(), () => keeping.state().isOnline, onEnded, colleague)]);
    expect(counter.calls).toEqual([]);
    await takeOver(operator.id, colleague);
    await run(new AbortController(), () => deal(id).stage === 'completed', onEnded, colleague);
  });
  it('sends what is captured while it runs', async () => {
    const stop = new AbortController();
    const ids: string[] = [];
    const working = captured().then((id) => ids.push(id));
    await run(stop, () => ids.length === 1 && deal(ids[0]!).stage === 'completed');
    await working;
  });
  it('waits while the storage is out of reach, and says so', async () => {
    const id = await captured();
    const { upload } = counter.line;
    counter.line.upload = async () => undefined;
    await run(new AbortController(), () => keeping.state().obstacle !== null);
    expect([keeping.state().isOnline, keeping.state().obstacle]).toEqual([true, expect.stringContaining('照片暂时传不上存储')]);
    expect(deal(id).pictures.every(({ state }) => state === 'waiting' || state === 'sending')).toBe(true);
    counter.line.upload = upload;
    await run(new AbortController(), () => deal(id).stage === 'completed');
    expect(keeping.state().obstacle).toBeNull();
  });
  it('looks after deals that may have moved on without this PC', async () => {
    const id = await captured({ isDone: false });
    await run(new AbortController(), () => deal(id).pictures.every(({ state }) => state === 'arrived'));
    Object.assign(counter.deals.get(id)!.deal, { state: 'completed', completedAt: '2026-11-23T03:00:00.000Z' });
    await keeping.change(id, (kept) => ({ ...kept, readAt: 1 }));
    await run(new AbortController(), () => deal(id).stage === 'completed');
  });
});
