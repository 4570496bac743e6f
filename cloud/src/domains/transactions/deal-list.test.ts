import { type AnswerOf, businesses, channels, transactionStates } from '@yongche/contract';
import { staffNow } from '../../../test/discipline';
import { pastDeals } from '../../../test/past-deals';
import type { Caller } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { Market } from '../registry/market.entity';
import { Transaction } from './transaction.entity';

const product = useProduct();
const db = () => product().server.deps.db;
type Query = Partial<Record<'state' | 'business' | 'channel' | 'marketId' | 'from' | 'to' | 'q' | 'order', string>>;
let deals: Transaction[];
let markets: Market[];
let clerk: Caller;

beforeAll(async () => {
  clerk = await staffNow(product(), 'clerk');
  markets = await db().manager.find(Market, { order: { code: 'ASC' } });
  const pick = <T>(values: readonly T[], n: number) => values[Math.floor(Math.abs(Math.sin(n) * 10_000)) % values.length]!;
  const states = Object.keys(transactionStates) as Transaction['state'][];
  const day = (n: number) => `2031-03-${String(1 + (n % 20)).padStart(2, '0')} 12:00:${n % 3}0`;
  const ids = await pastDeals(
    db(),
    ...Array.from({ length: 300 }, (_, n) => ({ at: day(n), channel: pick(Object.keys(channels) as Transaction['channel'][], n), business: pick(Object.keys(businesses) as Transaction['business'][], n * 3), marketId: pick(markets, n * 7).id })),
  );
  for (const [n, id] of ids.entries()) {
    const change = { state: n % 3 ? ('completed' as const) : pick(states, n * 11), vin: `LSG${pick(['PC', 'XX'], n)}52U6AF${String(100_000 + ((n * 7919) % 700)).slice(-6)}`, plate: `浙B${pick(['1', '2', 'F'], n)}${String(1000 + n)}` };
    await db().manager.update(Transaction, id, change);
  }
  deals = (await db().manager.findBy(Transaction, ids.map((id) => ({ id })))).sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime() || (one.id < other.id ? 1 : -1));
});

const on = (deal: Transaction) => new Date(deal.createdAt.getTime() + 8 * 3600_000).toISOString().slice(0, 10);
/** The same question asked of what was written. */
const isWanted = (query: Query) => (deal: Transaction) =>
  (['state', 'business', 'channel', 'marketId'] as const).every((field) => query[field] === undefined || query[field] === deal[field]) &&
  (query.from === undefined || on(deal) >= query.from) &&
  (query.to === undefined || on(deal) <= query.to) &&
  (query.q === undefined || deal.plate.startsWith(String(query.q)) || deal.vin.startsWith(String(query.q)) || deal.vin.endsWith(String(query.q)));

/** Every page of the list, from 2031 on. */
async function listed(query: Query, who = clerk): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: AnswerOf<'GET /transactions'> = await who.call('GET /transactions', { query: { limit: 17, from: '2031-01-01', ...query, ...(cursor ? { cursor } : {}) } as never });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}
const expected = (query: Query) => deals.filter(isWanted(query)).map(({ id }) => id);

describe('交易列表', () => {
  it('says for any two filters exactly what was asked for, in order, page by page', async () => {
    const values: Record<string, Query[]> = {
      state: [{ state: 'completed' }, { state: 'returned' }],
      business: [{ business: 'moved_out' }],
      channel: [{ channel: 'fixed' }],
      marketId: [{ marketId: markets[1]!.id }],
      days: [{ from: '2031-03-05', to: '2031-03-11' }],
      q: [{ q: '浙B1' }, { q: 'LSGPC' }, { q: '07' }],
    };
    const names = Object.keys(values);
    for (const [at, one] of names.entries()) {
      for (const first of values[one]!) expect([first, await listed(first)]).toEqual([first, expected(first)]);
      for (const other of names.slice(at + 1)) for (const first of values[one]!) for (const second of values[other]!) expect([first, second, await listed({ ...first, ...second })]).toEqual([first, second, expected({ ...first, ...second })]);
    }
  });

  it('finds a car by the last six of its VIN, also when the VIN was put right afterwards', async () => {
    const [deal] = deals;
    expect(await listed({ q: deal!.vin.slice(-6) })).toEqual(expected({ q: deal!.vin.slice(-6) }));
    await db().manager.update(Transaction, deal!.id, { vin: 'LSGPC52U6AF987654' });
    expect(await listed({ q: '987654' })).toEqual([deal!.id]);
    expect(await listed({ q: '7654' })).toEqual([deal!.id]);
    await db().manager.update(Transaction, deal!.id, { vin: deal!.vin });
  });

  it('stays within the own market whatever is asked for', async () => {
    const operator = await staffNow(product(), 'operator1');
    const own = new Set(expected({ marketId: markets[0]!.id }));
    for (const query of [{}, { state: 'completed' }, { channel: 'mobile' }, { q: '浙B' }, { q: 'LSG' }] as Query[]) {
      const ids = await listed(query, operator);
      expect(ids).toEqual(expected({ ...query, marketId: markets[0]!.id }));
      expect(ids.every((id) => own.has(id))).toBe(true);
    }
    expect(await listed({ marketId: markets[1]!.id }, operator)).toEqual([]);
  });

  it('the queue is in the order of submission; what does not pass through a queue is not put into that order', async () => {
    const queue = await listed({ state: 'awaiting_check', order: 'oldest_submitted' });
    expect(queue).toEqual(deals.filter(({ state }) => state === 'awaiting_check').sort((one, other) => one.submittedAt!.getTime() - other.submittedAt!.getTime() || (one.id < other.id ? -1 : 1)).map(({ id }) => id));
    expect(queue.length).toBeGreaterThan(3);
    for (const query of [{ order: 'oldest_submitted' }, { order: 'oldest_submitted', state: 'completed' }]) expect((await clerk.send('GET /transactions', { query: query as never })).status).toBe(422);
  });
});
