import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { randomFrom } from '../../../../test/crashing';
import { growthFor } from '../bases';
import { type Figure, itemOf, keyOf } from '../figures';
import { gatherFigures } from '../gather-figures';
import { growthOf } from '../growth';
import { monthsBefore, periodAfter } from '../periods';
import standard from '../statistic-schema.1.json';
import { checkFigures } from './check-figures';
import type { Facts, Published } from './facts';
import { twiceMedian } from './jumps';

const schema = standard as unknown as SchemaContent;
const period = '2026-10';
const districts = ['海曙区', '江北区', '鄞州区', '镇海区', '象山县'];
const whole: Record<string, string[]> = { district: districts, energy: ['汽油', '柴油', '纯电动'] };

const figure = (item: string, value: number, more: Partial<Figure> = {}): Figure => ({ item, dimension: null, member: null, place: `A!${item}`, value, step: 1, fileBase: null, fileBaseStep: 1, stated: null, statedStep: 1, ...more });
const factsOf = (read: Figure[], more: Partial<Facts> = {}): Facts => ({ period, schema, read, figures: gatherFigures(read, schema), keys: new Set(gatherFigures(read, schema).map(keyOf)), titles: [], passedOver: [], yearBefore: undefined, before: undefined, course: [], months: [], year: undefined, ...more });
const publish = (of: string, figures: Figure[]): Published => ({ period: of, edition: 1, figures: new Map(gatherFigures(figures, schema).map((one) => [keyOf(one), { ...one, scope: itemOf(schema, one.item).scope }])) });
const kindsOf = (facts: Facts) => [...new Set(checkFigures(facts).map(({ kind }) => kind))].sort();

describe('the year 2019 as the association published it', () => {
  const read = [
    figure('vehicle_stock', 2_908_000, { step: 1_000, stated: 875, fileBase: 2_674_023 }),
    figure('used_car_trades', 303_468, { stated: 1564 }),
    figure('city_transfers', 237_873, { stated: 1240, statedStep: 10 }),
    figure('moved_out', 65_595, { stated: 700, statedStep: 100 }),
  ];
  it('gives one warning, with this sentence', () => {
    const [only, ...more] = checkFigures(factsOf(read, { period: '2019' }));
    expect(more).toEqual([]);
    expect(only).toMatchObject({ kind: 'growth_range', severity: 'warn', sentence: '合计增幅 15.64% 不在分项 7.00%–12.40% 之间' });
    expect(only!.cells.map(({ item }) => item)).toEqual(['used_car_trades', 'city_transfers', 'moved_out']);
  });
  it('gives none with the growth that the parts imply', () => {
    expect(checkFigures(factsOf(read.map((one) => (one.item === 'used_car_trades' ? { ...one, stated: 1119 } : one)), { period: '2019' }))).toEqual([]);
  });
});

describe('同比', () => {
  it('is rounded half up by magnitude, in integers', () => {
    expect([growthOf(2_908_000, 2_674_023), growthOf(100_125, 100_000), growthOf(99_875, 100_000), growthOf(100_124, 100_000), growthOf(0, 7), growthOf(7, 7)]).toEqual([875, 13, -13, 12, -10_000, 0]);
    expect([growthOf(5, 0), growthOf(5, -1)]).toEqual([null, null]);
    const random = randomFrom(3);
    for (let round = 0; round < 2_000; round++) {
      const [value, base] = [Math.floor(random() * 5_000_000), 1 + Math.floor(random() * 5_000_000)];
      // The naive way, exact enough here: the nearest multiple of a hundredth, told apart by whole numbers.
      const growth = growthOf(value, base)!;
      const twice = BigInt(Math.abs(value - base)) * 20_000n;
      expect(2n * BigInt(base) * BigInt(Math.abs(growth)) - twice <= BigInt(base)).toBe(true);
      expect(twice - 2n * BigInt(base) * BigInt(Math.abs(growth)) < BigInt(base)).toBe(true);
      expect(Math.sign(growth) * Math.sign(value - base)).toBeGreaterThanOrEqual(0);
    }
  });
});

/** A clean city: fourteen months and the year before, each with every breakdown, none of them odd. */
function cleanCity(seed: number): { figures: Figure[]; facts(read: Figure[], more?: Partial<Facts>): Facts } {
  const random = randomFrom(seed);
  const flow = (base: number) => Math.round(base * (0.93 + random() * 0.14));
  const size = new Map(['city_transfers', 'moved_out', 'vehicle_stock'].flatMap((item) => Object.entries(whole).flatMap(([dimension, members]) => members.map((member) => [`${item}|${dimension}|${member}`, 0.4 + random()] as const))));
  const shares = (item: string, dimension: string, total: number): Figure[] => {
    const members = whole[dimension]!;
    const weights = members.map((member) => size.get(`${item}|${dimension}|${member}`)!);
    const sum = weights.reduce((a, b) => a + b, 0);
    const values = weights.map((weight) => Math.floor((total * weight) / sum));
    values[0]! += total - values.reduce((a, b) => a + b, 0);
    return members.map((member, at) => figure(item, values[at]!, { dimension, member, place: `${dimension}!${item}${member}` }));
  };
  let stock = 2_900_000;
  const monthOf = (): Figure[] => {
    stock += 17_000 + Math.floor(random() * 3_000);
    const totals = { vehicle_stock: stock, city_transfers: flow(20_000), moved_out: flow(5_500) };
    const parts = Object.entries(totals).flatMap(([item, total]) => [figure(item, total), ...Object.keys(whole).flatMap((dimension) => shares(item, dimension, total))]);
    return [...parts, figure('used_car_trades', totals.city_transfers + totals.moved_out)];
  };
  const past = monthsBefore(period, 22).map((month) => publish(month, monthOf()));
  const figures = monthOf();
  const before = past.at(-1)!;
  return {
    figures,
    facts: (read, more = {}) => factsOf(read, { before, yearBefore: past.find(({ period: one }) => one === periodAfter(period, -12)), course: past.slice(-12), months: past.filter(({ period: one }) => one.startsWith('2026')), ...more }),
  };
}

const at = (figures: Figure[], item: string, member: string | null = null) => figures.findIndex((one) => one.item === item && one.member === member);
const changed = (figures: Figure[], index: number, change: Partial<Figure>) => figures.map((one, other) => (other === index ? { ...one, ...change } : one));

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('a city of made-up figures (%d)', (seed) => {
  const city = cleanCity(seed);
  const { figures } = city;
  const random = randomFrom(seed + 100);
  const anyOf = (test: (one: Figure) => boolean) => {
    const found = figures.flatMap((one, index) => (test(one) ? [index] : []));
    return found[Math.floor(random() * found.length)]!;
  };
  const kinds = (read: Figure[], more: Partial<Facts> = {}) => kindsOf(city.facts(read, more));

  it('is clean: nothing is invented', () => {
    expect(checkFigures(city.facts(figures))).toEqual([]);
  });
  it('and clean with its own growth stated, its own base brought, its title, its year', () => {
    const facts = city.facts(figures);
    const told = figures.map((one) => {
      const base = facts.yearBefore!.figures.get(keyOf(one))!.value;
      return { ...one, fileBase: base, stated: growthOf(one.value, base) };
    });
    const sum = figures.find((one) => one.item === 'moved_out' && one.member === null)!.value + facts.months.reduce((total, { figures: month }) => total + month.get('moved_out||')!.value, 0);
    const year = publish('2026', [figure('moved_out', sum + 12_000), figure('city_transfers', 400_000)]);
    expect(checkFigures(city.facts(told, { titles: ['2026年10月车管业务数据'], year }))).toEqual([]);
  });
  it('finds a part that is one off, of items and of districts, by naive counting', () => {
    const part = at(figures, 'city_transfers');
    const wrong = changed(figures, part, { value: figures[part]!.value + 1 });
    const found = checkFigures(city.facts(wrong)).filter(({ kind }) => kind === 'parts');
    const sum = wrong.filter(({ item, member }) => ['city_transfers', 'moved_out'].includes(item) && member === null).reduce((total, { value }) => total + value, 0);
    const total = figures[at(figures, 'used_car_trades')]!.value;
    expect(sum - total).toBe(1);
    expect(found[0]).toMatchObject({ severity: 'block', sentence: expect.stringContaining('，差 1。') });
    expect(found.map(({ sentence }) => sentence).join()).toMatch(/按区县合计.*按能源类型合计/s);
    expect(found).toHaveLength(3);
  });
  it('finds a total that is off, a negative, a double, a unit, a missing item, a missing member, a missing breakdown', () => {
    const member = anyOf((one) => one.member !== null && one.value > 4_000);
    expect(kinds(changed(figures, member, { value: figures[member]!.value + 7 }))).toContain('parts');
    expect(kinds(changed(figures, member, { value: -1 }))).toContain('negative');
    expect(kinds([...figures, { ...figures[member]!, place: 'B!9' }])).toEqual(['duplicate']);
    expect(kinds([...figures, figure('moved_out', figures[at(figures, 'moved_out')]!.value, { place: 'B!2' })])).toEqual([]);
    expect(kinds([...figures, figure('moved_out', 1, { place: 'B!2' })])).toEqual(['duplicate']);
    const stock = figures.map((one) => (one.item === 'vehicle_stock' ? { ...one, value: Math.floor(one.value / 10_000) } : one));
    const units = checkFigures(city.facts(stock));
    expect(units[0]).toMatchObject({ kind: 'unit', severity: 'block', sentence: expect.stringContaining('像是把“万辆”当成了“辆”') });
    expect(units.filter(({ kind }) => kind !== 'unit' && kind !== 'parts')).toEqual([]);
    expect(kinds(figures.filter(({ item }) => item !== 'vehicle_stock'))).toEqual(['missing']);
    expect(checkFigures(city.facts(figures.filter(({ item, member: name }) => item !== 'vehicle_stock' || name !== '海曙区')))).toContainEqual(expect.objectContaining({ kind: 'missing', sentence: '“汽车保有量”按区县少了2026年9月有的：海曙区。' }));
    expect(checkFigures(city.facts(figures.filter(({ dimension }) => dimension !== 'energy'))).map(({ sentence }) => sentence)).toEqual(expect.arrayContaining([expect.stringContaining('按能源类型分组，这份文件没有')]));
  });
  it('finds a jump of a flow and of a stock, whatever one odd month there was before', () => {
    const scaled = (items: string[], times: number) => gatherFigures(figures.filter(({ item, member }) => items.includes(item) && member === null).map((one) => ({ ...one, value: Math.round(one.value * times) })), schema);
    expect(kinds(scaled(['city_transfers'], 1.8))).toContain('jump');
    expect(kinds(scaled(['city_transfers'], 0.4))).toContain('jump');
    expect(kinds(scaled(['vehicle_stock'], 1.06))).toContain('jump');
    const odd = structuredClone(city.facts(figures).course);
    odd[3]!.figures.get('city_transfers||')!.value *= 9;
    expect(kinds(figures, { course: odd })).toEqual([]);
    expect(kindsOf(city.facts(scaled(['city_transfers'], 1.8), { course: odd }))).toContain('jump');
    // With a course too short to know, nothing is said of a flow; of a stock its move is.
    expect(kinds(scaled(['city_transfers'], 1.8), { course: city.facts(figures).course.slice(-3) })).toEqual(['missing']);
    expect(kinds(scaled(['vehicle_stock'], 1.06), { course: [] })).toContain('over_time');
  });
  it('finds a stated growth, a base and a period that are not so', () => {
    const index = anyOf((one) => one.member !== null && one.value > 1_000);
    const base = city.facts(figures).yearBefore!.figures.get(keyOf(figures[index]!))!.value;
    const rate = growthOf(figures[index]!.value, base)!;
    expect(kinds(changed(figures, index, { stated: rate + 1 }))).toEqual(['stated_growth']);
    expect(kinds(changed(figures, index, { stated: Math.round(rate / 10) * 10, statedStep: 10 }))).toEqual([]);
    expect(kinds(changed(figures, index, { fileBase: base + 1 }))).toEqual(['base']);
    expect(kinds(figures, { titles: ['2026年9月车管数据'] })).toEqual(['period']);
    expect(kinds(figures, { titles: ['车管数据', '2026年10月，上年同期2025年10月', '制表：2026年11月3日'] })).toEqual([]);
  });
  it('finds a growth of a total outside of its parts’, where the bases are of the file', () => {
    const read = ['used_car_trades', 'city_transfers', 'moved_out'].map((item) => ({ ...figures[at(figures, item)]!, fileBase: Math.round(figures[at(figures, item)]!.value / (item === 'used_car_trades' ? 1.2 : 1.1)) }));
    expect(checkFigures(factsOf(read))).toEqual([expect.objectContaining({ kind: 'growth_range', sentence: expect.stringMatching(/^合计增幅 (19\.99|20\.0\d)% 不在分项 (9\.99|10\.0\d)%–10\.0\d% 之间$/) })]);
  });
  it('finds a year that is not the sum of its months, and a year’s end that is not December’s', () => {
    const months = monthsBefore('2026-01', 12).map((month, index) => publish(month, [figure('city_transfers', 1_000 + index), figure('moved_out', 300), figure('vehicle_stock', 2_900_000 + index * 1_000)]));
    const year = (change: number) => [figure('city_transfers', 12_066 + change), figure('moved_out', 3_600), figure('vehicle_stock', 2_911_000)];
    const yearly = (read: Figure[]) => checkFigures(factsOf(read, { period: '2025', months }));
    expect(yearly(year(0))).toEqual([]);
    expect(yearly(year(1))).toContainEqual(expect.objectContaining({ kind: 'over_time', sentence: '市内转移登记2025年全年 12,067，12个月合计 12,066，差 1。' }));
    expect(yearly([...year(0).slice(0, 2), figure('vehicle_stock', 2_911_001)]).map(({ kind }) => kind)).toEqual(['over_time']);
    expect(checkFigures(factsOf([figure('moved_out', 1_000)], { period: '2025', months: months.slice(0, 6) })).map(({ sentence }) => sentence)).toEqual(['转出2025年全年 1,000，少于已有6个月的合计 1,800。']);
  });
});

describe('a total that the file leaves out', () => {
  const of = (item: string, member: string, value: number) => figure(item, value, { dimension: 'district', member });
  it('is not added up where a district is blank that another item has', () => {
    const read = [of('moved_out', '海曙区', 5), of('city_transfers', '海曙区', 9), of('city_transfers', '鄞州区', 7)];
    const totals = gatherFigures(read, schema).filter(({ member }) => member === null);
    expect(totals.map(({ item, value }) => [item, value])).toEqual([['city_transfers', 16]]);
  });
  it('is not doubled by a row of another name that holds it', () => {
    const [only, ...more] = checkFigures(factsOf([of('moved_out', '海曙区', 5), of('moved_out', '鄞州区', 7), of('moved_out', '大市', 12)]));
    expect([only, more]).toMatchObject([{ kind: 'parts', severity: 'block', sentence: '转出按区县分组，“大市”的 12 正好是其余各组之和，像是合计；是合计请写“合计”，不是请另加一行“合计”。' }, []]);
    expect(checkFigures(factsOf([of('moved_out', '海曙区', 5), of('moved_out', '鄞州区', 7), of('moved_out', '象山县', 12), figure('moved_out', 24)]))).toEqual([]);
  });
  it('of other parts than the year before has no growth', () => {
    const more: SchemaContent = { ...schema, items: [...schema.items, { ...schema.items[3]!, code: 'again', name: '再登记' }] };
    const read = [figure('city_transfers', 200), figure('moved_out', 50), figure('again', 30)];
    const figures = gatherFigures(read, more);
    const facts = factsOf(read, { schema: more, figures, keys: new Set(figures.map(keyOf)), yearBefore: publish('2025-10', [figure('city_transfers', 200), figure('moved_out', 50)]) });
    const growth = (item: string) => growthFor(facts, figures.find((one) => one.item === item)!);
    expect([growth('used_car_trades'), growth('moved_out')]).toMatchObject([{ hundredths: null, source: 'other_scope' }, { hundredths: 0, source: 'published' }]);
  });
});

it('of a figure that stands rounded and exact the exact one is kept, with the base that stands beside either', () => {
  const read = [figure('moved_out', 12_000, { step: 1_000, fileBase: 11_000 }), figure('moved_out', 12_123, { place: 'B!2' })];
  expect(gatherFigures(read, schema)).toMatchObject([{ value: 12_123, step: 1, fileBase: 11_000 }]);
  expect(checkFigures(factsOf(read))).toEqual([]);
  expect(kindsOf(factsOf([...read, figure('moved_out', 12_400, { place: 'C!2' })]))).toEqual(['duplicate']);
});

it('a growth that is off by the rounding of its total alone is no contradiction', () => {
  const at = (member: string | null, value: number, base: number, step = 1) => figure('vehicle_stock', value, { dimension: member && 'district', member, fileBase: base, step });
  expect(checkFigures(factsOf([at(null, 2_908_000, 2_674_023, 1_000), at('海曙区', 1_454_200, 1_337_011), at('鄞州区', 1_454_201, 1_337_012)]))).toEqual([]);
});

it('a scope that differs is never compared', () => {
  const read = [figure('moved_out', 900, { stated: 5_000 })];
  const lastYear = publish('2025-10', [figure('moved_out', 600)]);
  lastYear.figures.get('moved_out||')!.scope = '全市·机动车';
  const facts = factsOf(read, { yearBefore: lastYear, before: lastYear });
  expect(checkFigures(facts)).toEqual([]);
});

it('the median is that of a naive sort', () => {
  expect([twiceMedian([5]), twiceMedian([9, 1]), twiceMedian([3, 1, 2]), twiceMedian([4, 1, 3, 2])]).toEqual([10, 10, 4, 5]);
});
