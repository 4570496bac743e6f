import { mixOf, ownColumns, rateText, runsMarket, shareOfCity, shareText, whyNoCity, yearBeforeText, type MyFigures, type OwnMonth } from './figures-view';

const month = (change: Partial<OwnMonth>): OwnMonth => ({ month: '2026-10', own: 46, ownMarket: null, city: 3_812, others: 30, office: 4_020, ...change });
const figures = (change: Partial<MyFigures>): MyFigures => ({
  asOf: '2026-11-28T02:00:00.000Z',
  company: { name: '示范车行有限公司', marketName: null, isMember: true },
  months: [month({ month: '2025-10', own: 40 }), month({})],
  mix: [],
  problemRate: { own: null, city: null },
  ...change,
});

it('tells the company’s part of the city, and cannot where the city is not shown', () => {
  expect(shareOfCity(month({}), 'company')).toBe(121);
  expect(shareText(month({}), 'company')).toBe('1.21%');
  expect(shareText(month({ city: null, others: 2 }), 'company')).toBe('算不出');
  expect(shareOfCity(month({ ownMarket: null }), 'market')).toBeNull();
  expect(shareOfCity(month({ own: 0, city: 0 }), 'company')).toBeNull();
});

it('says in a sentence why the city’s number is missing, and nothing where it is there', () => {
  expect(whyNoCity(month({}))).toBeUndefined();
  expect(whyNoCity(month({ city: null, others: 2 }))).toBe('这个月另外只有2家有完成的交易。不到3家时不显示全市数，免得从中推算出别家的数。');
  expect(whyNoCity(month({ city: null, others: 0 }))).toBe('这个月没有其他企业完成交易，所以没有全市数可比。');
});

it('shows the market that the company runs beside its own certificates, month by month', () => {
  const both = figures({ months: [month({ month: '2025-10', ownMarket: null }), month({ ownMarket: 212 })] });
  expect(runsMarket(figures({}))).toBe(false);
  expect(runsMarket(both)).toBe(true);
  expect(ownColumns(both, 'market').map(({ value }) => value)).toEqual([null, 212]);
  expect(yearBeforeText(both, 'market')).toBe('没有上年同月数');
  expect(yearBeforeText(figures({}), 'company')).toBe('上年同月全月 40笔');
});

it('sets business and channel apart, own beside the city', () => {
  const mix = [
    { key: 'city_transfer', name: '市内转移', own: 30, ownHundredths: 7500, cityHundredths: 7839 },
    { key: 'mobile', name: '移动端', own: 10, ownHundredths: 2500, cityHundredths: 6079 },
  ];
  expect(mixOf(figures({ mix })).map(({ title, rows }) => [title, rows.map(({ ownText, own, cityText, city }) => [ownText, own, cityText, city])])).toEqual([
    ['本年业务类型', [['30笔，75.00%', 75, '78.39%', 78]]],
    ['本年办理方式', [['10笔，25.00%', 25, '60.79%', 61]]],
  ]);
  const fewOnMobile = mix.map((one) => (one.key === 'mobile' ? { ...one, cityHundredths: null } : one));
  expect(mixOf(figures({ mix: fewOnMobile })).map(({ why }) => why)).toEqual([undefined, expect.stringContaining('不到3家')]);
});

it('never shows a rate without what it rests on', () => {
  expect(rateText({ hits: 3, of: 120, hundredths: 250, low: 85, high: 710 }, '')).toEqual({ value: '2.50%', under: '核查120笔，有问题3笔；95%区间 0.85%–7.10%' });
  expect(rateText(null, '今年还没有被核查的交易')).toEqual({ value: '–', under: '今年还没有被核查的交易' });
});
