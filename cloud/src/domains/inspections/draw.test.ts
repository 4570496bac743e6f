import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOf } from '@yongche/contract';
import type { SamplingContent } from '@yongche/contract/inspections.shapes';
import { dayInShanghai } from '../../clock';
import { goodPapers } from '../../../test/deal-facts';
import { caseOf, drawAll, drawnBy, inspectors, likeDeals, lookAt } from '../../../test/inspections';
import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { quickDeal } from '../../../test/problems';
import { useProduct } from '../../../test/use-product';
import { drawCase } from './draw';
import { InspectionDraw } from './inspection-draw.entity';
import { InspectionLook } from './inspection-look.entity';
import { chanceOf, controlStratum, isDrawn } from './sampling';
import standard from './sampling-plan.2026-1.json';

const product = useProduct();
const db = () => product().server.deps.db;
let people: Record<'agent' | 'operator' | 'inspector', Caller>;
let clean: AnswerOf<'GET /transactions/:id'>;
beforeAll(async () => {
  people = { agent: await verifiedAgent(product()), operator: await employeeAt(product(), 'operator1'), inspector: await employeeAt(product(), 'inspector1') };
  clean = await quickDeal(product(), people.agent, people.operator, { plate: '浙B10001' });
});

/** Each story plays on a day of its own, and takes its deals for itself. */
let days = 0;
const someDay = () => new Date(Date.parse('2026-06-01T01:00:00Z') + days++ * 24 * 3600_000);
const drawsOf = (ids: string[]) => Promise.all(ids.map((transactionId) => db().manager.findOneByOrFail(InspectionDraw, { transactionId })));
async function originsOf(change: Partial<SamplingContent>, deals: Parameters<typeof likeDeals>[3] & { count: number }) {
  await drawnBy(product(), change);
  const { count, ...like } = deals;
  const ids = await likeDeals(product(), clean.id, count, { at: someDay(), ...like });
  await drawAll(product(), ids);
  const draws = await drawsOf(ids);
  return { ids, draws, count: (origin: InspectionDraw['origin']) => draws.filter((draw) => draw.origin === origin).length };
}

describe('抽样', () => {
  it('a deal is drawn by itself when it is completed, by the plan of the day', async () => {
    for (let tries = 0; tries < 100 && !(await db().manager.existsBy(InspectionDraw, { transactionId: clean.id })); tries++) await pause(100);
    // Its agent has just got the certificate: all deals of the first thirty days are looked at.
    const draw = await db().manager.findOneByOrFail(InspectionDraw, { transactionId: clean.id });
    expect(draw).toMatchObject({ planVersion: '2026-1', day: dayInShanghai(new Date(clean.completedAt!)), stratum: `new|${clean.marketId}`, place: 1, origin: 'sample' });
    expect(draw.risk).toBeLessThan(standard.redFrom);
    expect(await caseOf(product(), clean.id)).toMatchObject({ origin: 'sample', state: 'waiting' });
  });

  it('a third of the day is exactly a third, and the seed draws the same again', async () => {
    const { draws, count } = await originsOf({ seed: '试验种子', control: 0.1 }, { count: 60 });
    expect([count('sample'), count('control'), count(null)]).toEqual([20, 4, 36]);
    for (const { day, stratum, place, controlPlace, origin } of draws) {
      const isSample = isDrawn('试验种子', { day, stratum: stratum!, rate: 1 / 3 }, place!);
      const isControl = !isSample && isDrawn('试验种子', { day, stratum: controlStratum(clean.marketId), rate: 0.1 }, controlPlace!);
      expect(origin).toBe(isSample ? 'sample' : isControl ? 'control' : null);
    }
    expect(draws.map(({ place }) => place)).toEqual(draws.map((_, at) => at + 1));
  });

  it('each market keeps its own rate, a named agent before all', async () => {
    const [, other] = (await people.agent.call('GET /markets')).markets;
    const markets = [{ marketId: other!.id, rate: 0.5 }];
    expect((await originsOf({ rate: 0.25, markets }, { count: 12 })).count('sample')).toBe(3);
    expect((await originsOf({ rate: 0.25, markets }, { count: 12, marketId: other!.id })).count('sample')).toBe(6);
    const agents = [{ certificateNumber: clean.certificateNumber, rate: 0.75 }];
    const { draws, count } = await originsOf({ rate: 0.25, markets, agents }, { count: 12, marketId: other!.id });
    expect(count('sample')).toBe(9);
    expect(draws[0]!.stratum).toMatch(/^agent:/);
  });

  it('a day may have its own rate, and no rate draws nothing', async () => {
    const at = someDay();
    expect((await originsOf({ rate: 0, control: 0, days: [{ on: dayInShanghai(at), rate: 1 }] }, { count: 4, at })).count('sample')).toBe(4);
    expect((await originsOf({ rate: 0, control: 0 }, { count: 4 })).count(null)).toBe(4);
  });

  it('drawn twice, or by two at once, it has one place and one case', async () => {
    await drawnBy(product(), { rate: 1 });
    const ids = await likeDeals(product(), clean.id, 12, { at: someDay() });
    await Promise.all([...ids, ...ids, ...ids].map((id) => drawCase(product().server.deps, id)));
    await drawAll(product(), ids);
    const places = (await drawsOf(ids)).map(({ place }) => place!);
    expect(places.sort((one, two) => one - two)).toEqual(ids.map((_, at) => at + 1));
    const [{ n }] = await db().query('SELECT COUNT(*) AS n FROM inspection_looks l JOIN inspection_cases c ON c.id = l.case_id WHERE c.transaction_id IN (?)', [ids]);
    expect(Number(n)).toBe(12);
    const [{ rows }] = await db().query("SELECT COUNT(*) AS `rows` FROM audit_events e JOIN inspection_cases c ON c.id = e.subject_id WHERE e.action = 'inspections.drawn' AND e.subject_type = 'inspection' AND c.transaction_id IN (?)", [ids]);
    expect(Number(rows)).toBe(12);
  });

  it('what the machine found comes up whatever the rate is, the graver the earlier', async () => {
    await drawnBy(product(), { rate: 0, control: 0 });
    const [flagged, graver, calm] = await likeDeals(product(), clean.id, 3, { at: someDay() });
    const find = (id: string, severity: string) => db().query("UPDATE rule_results SET severity = ?, verdict = 'inconsistent' WHERE transaction_id = ? AND rule = 'T-18'", [severity, id]);
    await find(flagged!, 'flag');
    await find(graver!, 'block');
    await drawAll(product(), [flagged!, graver!, calm!]);
    const draws = await drawsOf([flagged!, graver!, calm!]);
    expect(draws.map(({ origin, stratum }) => [origin, stratum])).toEqual([['red', null], ['red', null], [null, `base|${clean.marketId}`]]);
    const { weights } = standard;
    expect(draws[1]!.risk - draws[0]!.risk).toBeCloseTo((1 - draws[2]!.risk) * (weights.block - weights.flag), 9);
    expect((await lookAt(product(), graver!)).turn).toBeLessThan((await lookAt(product(), flagged!)).turn);
  });
});

describe('对照样和双盲复核', () => {
  /** Every path at which a value stands. */
  function keysOf(value: unknown, path = ''): string[] {
    if (Array.isArray(value)) return [...new Set(value.flatMap((item) => keysOf(item, `${path}[]`)))];
    if (value === null || typeof value !== 'object') return [path];
    return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, `${path}.${key}`));
  }

  it('nothing of a look or of its deal tells a control, a sample and a blind second look apart', async () => {
    await drawAll(product(), [clean.id]);
    await db().query("DELETE FROM inspection_looks WHERE state = 'open'");
    // Cars of their own: one that is sold twice within weeks is flagged.
    const drawn = async (change: Partial<SamplingContent>, car: { plate: string; vin: string }) => {
      await drawnBy(product(), change);
      const papers = Object.fromEntries(Object.entries(goodPapers).map(([slot, fields]) => [slot, { fields: Object.fromEntries(Object.entries(car).filter(([field]) => field in fields)) }]));
      const { id } = await quickDeal(product(), people.agent, people.operator, { ...car, papers });
      await drawAll(product(), [id]);
      return id;
    };
    const control = await drawn({ rate: 0, control: 1 }, { plate: '浙B10002', vin: 'LSVAA49J132047371' });
    const sample = await drawn({ rate: 1, blindSecond: 1 }, { plate: '浙B10003', vin: 'LFV2A21K0A3014586' });
    expect([(await caseOf(product(), control)).origin, (await caseOf(product(), sample)).origin]).toEqual(['control', 'sample']);
    const [one, other] = await inspectors(product(), 2);
    const seen = await one!.call('POST /inspection-claims', { body: { ahead: 5 } });
    expect(seen.looks.map(({ deal }) => deal.id).sort()).toEqual([control, sample].sort());
    const again = await other!.call('POST /inspection-claims', { body: { ahead: 5 } });
    expect(again.looks.map(({ deal }) => deal.id)).toEqual([sample]);
    const kinds = await Promise.all([...seen.looks, ...again.looks].filter(({ deal }) => deal.id === sample).map(({ id }) => db().manager.findOneByOrFail(InspectionLook, { id })));
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['blind', 'first']);

    const shapes = [...seen.looks, ...again.looks].map((look) => keysOf(look));
    expect(shapes[0]!.length).toBeGreaterThan(80);
    for (const shape of shapes) expect(shape).toEqual(shapes[0]);
    for (const { question } of [...seen.looks, ...again.looks]) expect(question).toBeNull();
    const deal = (who: Caller) => who.call('GET /transactions/:id', { params: { id: sample } });
    expect(JSON.stringify([seen, again, await deal(one!), await deal(other!)])).not.toMatch(/control|sample|"red"|requested|blind|origin|opinion|对照|抽样|双盲|planVersion|stratum/);
    expect(await deal(one!)).toEqual(await deal(other!));
  });

  it('the history that an inspector reads tells of no draw, and of no other inspector’s looks', async () => {
    const [first, second] = await inspectors(product(), 2);
    const [{ id: imageId }] = await db().query("SELECT id FROM images WHERE transaction_id = ? AND state = 'accepted' LIMIT 1", [clean.id]);
    await db().query("UPDATE images SET thumbnail_key = 'x' WHERE id = ?", [imageId]);
    await first!.call('POST /transactions/:id/image-views', { params: { id: clean.id }, body: { imageIds: [imageId], variant: 'thumbnail' } });
    await first!.call('POST /inspection-claims', { body: {} });
    const actsFor = async (who: Caller) => (await who.call('GET /transactions/:id/history', { params: { id: clean.id } })).entries.map(({ action }) => action);
    expect(await actsFor(first!)).toContain('transactions.image_viewed');
    const seen = await actsFor(second!);
    expect(seen.filter((action) => /image_viewed|inspections|problems/.test(action))).toEqual([]);
    expect(seen).toContain('transactions.completed');
  });

  it('the share of second looks follows the seed, and they come as scattered as the first', async () => {
    const { ids } = await originsOf({ rate: 1, seed: 'zwei', blindSecond: 0.3 }, { count: 60 });
    const blind: { id: string; turn: number }[] = await db().query("SELECT c.transaction_id AS id, l.turn FROM inspection_looks l JOIN inspection_cases c ON c.id = l.case_id WHERE l.kind = 'blind' AND c.transaction_id IN (?)", [ids]);
    expect(blind.map(({ id }) => id).sort()).toEqual(ids.filter((id) => chanceOf('zwei', 'blind', id) < 0.3).sort());
    for (const { turn } of blind) expect(turn >= 1 && turn < 2).toBe(true);
  });
});
