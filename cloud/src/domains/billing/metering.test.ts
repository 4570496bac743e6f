import { uuidv7 } from 'uuidv7';
import { tariffInForce } from '../../../test/billing';
import { beginOn, staffNow } from '../../../test/discipline';
import { joined, moved } from '../../../test/members';
import { buyer, type Caller, completedDeal, newDeal, seller, verifiedAgent } from '../../../test/people';
import { until } from '../../../test/payments';
import { type EnrolledAgent, enrolledAgent, newCompany, somebody } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { startOfDay } from '../../clock';
import { MeterEvent } from './meter-event.entity';
import { meterDeal } from './meter-deal';
import { meterMissing } from './meter-missing';

const product = useProduct();
const deps = () => product().server.deps;
const db = () => deps().db;
let agent: EnrolledAgent;
let finance: Caller;
let markets: string[];
beforeAll(async () => {
  beginOn(product(), '2026-05-20');
  agent = await enrolledAgent(product(), await newCompany(product()));
  finance = await staffNow(product(), 'finance');
  markets = (await db().query('SELECT id FROM markets ORDER BY code')).map(({ id }: { id: string }) => id);
  await joined(product(), { name: '示范市场', marketId: markets[0]!, on: '2026-01-01' });
  await tariffInForce(product(), { from: '2026-05-01' });
});

let cars = 0;
/** A made-up European VIN, which carries no check digit, that nobody has used before. */
const someCar = () => `WVWZZZ1KZAW${String(++cars).padStart(6, '0')}`;
/** A deal as it stands once it is completed, on a day. */
async function completedOn(on: string, { vin = someCar(), channel = 'mobile', marketId = markets[0]!, parties = [seller, buyer] }: { vin?: string; channel?: string; marketId?: string; parties?: object[] } = {}): Promise<string> {
  const { id } = await newDeal(agent, { vin, marketId, parties: parties as never });
  await db().query("UPDATE transactions SET state = 'completed', channel = ?, submitted_at = ?, completed_at = ? WHERE id = ?", [channel, at(on), at(on), id]);
  return id;
}
const at = (on: string) => new Date(startOfDay(on).getTime() + 11 * 3600_000);
const eventsOf = (transactionId: string) => db().manager.find(MeterEvent, { where: { transactionId }, order: { turn: 'ASC' } });
const meteredOn = async (...args: Parameters<typeof completedOn>) => {
  const id = await completedOn(...args);
  await meterDeal(deps(), id);
  const [event] = await eventsOf(id);
  return event!;
};
const figures = (month: string) => finance.call('GET /meter-figures', { query: { month } });

describe('计量', () => {
  it('a deal that the counter completes has its event at once: priced by the day, with the bytes of its pictures', async () => {
    const deal = await completedDeal(product(), await verifiedAgent(product()), { vin: someCar() });
    await until('metered', async () => (await eventsOf(deal.id)).length === 1);
    const [event] = await eventsOf(deal.id);
    const [{ bytes }] = await db().query('SELECT SUM(bytes) AS bytes FROM images WHERE transaction_id = ?', [deal.id]);
    expect(event).toMatchObject({ kind: 'charge', turn: 1, marketId: deal.marketId, completedOn: '2026-05-20', month: '2026-05', billMonth: '2026-05', fen: 300, member: true, exemption: null, storedBytes: Number(bytes), madeBy: null });
    expect(Number(bytes)).toBeGreaterThan(1_000);
    const { items } = await finance.call('GET /meter-events', { query: { month: '2026-05', q: deal.serial } });
    expect(items).toEqual([expect.objectContaining({ id: event!.id, serial: deal.serial, plate: '浙B12345', billId: null, mayReverse: true })]);
  });

  it('run ten times at once it is written once, and no event is ever changed or removed', async () => {
    const id = await completedOn('2026-05-21');
    await Promise.all(Array.from({ length: 10 }, () => meterDeal(deps(), id)));
    expect(await eventsOf(id)).toHaveLength(1);
    await expect(db().query('UPDATE meter_events SET fen = 0 WHERE transaction_id = ?', [id])).rejects.toThrow(/append-only/);
    await expect(db().query('DELETE FROM meter_events WHERE transaction_id = ?', [id])).rejects.toThrow(/append-only/);
    const [{ id: _, ...event }] = (await eventsOf(id)) as [MeterEvent];
    await expect(db().manager.insert(MeterEvent, { ...event, id: uuidv7() })).rejects.toThrow(/meter_events_turn/);
    await expect(db().manager.insert(MeterEvent, { ...event, id: uuidv7(), turn: 2 })).rejects.toThrow(/meter_events_turns/);
  });

  it('costs 3 yuan in a member market and 8 in any other, by the membership of the market on the day of completion', async () => {
    const memberId = await joined(product(), { name: '样板汽车城', marketId: markets[1]!, on: '2026-05-10' });
    expect((await meteredOn('2026-05-09', { marketId: markets[1]! })).fen).toBe(800);
    expect((await meteredOn('2026-05-10', { marketId: markets[1]! })).fen).toBe(300);
    await moved(product(), memberId, 'suspend', '2026-05-18');
    expect((await meteredOn('2026-05-17', { marketId: markets[1]! })).fen).toBe(300);
    expect(await meteredOn('2026-05-18', { marketId: markets[1]! })).toMatchObject({ fen: 800, member: false });
    expect((await meteredOn('2026-05-18', { marketId: markets[2]! })).fen).toBe(800);
  });

  it('nothing costs anything before the first tariff, and what is completed at 23:59 in Shanghai belongs to that day', async () => {
    expect(await meteredOn('2026-04-30')).toMatchObject({ fen: 0, exemption: 'no_tariff', tariffVersion: null });
    const id = await completedOn('2026-05-01');
    await db().query("UPDATE transactions SET completed_at = '2026-04-30 15:59:59.999' WHERE id = ?", [id]);
    await meterDeal(deps(), id);
    expect((await eventsOf(id))[0]).toMatchObject({ completedOn: '2026-04-30', exemption: 'no_tariff' });
  });

  it('what stays open, is cancelled or does not exist is not metered', async () => {
    const { id } = await newDeal(agent, { vin: someCar() });
    await meterDeal(deps(), id);
    await meterDeal(deps(), uuidv7());
    expect(await eventsOf(id)).toEqual([]);
  });
});

describe('不计费', () => {
  it('a deal done again between the same parties is not charged again, within the days of the tariff; it has its event of 0', async () => {
    const vin = someCar();
    const first = await meteredOn('2026-05-02', { vin });
    expect(await meteredOn('2026-05-31', { vin })).toMatchObject({ fen: 0, exemption: 'redone', redoneOf: first.transactionId });
    expect(await meteredOn('2026-06-02', { vin })).toMatchObject({ fen: 300, exemption: null });
  });

  it('with another buyer, or in another market, it is another deal', async () => {
    const vin = someCar();
    const other = { ...buyer, ...somebody('买方乙') };
    expect((await meteredOn('2026-05-02', { vin })).fen).toBe(300);
    expect((await meteredOn('2026-05-03', { vin, parties: [seller, other] })).fen).toBe(300);
    expect((await meteredOn('2026-05-03', { vin, marketId: markets[2]! })).fen).toBe(800);
  });

  it('of two of them metered at once, or in the wrong order, one is charged', async () => {
    for (const order of [0, 1, 2]) {
      const vin = someCar();
      const ids = [await completedOn('2026-05-04', { vin }), await completedOn('2026-05-06', { vin })];
      if (order === 0) await Promise.all(ids.map((id) => meterDeal(deps(), id)));
      else for (const id of order === 1 ? ids : [...ids].reverse()) await meterDeal(deps(), id);
      const events = (await Promise.all(ids.map(eventsOf))).flat();
      expect(events.map(({ fen }) => fen).sort()).toEqual([0, 300]);
    }
  });

  it('where the charge was taken back, the deal that did it again is charged', async () => {
    const vin = someCar();
    const { id } = await meteredOn('2026-05-05', { vin });
    await finance.call('POST /meter-events/:id/reversal', { params: { id }, body: { reason: '登记后退车' } });
    expect((await meteredOn('2026-05-07', { vin })).fen).toBe(300);
  });

  it('a channel that the tariff does not name is not charged; a fee of 0 is a charge of 0', async () => {
    await tariffInForce(product(), { from: '2026-07-01', channels: ['fixed'], memberFen: 0 });
    expect(await meteredOn('2026-07-01', { channel: 'mobile' })).toMatchObject({ fen: 0, exemption: 'channel' });
    expect(await meteredOn('2026-07-01', { channel: 'fixed' })).toMatchObject({ fen: 0, exemption: null });
    expect(await meteredOn('2026-07-01', { channel: 'fixed', marketId: markets[2]! })).toMatchObject({ fen: 800 });
  });
});

describe('完整性', () => {
  it('whatever was completed and lost its job is metered by the round, and the figures of the month prove it', async () => {
    await meterMissing(deps());
    const before = await figures('2026-05');
    expect(before).toMatchObject({ unmetered: 0 });
    const lost = [await completedOn('2026-05-11'), await completedOn('2026-05-12', { marketId: markets[2]! })];
    await meterMissing(deps());
    expect((await Promise.all(lost.map(eventsOf))).flat()).toHaveLength(2);
    const after = await figures('2026-05');
    expect(after).toMatchObject({ completed: before.completed + 2, unmetered: 0, memberVehicles: before.memberVehicles + 1, nonMemberVehicles: before.nonMemberVehicles + 1, fen: before.fen + 300 + 800 });
    expect(after.memberVehicles + after.nonMemberVehicles + after.exempt).toBe(after.completed - (await reversedIn('2026-05')));
    expect(after.markets.map(({ marketName }) => marketName)).toEqual(['示范二手车市场', '样板汽车城', '试点二手车广场']);
  });
  const reversedIn = async (month: string) => Number((await db().query("SELECT COUNT(*) AS n FROM meter_events WHERE month = ? AND kind = 'reversal'", [month]))[0].n);

  it('the list goes through a month page by page, and narrows by market, kind and exemption', async () => {
    const { completed } = await figures('2026-05');
    const ids = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: { items: { id: string }[]; nextCursor: string | null } = await finance.call('GET /meter-events', { query: { month: '2026-05', limit: 7, ...(cursor ? { cursor } : {}) } });
      for (const { id } of page.items) ids.add(id);
      cursor = page.nextCursor;
    } while (cursor);
    expect(ids.size).toBe(completed + (await reversedIn('2026-05')));
    const { items } = await finance.call('GET /meter-events', { query: { month: '2026-05', marketId: markets[0]!, exemption: 'redone' } });
    expect(items.length).toBeGreaterThan(0);
    expect(items.every(({ exemption, redoneOf, mayReverse }) => exemption === 'redone' && /^\d{18}$/.test(redoneOf!) && !mayReverse)).toBe(true);
    expect((await finance.send('GET /meter-events', { query: { month: '2026-05', cursor: 'x' } })).status).toBe(422);
  });
});

describe('冲减', () => {
  it('takes one charge back, once, with its reason; what was not charged is not taken back', async () => {
    const { id, transactionId } = await meteredOn('2026-05-13');
    const reverse = (eventId: string) => finance.send('POST /meter-events/:id/reversal', { params: { id: eventId }, body: { reason: '车管所退办' } });
    const answers = await Promise.all([reverse(id), reverse(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)!.error.code).toBe('billing.event_reversed');
    const [charge, reversal] = await eventsOf(transactionId);
    expect(reversal).toMatchObject({ kind: 'reversal', turn: 2, fen: -300, reason: '车管所退办', billMonth: charge!.billMonth });
    expect((await reverse(reversal!.id)).error.code).toBe('billing.event_reversed');
    expect((await reverse((await meteredOn('2026-04-29')).id)).error.code).toBe('billing.event_reversed');
    expect((await reverse(uuidv7())).error.code).toBe('billing.event_not_found');
    await meterMissing(deps());
    expect(await eventsOf(transactionId)).toHaveLength(2);
    const auditor = await staffNow(product(), 'auditor');
    const { items } = await auditor.call('GET /audit-events', { query: { subjectType: 'meter_event', subjectId: id } });
    expect(items).toEqual([expect.objectContaining({ actionLabel: '冲减计量' })]);
  });
});
