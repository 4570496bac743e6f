import { besideRows, breakdownOf, cardTitle, columnsOf, headlineOf, looksOf, newsOf, rowsOf, throughItems, type Content } from './bulletin-view';

const row = (member: string, value: number, share: number, growth: number | null = null) => ({ member, value, share, growth });
const content: Content = {
  period: '2019-10',
  title: '2019年10月车管数据通报',
  figures: [
    { item: 'used_car_trades', name: '二手汽车交易', unit: '辆次', value: 25_306, growth: 1564 },
    { item: 'moved_out', name: '转出', unit: '辆', value: 5_466, growth: null },
    { item: 'vehicle_stock', name: '汽车保有量', unit: '辆', value: 2_908_123, growth: 875 },
  ],
  breakdowns: [
    { item: 'used_car_trades', itemName: '二手汽车交易', dimension: 'district', dimensionName: '区县', isWhole: true, rows: [row('样板区', 15_306, 6048, 210), row('示范区', 10_000, 3952, -35)] },
    { item: 'vehicle_stock', itemName: '汽车保有量', dimension: 'district', dimensionName: '区县', isWhole: true, rows: [row('示范区', 2_908_123, 10_000)] },
    { item: 'used_car_trades', itemName: '二手汽车交易', dimension: 'brand', dimensionName: '品牌', isWhole: false, rows: [row('甲牌', 2_986, 1180)] },
  ],
  courses: [{ item: 'used_car_trades', name: '二手汽车交易', unit: '辆次', months: [{ month: '2019-09', value: 24_010, yearBefore: null }, { month: '2019-10', value: 25_306, yearBefore: 21_883 }] }],
  remarks: [],
  note: '',
  source: '示范市车管所',
};

it('titles the share card with the headline number, and with the bulletin’s own title where there is no number', () => {
  expect(cardTitle({ title: content.title, content })).toBe('2019年10月二手汽车交易25,306辆次，同比增长15.64%');
  const unnamed = { ...content, figures: content.figures.filter(({ item }) => item === 'moved_out') };
  expect(cardTitle({ title: content.title, content: unnamed })).toBe('2019年10月转出5,466辆');
  expect(cardTitle({ title: content.title, content: { ...content, figures: [] } })).toBe(content.title);
  expect(headlineOf({ ...content, figures: [] })).toBeUndefined();
});

it('offers for each item only what is known of it', () => {
  expect(looksOf(content, 'used_car_trades')).toEqual([['course', '走势'], ['district', '按区县'], ['brand', '按品牌']]);
  expect(looksOf(content, 'vehicle_stock')).toEqual([['district', '按区县']]);
  expect(looksOf(content, 'moved_out')).toEqual([]);
  expect(columnsOf(content, 'used_car_trades')?.[1]).toEqual({ month: '2019-10', value: 25_306, beside: 21_883 });
  expect(columnsOf(content, 'vehicle_stock')).toBeUndefined();
});

it('draws the parts to the largest, with share and growth, and says whether they are the whole', () => {
  const districts = breakdownOf(content, 'used_car_trades', 'district')!;
  expect(rowsOf(districts, '辆次')).toEqual([
    { member: '样板区', value: '15,306辆次', bar: 100, under: '占60.48% · 同比 +2.10%' },
    { member: '示范区', value: '10,000辆次', bar: 65, under: '占39.52% · 同比 −0.35%' },
  ]);
  expect(besideRows(districts)).toContain('合计等于总数');
  expect(besideRows(breakdownOf(content, 'used_car_trades', 'brand')!)).toContain('只列出主要品牌');
});

it('reads one district through all items, each in its own unit', () => {
  expect(throughItems(content, 'district', '示范区').map(({ name, value }) => `${name} ${value}`)).toEqual(['二手汽车交易 10,000辆次', '汽车保有量 2,908,123辆']);
  expect(throughItems(content, 'district', '没有这个区')).toEqual([]);
});

it('stands on the first page while it is new and unread', () => {
  const sent = { id: '019b76da-a800-7000-8000-000000000009', period: '2019-10', title: content.title, sentAt: '2019-11-05T02:00:00.000Z' };
  const now = Date.parse('2019-11-20T02:00:00.000Z');
  expect(newsOf([sent], undefined, now)).toBe(sent);
  expect(newsOf([sent], sent.id, now)).toBeUndefined();
  expect(newsOf([sent], undefined, Date.parse('2019-12-20T02:00:00.000Z'))).toBeUndefined();
  expect(newsOf([], undefined, now)).toBeUndefined();
});
