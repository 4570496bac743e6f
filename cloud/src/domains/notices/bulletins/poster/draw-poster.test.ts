import type { BulletinContent } from '@yongche/contract/bulletins';
import sharp from 'sharp';
import { growthText, bulletinText } from '../bulletin-text';
import { breakdown } from './breakdown';
import { drawPoster } from './draw-poster';
import { headline, tiles } from './figures';
import { wrap } from './look';

const months = Array.from({ length: 13 }, (_, at) => ({ month: at < 3 ? `2025-${10 + at}` : `2026-${String(at - 2).padStart(2, '0')}`, value: at === 4 ? null : 24_000 + ((at * 7919) % 5200), yearBefore: at < 6 ? null : 23_000 + at * 100 }));
const members = (count: number) => Array.from({ length: count }, (_, at) => ({ member: `第${at + 1}区很长很长的名称和少见的字𰻝`, value: 9_000 - at * 613, share: 2_800 - at * 190, growth: [620, -312, 0, null][at % 4]! }));
const content = (more: Partial<BulletinContent> = {}): BulletinContent => ({
  period: '2026-10',
  title: '2026年10月宁波市二手车市场通报',
  note: '国庆长假后市场回暖，纯电动车成交首次超过一成。请各会员单位留意区县之间的差别，及时调整收车和定价。',
  figures: [
    { item: 'used_car_trades', name: '二手汽车交易', unit: '辆次', value: 25_428, growth: 600 },
    { item: 'city_transfers', name: '市内转移登记', unit: '辆次', value: 21_034, growth: -231 },
    { item: 'moved_out', name: '转出', unit: '辆', value: 4_394, growth: null },
    { item: 'vehicle_stock', name: '汽车保有量', unit: '辆', value: 3_412_870, growth: 0 },
  ],
  breakdowns: [
    ['district', '区县', 14],
    ['brand', '品牌', 12],
    ['energy', '能源类型', 4],
    ['age', '车龄', 4],
  ].map(([dimension, dimensionName, count]) => ({ item: 'used_car_trades', itemName: '二手汽车交易', dimension: String(dimension), dimensionName: String(dimensionName), isWhole: dimension !== 'brand', rows: members(Number(count)) })),
  courses: [{ item: 'used_car_trades', name: '二手汽车交易', unit: '辆次', months }],
  remarks: ['合计增幅 15.64% 不在分项 7.00%–12.40% 之间'],
  source: '宁波市公安局车管所2026年10月业务数据，第1版',
  ...more,
});
const edition = { edition: 1, on: '2026-11-03' };

it('is 1080 px wide, small enough for a robot, and the same file each time', async () => {
  const picture = await drawPoster(content(), edition);
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 1080 });
  expect(picture.length).toBeLessThan(2 * 1024 * 1024);
  expect((await drawPoster(content(), edition)).equals(picture)).toBe(true);
});

it('is drawn of the least that there may be', async () => {
  const { height } = await sharp(await drawPoster(content({ note: '', figures: content().figures.slice(0, 1), breakdowns: [], courses: [], remarks: [] }), edition)).metadata();
  expect(height).toBeLessThan(1000);
});

it('breaks lines neither within a number nor before a sign that closes', () => {
  const lines = wrap('全市二手汽车交易25,428辆次，同比增长6.00%。'.repeat(3), 300, { size: 36 });
  expect(lines.length).toBeGreaterThan(5);
  for (const line of lines) expect(line).not.toMatch(/^[，。%]/);
  for (const number of ['25,428', '6.00%']) expect(lines.filter((line) => line.includes(number))).toHaveLength(3);
});

describe('the text', () => {
  it('says growth in words, and leaves out what is not known', () => {
    expect([600, -231, 0, null].map(growthText)).toEqual(['同比增长6.00%', '同比下降2.31%', '同比持平', '']);
    expect(bulletinText(content()).split('\n')).toEqual(expect.arrayContaining(['▪ 二手汽车交易25,428辆次，同比增长6.00%', '▪ 转出4,394辆', '说明：合计增幅 15.64% 不在分项 7.00%–12.40% 之间']));
  });

  it('leaves out breakdowns first, then remarks, where it would be too long', () => {
    const long = bulletinText(content({ note: '请'.repeat(300) }));
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(2048);
    expect(long).toContain('说明：');
    expect(long).not.toContain('车龄：');
    expect(bulletinText(content({ note: '请'.repeat(300), remarks: Array.from({ length: 20 }, () => '说'.repeat(60)) })).length).toBeLessThanOrEqual(1000);
  });

  it('with many long items stays within what a robot takes, and says where it is from', () => {
    const figures = Array.from({ length: 24 }, (_, at) => ({ item: `item${at}`, name: `第${at + 1}项${'名'.repeat(30)}`, unit: '辆次', value: 123_456_789, growth: 12_345 }));
    const text = bulletinText(content({ figures, note: '请'.repeat(300) }));
    expect([Buffer.byteLength(text) <= 2048, text.length <= 1000, text.includes('第1项'), text.includes('来源：'), text.endsWith('宁波市二手车流通协会')]).toEqual([true, true, true, true, true]);
  });
});

/** Columns of the drawing, from left to right, in which ink stands on white anywhere between two heights. */
async function inked(svg: string, { top, bottom }: { top: number; bottom: number }): Promise<boolean[]> {
  const { data, info } = await sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1080" height="600">${svg}</svg>`)).flatten({ background: '#ffffff' }).greyscale().raw().toBuffer({ resolveWithObject: true });
  return Array.from({ length: info.width }, (_, x) => Array.from({ length: bottom - top }, (_, y) => data[(top + y) * info.width + x]!).some((grey) => grey < 200));
}

describe('extreme figures', () => {
  const brands = (growth: number, value: number) => ({ item: 'used_car_trades', itemName: '二手汽车交易', dimension: 'brand', dimensionName: '品牌', isWhole: false, rows: [{ member: '新的品牌', value: 9000, share: 10_000, growth }, { member: '没有的品牌', value, share: 0, growth: null }] });

  it('stand in their own columns: a growth of ten thousand times does not touch the share', async () => {
    const columns = await inked(breakdown(brands(123_456_789, 1), 0).svg, { top: 165, bottom: 205 });
    // The share ends at 804; what follows begins after a space.
    expect(columns.slice(806, 818)).toEqual(Array.from({ length: 12 }, () => false));
  });

  it('of nothing have no bar', () => {
    expect(breakdown(brands(0, 0), 0).svg.match(/fill="#0e5f6b"/g)).toHaveLength(1);
  });

  it('of a long name stay on their card', async () => {
    const long = { item: 'x', name: '名'.repeat(40), unit: '辆次辆次辆次辆次', value: 1_234_567_890_123, growth: 123_456_789 };
    for (const block of [headline(long, 0), tiles([long, long], 0)]) expect((await inked(block.svg, { top: 0, bottom: 322 })).slice(1_010)).not.toContain(true);
    expect((await inked(tiles([long, long], 0).svg, { top: 0, bottom: 214 })).slice(505, 575)).not.toContain(true);
  });
});
