import type { SchemaContent } from '@yongche/contract/statistics.shapes';
import { csvFile, sheetsFile, type StatisticFile, xlsxFile } from '../../../../test/statistics';
import { archiveOf, textRow, workbookParts } from '../../../../test/workbooks';
import { readSheets } from '../../../spreadsheets/read-sheets';
import { keyOf } from '../figures';
import standard from '../statistic-schema.1.json';
import { readFile } from './read-file';
import { readNumber, readRate } from './read-number';

const schema = standard as unknown as SchemaContent;
const read = async (file: StatisticFile, period = '2026-10') => readFile(await readSheets(file), schema, period);
const valuesOf = ({ figures }: Awaited<ReturnType<typeof read>>) => Object.fromEntries(figures.map((figure) => [keyOf(figure), figure.value]));

describe('a number', () => {
  it.each([
    ['1,234', 0, 1234, 1],
    ['１２，３４５', 0, 12_345, 1],
    ['290.8万辆', 0, 2_908_000, 1_000],
    ['30.3468', 4, 303_468, 1],
    ['30.3468万辆（次）', 0, 303_468, 1],
    ['290.8', 4, 2_908_000, 1_000],
    ['290.8万', 4, 2_908_000, 1_000],
    ['1.2亿', 0, 120_000_000, 10_000_000],
    ['0', 0, 0, 1],
    ['-12', 0, -12, 1],
    ['−12辆', 0, -12, 1],
    ['12.00', 0, 12, 1],
    ['12 345 辆', 0, 12_345, 1],
  ])('%s (10^%d) is %d, to %d', (text, power, value, step) => {
    expect(readNumber(text, power)).toEqual({ value, step });
  });
  it.each(['3千辆', '300余辆', '5百', '12年', '10月'])('“%s” is no number', (text) => expect(readNumber(text, 0)).toEqual({ fault: expect.any(String) }));
  it.each(['', '-', '—', '——', '/', '…', '无', '暂无', 'N/A'])('“%s” is nothing, not nought', (text) => {
    expect([readNumber(text, 0), readRate(text)]).toEqual([{ blank: true }, { blank: true }]);
  });
  it.each(['1,23', '12.5', '1.23456万', '12..5', 'abc', '约300', '12,34,567', '9999999999999'])('“%s” is told', (text) => {
    expect(readNumber(text, 0)).toEqual({ fault: expect.any(String) });
  });
});

describe('a rate', () => {
  it.each([
    ['15.64%', 1564, 1],
    ['12.4 ％', 1240, 10],
    ['7%', 700, 100],
    ['-3.5', -350, 10],
    ['下降3.5%', -350, 10],
    ['增长8.75 %', 875, 1],
    ['1.005%', 101, 1],
    ['↓0.3%', -30, 10],
  ])('%s is %d hundredths, to %d', (text, hundredths, step) => {
    expect(readRate(text)).toEqual({ hundredths, step });
  });
  it.each(['持平', '1.2.3', '5‰'])('“%s” is told', (text) => expect(readRate(text)).toEqual({ fault: expect.any(String) }));
});

describe('a file', () => {
  const long = ['2026年10月车管业务数据,,,', '单位：辆,,,', '项目,2026年10月,2025年10月,同比（%）', '汽车保有量,"3,012,345","2,950,000",2.11', '二手汽车交易,26000,24000,8.33', '其中：市内转移登记,20000,18500,8.11', '转出,6000,5500,9.09', '注：数据来源于车管所,,,'];
  it.each([false, true])('long, with titles, notes and last year’s column, from Excel in China (GBK: %s)', async (gbk) => {
    const result = await read(csvFile(long, { gbk }));
    expect(result).toMatchObject({ problems: [], unknownColumns: [], unknownNames: [] });
    expect(valuesOf(result)).toEqual({ 'vehicle_stock||': 3_012_345, 'used_car_trades||': 26_000, 'city_transfers||': 20_000, 'moved_out||': 6_000 });
    expect(result.figures[0]).toMatchObject({ fileBase: 2_950_000, stated: 211, place: 'B4' });
  });
  it('of next month has the same headings: nothing to map', async () => {
    const next = long.map((line) => line.replaceAll('2026年10月', '2026年11月').replaceAll('2025年10月', '2025年11月'));
    expect((await read(csvFile(next), '2026-11')).unknownColumns).toEqual([]);
    expect((await read(csvFile(long), '2026-11')).unknownColumns.map(({ shown }) => shown)).toEqual(['2025年10月']);
  });
  it('wide, a column per item, rows by district, two lines of headings, growth as a percentage of Excel’s', async () => {
    const percent = (value: number) => `<c s="1"><v>${value}</v></c>`;
    const number = (value: number) => `<c><v>${value}</v></c>`;
    const rows = [
      textRow(1, ['全市二手车业务情况']),
      textRow(2, ['区县（市）', '市内转移登记', '', '转出', '']),
      textRow(3, ['', '本月', '同比', '本月', '同比']),
      textRow(4, ['海曙区', number(8000), percent(0.1564), number(2000), percent(-0.035)]),
      textRow(5, ['鄞州区', '１２，０００', percent(0.07), '—', '']),
      textRow(6, ['合 计', number(20000), percent(0.1), number(2000), '']),
    ];
    const result = await read({ name: '分区县.xlsx', bytes: archiveOf(workbookParts(rows.join(''), { formats: ['0.00%'] })) });
    expect(result).toMatchObject({ problems: [], unknownColumns: [], unknownNames: [] });
    expect(valuesOf(result)).toEqual({ 'city_transfers|district|海曙区': 8_000, 'moved_out|district|海曙区': 2_000, 'city_transfers|district|鄞州区': 12_000, 'city_transfers||': 20_000, 'moved_out||': 2_000 });
    expect(result.figures[0]).toMatchObject({ stated: 1564, place: '名册!B4' });
    expect(result.figures[1]).toMatchObject({ stated: -350 });
  });
  it('with a sheet for each dimension, whose name or title says the item', async () => {
    const result = await read(sheetsFile({
      全市: [['项目', '数量（万辆）'], ['汽车保有量', 301.2], ['转出', 0.6]],
      品牌: [['2026年10月转出分品牌'], ['品牌', '数量'], ['大众', 900], ['丰田', 800]],
      说明: [['本表由车管所提供'], ['不对外发布']],
      长表: [['项目', '维度', '维度值', '本月'], ['汽车保有量', '能源类型', '纯电动', 200_000], ['汽车保有量', '能源类型', '其他', 2_812_000], ['汽车保有量', '车龄', '5年以下', 1]],
    }));
    expect(result).toMatchObject({ problems: [], unknownColumns: [], unknownNames: [] });
    expect(valuesOf(result)).toMatchObject({ 'vehicle_stock||': 3_012_000, 'moved_out||': 6_000, 'moved_out|brand|大众': 900, 'vehicle_stock|energy|纯电动': 200_000, 'vehicle_stock|age|5年以下': 1 });
  });
  it('with the unit above the table', async () => {
    const result = await read(csvFile([',单位：万辆', '项目,数量', '汽车保有量,290.8', '转出,0.0005']));
    expect(valuesOf(result)).toEqual({ 'vehicle_stock||': 2_908_000, 'moved_out||': 5 });
  });
  it.each([
    ['2019', '项目,2019年,2018年', 5, 4],
    ['2019', '项目,2019,2018', 5, 4],
    ['2026-10', '项目,10月,2025年10月', 5, 4],
    ['2026-10', '项目,2026.10,2025.10', 5, 4],
    ['2026-10', '项目,2026-10-01,2025-10-01', 5, 4],
    ['2026-10', '项目,2026年10月,2026年9月', 5, null],
    ['2026-01', '项目,2026年1月,12月', 5, null],
  ])('of %s is read whichever way its columns are dated: %s', async (period, heading, value, fileBase) => {
    const result = await read(csvFile([heading, '转出,5,4']), period);
    expect(result).toMatchObject({ problems: [], unknownColumns: [], figures: [{ value, fileBase }] });
    expect(result.figures).toHaveLength(1);
  });
  it('goes by the nearest unit: of the row, of the heading, above the table', async () => {
    const above = await read(csvFile(['单位：万辆,,', '区县,转出（辆）,市内转移登记', '海曙区,5000,0.8']));
    expect(above.figures.map(({ value }) => value)).toEqual([5_000, 8_000]);
    const rows = await read(csvFile(['单位：万辆,,', '项目,数量,单位', '转出,5000,辆', '汽车保有量,290.8,万辆', '市内转移登记,1,']));
    expect(rows.figures.map(({ value }) => value)).toEqual([5_000, 2_908_000, 10_000]);
    expect((await read(csvFile(['项目,数量万辆', '转出,291']))).figures[0]!.value).toBe(2_910_000);
  });
  it('with one cell merged over the rows of a district: no row of it is taken for the city', async () => {
    const result = await read(csvFile(['区县,项目,数量', '海曙区,转出,5', ',市内转移登记,9', '鄞州区,转出,6', ',市内转移登记,7', '合计,转出,11']));
    expect(valuesOf(result)).toEqual({ 'moved_out|district|海曙区': 5, 'city_transfers|district|海曙区': 9, 'moved_out|district|鄞州区': 6, 'city_transfers|district|鄞州区': 7, 'moved_out||': 11 });
  });
  it('with a formula where the item, the district or a heading should stand is told, not read as another one', async () => {
    const formula = '<c t="str"><f>A1</f><v>市内转移登记</v></c>';
    const named = await read(sheetsFile({ 表: [['项目', '区县', '数量'], ['转出', '海曙区', 5], [formula, '鄞州区', 12_000], ['转出', formula, 7]] }));
    expect([valuesOf(named), named.problems]).toEqual([{ 'moved_out|district|海曙区': 5 }, ['“表”表第3行“项目”栏是公式，请粘贴为数值。', '“表”表第4行“区县”栏是公式，请粘贴为数值。']]);
    expect((await read(sheetsFile({ 表: [['区县', '转出', formula], ['海曙区', 5, 7]] }))).problems).toEqual(['“表”表第1行“C”栏是公式，请粘贴为数值。']);
  });
  it('with figures where nobody reads them says so: a sheet without headings, a column without one; running numbers are none', async () => {
    const result = await read(sheetsFile({ 全市: [['', '项目', '数量', ''], [1, '转出', 12, 33], [2, '汽车保有量', 40, 34]], 区县: [['海曙区', 5], ['鄞州区', 7]], 说明: [[1, '由车管所提供'], [2, '不对外']] }));
    expect(result.passedOver).toEqual(['“全市”表第1行D列没有栏目名称，这一列的数没有读。', '“区县”表没有找到表头，里面的数没有读；表头一行要有项目或分组的名称。']);
  });
  it('whose title speaks of another item, though its name contains ours, is asked', async () => {
    const titled = (title: string) => read(csvFile([`${title},`, '区县,数量', '海曙区,5']));
    expect((await titled('2026年10月新能源汽车保有量')).figures).toEqual([]);
    for (const title of ['2026年10月汽车保有量', '全市汽车保有量分区县', '分品牌汽车保有量', '一、汽车保有量']) expect(valuesOf(await titled(title))).toEqual({ 'vehicle_stock|district|海曙区': 5 });
  });
  it('of twenty thousand unknown names, or of too many figures, is answered at once and not kept whole', async () => {
    const lines = Array.from({ length: 19_000 }, (_, at) => `业务${at}甲,${at}`);
    expect((await read(csvFile(['项目,数量', ...lines]))).unknownNames).toHaveLength(19_000);
    const many = await read(csvFile(['品牌,转出', ...lines]));
    expect([many.figures.length, many.problems]).toEqual([10_000, ['文件里有19000个数值，超过10000个，请只保留要发布的表。']]);
  });
  it('tells what it cannot read by sheet, row and column, and nothing of it is lost silently', async () => {
    const formula = '<c><f>SUM(A1)</f><v>3</v></c>';
    const result = await read(sheetsFile({ 按区县: [['区县', '市内转移登记', '转出'], ['海曙区', '约八千', 12], ['', 5, 6], ['鄞州区', 12.5, formula], ['合计', '1,23', 4]] }));
    expect(result.problems).toEqual([
      '“按区县”表第2行“市内转移登记”栏的“约八千”不是数字，请改正；没有数据请留空。',
      '“按区县”表第3行“区县”栏是空的，不知道这一行是哪一组；合计行请写“合计”。',
      '“按区县”表第4行“市内转移登记”栏的“12.5”不是整数，请核对数字和单位。',
      '“按区县”表第4行“转出”栏是公式，请粘贴为数值。',
      '“按区县”表第5行“市内转移登记”栏的“1,23”千位分隔的位置不对，请核对数字。',
    ]);
    const crossed = await read(csvFile(['区县,品牌,转出', '海曙区,大众,5']));
    expect(crossed.problems).toEqual(['第2行“品牌”栏和前面的分组交叉，只能按一个维度分组，请分成两张表。']);
  });
  it('asks for headings and names that nobody knows, once each, with samples', async () => {
    const result = await read(await xlsxFile([['业务', '数量', '去年'], ['抵押登记', 320, 300], ['转出', 5, 4]]));
    expect(result.unknownColumns).toEqual([
      { heading: '业务', shown: '业务', place: '车管数据!A1', samples: ['抵押登记', '转出'] },
      { heading: '去年', shown: '去年', place: '车管数据!C1', samples: ['300', '4'] },
    ]);
    expect((await read(csvFile(['项目,数量', '抵押登记,320', '注销登记,1', '抵押登记,7']))).unknownNames).toEqual([
      { name: '抵押登记', place: 'A2', samples: ['320'] },
      { name: '注销登记', place: 'A3', samples: ['1'] },
    ]);
  });
});
