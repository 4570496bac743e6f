import { z } from 'zod';
import { textRow, workbookOf } from '../../test/workbooks';
import { dayCell } from './day-cell';
import { duplicatesOf, readTable } from './read-table';

const columns = [
  { key: 'code', titles: ['统一社会信用代码', '信用代码'], required: true, parse: z.string().regex(/^[0-9A-Z]{18}$/, '应为18位') },
  { key: 'state', titles: ['法定状态'], required: true, parse: z.enum(['存续', '注销', '吊销'], '只能是存续、注销或吊销') },
  { key: 'endsOn', titles: ['营业期限至'], required: false, parse: dayCell },
] as const;
const code = '91330200MA2AB10670';
const heading = textRow(1, ['统一社会信用代码', '法定状态', '营业期限至']);
const read = (bytes: Buffer, name = '名册.xlsx') => readTable({ name, bytes }, columns);
const messages = async (bytes: Buffer, name?: string) => (await read(bytes, name)).problems.map(({ message }) => message);
const number = (value: string | number, style = 0) => `<c s="${style}"><v>${value}</v></c>`;

describe('an .xlsx table', () => {
  it('is read by its headings, with the lines as Excel numbers them', async () => {
    const rows = [textRow(1, ['企业执照状态（市场监管部门提供）']), textRow(3, ['序号', '*法定状态（必填）', '营业 期限至', '信用代码']), textRow(4, ['1', '存续', '2030-01-31', code]), '<row r="5"/>', textRow(9, ['2', '吊销', '', ` ${code} `])];
    const table = await read(workbookOf(rows.join('')));
    expect(table).toEqual({
      headed: true,
      rows: [
        { line: 4, values: { code, state: '存续', endsOn: '2030-01-31' } },
        { line: 9, values: { code, state: '吊销', endsOn: null } },
      ],
      rowCount: 2,
      problems: [],
      problemCount: 0,
    });
  });
  it('may have headings merged over two lines', async () => {
    const rows = textRow(1, ['统一社会信用代码', '状态', '']) + textRow(2, ['<c/>', '法定状态', '营业期限至']) + textRow(3, [code, '存续', '']);
    expect((await read(workbookOf(rows))).rows).toEqual([{ line: 3, values: { code, state: '存续', endsOn: null } }]);
  });
  it('is read from rich and shared texts, without the phonetic ones', async () => {
    const texts = ['<si><r><t>存</t></r><r><rPr/><t>续</t></r><rPh sb="0" eb="1"><t>cun xu</t></rPh></si>', `<si><t xml:space="preserve">${code}_x000D_</t></si>`];
    const rows = heading + '<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>0</v></c></row>';
    expect((await read(workbookOf(rows, { texts }))).rows).toEqual([{ line: 2, values: { code, state: '存续', endsOn: null } }]);
  });
  it('never takes what a formula has computed', async () => {
    const formula = (inner: string) => `<c t="str">${inner}<v>存续</v></c>`;
    const rows = [
      textRow(3, [code, formula('<f>IF(1,"存续","")</f>')]),
      textRow(4, [code, formula('<f t="shared" si="0"/>')]),
      textRow(5, [code, formula('<f t="array" ref="B5:B6">A</f>')]),
      textRow(6, [code, '<c t="str"><v>存续</v></c>']),
      textRow(7, [code, '存续', '', '<c><f>1+1</f><v>2</v></c>']),
    ];
    const { rows: taken, problems } = await read(workbookOf(heading + rows.join('')));
    expect(problems.map(({ message }) => message)).toEqual([3, 4, 5, 6].map((line) => `第${line}行“法定状态”是公式，请粘贴为数值`));
    expect(taken.map(({ line }) => line)).toEqual([7]);
  });
  it('tells codes that became numbers, and error values', async () => {
    const rows = [textRow(2, [number('9.13302E+17'), '存续']), textRow(3, ['9.13302E+17', '存续']), textRow(4, [number('330203199005120011'), '存续']), textRow(5, [code, '<c t="e"><v>#N/A</v></c>'])];
    expect(await messages(workbookOf(heading + rows.join('')))).toEqual([
      ...[2, 3, 4].map((line) => `第${line}行“统一社会信用代码”变成了科学计数，请把该列设为文本后重新填写`),
      '第5行“法定状态”是错误值 #N/A，请改正后重新填写',
    ]);
  });
  it('reads dates of Excel, of old Macs, as bare serials and as text', async () => {
    const formats = ['[$-804]yyyy"年"m"月"d"日";@', '0.00"day"'];
    const cells = [number(46053, 1), number('46053.5', 1), number(46053), '2026/1/31', '2026年1月31日', '20260131', '2026.1.31 08:00', number(46053, 2)];
    const rows = (list: string[]) => heading + list.map((cell, index) => textRow(index + 2, [code, '存续', cell])).join('');
    const daysOf = async (bytes: Buffer) => (await read(bytes)).rows.map(({ values }) => values.endsOn);
    expect(await daysOf(workbookOf(rows(cells), { formats }))).toEqual(cells.map(() => '2026-01-31'));
    expect(await daysOf(workbookOf(rows([number(44591, 1)]), { formats, workbookProperties: '<workbookPr date1904="1"/>' }))).toEqual(['2026-01-31']);
    expect(await messages(workbookOf(rows(['2026-02-30', number(-1, 1)]), { formats }))).toEqual([
      '第2行“营业期限至”：不是有效日期，请写成 2026-01-31 的样子',
      '第3行“营业期限至”不是有效日期，请写成 2026-01-31 的样子',
    ]);
  });
  it('with wrong columns or wrong values is reported line by line', async () => {
    expect(await messages(workbookOf(textRow(1, ['名称', '法定状态']) + textRow(2, ['甲', '存续'])))).toEqual(['第1行表头缺少“统一社会信用代码”列，请对照模板补上']);
    expect(await messages(workbookOf(textRow(1, ['统一社会信用代码', '法定状态', '信用代码'])))).toEqual(['第1行表头有不止一列“统一社会信用代码”，请只保留一列']);
    expect(await messages(workbookOf(textRow(1, ['甲', '乙'])))).toEqual(['没有找到表头，应有“统一社会信用代码”、“法定状态”等列，请对照模板检查']);
    expect(await messages(workbookOf(''))).toEqual(['没有找到表头，应有“统一社会信用代码”、“法定状态”等列，请对照模板检查']);
    expect(await messages(workbookOf(heading))).toEqual(['表头下面没有内容，请填写后重新上传']);
    expect(await messages(workbookOf(heading + textRow(2, ['123', '开业']) + textRow(3, ['', '存续'])))).toEqual([
      '第2行“统一社会信用代码”：应为18位',
      '第2行“法定状态”：只能是存续、注销或吊销',
      '第3行“统一社会信用代码”没有填写',
    ]);
  });
  it('with a heading __proto__ is a table like any other', async () => {
    const rows = textRow(1, ['__proto__', 'constructor', '统一社会信用代码', '法定状态']) + textRow(2, ['x', 'y', code, '存续']);
    expect((await read(workbookOf(rows))).rows[0]!.values).toEqual({ code, state: '存续', endsOn: null });
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('a .csv table', () => {
  const lines = [['统一社会信用代码', '法定状态', '营业期限至'], [code, '存续', '2030/1/31'], [code, '注销\n（已公告）', '']];
  const csv = (sign: string) => lines.map((line) => line.map((cell) => (cell.includes('\n') ? `"${cell}"` : cell)).join(sign)).join('\r\n');

  it.each([
    ['commas', csv(',')],
    ['a mark', `\ufeff${csv(',')}`],
    ['tabs', csv('\t')],
    ['semicolons', csv(';')],
  ])('is read with %s', async (_, text) => {
    const { rows, problems } = await read(Buffer.from(text), '名册.csv');
    expect(rows).toEqual([{ line: 2, values: { code, state: '存续', endsOn: '2030-01-31' } }]);
    expect(problems.map(({ message }) => message)).toEqual(['第3行“法定状态”：只能是存续、注销或吊销']);
  });
  it('is read in UTF-16 and in the GB18030 of Chinese Excel', async () => {
    expect((await read(Buffer.from(`\ufeff${csv('\t')}`, 'utf16le'), '名册.csv')).rows).toHaveLength(1);
    const chinese = Buffer.concat([Buffer.from([0xcd, 0xb3, 0xd2, 0xbb, 0xc9, 0xe7, 0xbb, 0xe1, 0xd0, 0xc5, 0xd3, 0xc3, 0xb4, 0xfa, 0xc2, 0xeb]), Buffer.from(','), Buffer.from([0xb7, 0xa8, 0xb6, 0xa8, 0xd7, 0xb4, 0xcc, 0xac]), Buffer.from(`\r\n${code},`), Buffer.from([0xb4, 0xe6, 0xd0, 0xf8])]);
    expect((await read(chinese, '名册.csv')).rows).toEqual([{ line: 2, values: { code, state: '存续', endsOn: null } }]);
  });
});

it('tells lines that say the same', () => {
  const rows = [2, 5, 7, 8].map((line, index) => ({ line, values: { code: ['甲', '乙', '甲', null][index] } }));
  expect(duplicatesOf(rows, { key: 'code', titles: ['信用代码'] })).toEqual([{ line: 7, column: '信用代码', message: '第7行“信用代码”与第2行重复' }]);
});
