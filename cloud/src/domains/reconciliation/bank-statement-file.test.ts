import { bankStatement } from '../../../test/reconciliation';
import { textRow, workbookOf } from '../../../test/workbooks';
import { readBankStatement } from './bank-statement-file';

const moves = [
  { on: '2026-11-03', fen: 123_456, time: '09:12:30', counterparty: '甬城汽车市场有限公司', account: '6222 0212 3456 7890', summary: '转账', memo: '服务费 电话13812345678', serial: 'A1' },
  { on: '2026-11-03', fen: -5_000, counterparty: '某云计算有限公司', account: '571905400810812', memo: '存储费' },
  { on: '2026-11-04', fen: 1_000_000_00, counterparty: '财付通支付科技有限公司' },
];
const csv = (text: string) => ({ name: '对账单.csv', bytes: Buffer.from(text) });
const read = (text: string) => readBankStatement(csv(text));

describe('a bank’s statement', () => {
  it.each([
    ['a workbook', { format: 'xlsx' }],
    ['UTF-8 with a mark', { format: 'csv' }],
    ['GBK with a title above, sums and remarks below', { format: 'csv_gbk', remarks: true }],
    ['the newest line first', { format: 'csv', newestFirst: true }],
    ['a bank that writes 借方 and 贷方, thousands parted, days without dashes', { format: 'csv_gbk', layout: 'credit', newestFirst: true, remarks: true }],
  ] as const)('is read: %s', async (_, style) => {
    const { rows, problems } = await readBankStatement(await bankStatement(moves, 10_00, style));
    expect(problems).toEqual([]);
    expect(rows.map(({ on, fen, balanceFen, counterparty }) => [on, fen, balanceFen, counterparty])).toEqual([
      ['2026-11-03', 123_456, 124_456, '甬城汽车市场有限公司'],
      ['2026-11-03', -5_000, 119_456, '某云计算有限公司'],
      ['2026-11-04', 100_000_000, 100_119_456, '财付通支付科技有限公司'],
    ]);
  });

  it('keeps of other people’s accounts and telephones the last four digits only', async () => {
    const { rows } = await readBankStatement(await bankStatement(moves, 10_00));
    expect(rows.map(({ accountTail }) => accountTail)).toEqual(['7890', '0812', null]);
    expect(rows[0]).toMatchObject({ memo: '服务费 电话*5678 转账', serial: 'A1', at: new Date('2026-11-03T01:12:30Z') });
    expect(JSON.stringify(rows)).not.toMatch(/622202|5719054|1381234/);
  });

  it('is known by one column of sums with 借贷标志, or with signs', async () => {
    const rowsOf = async (text: string) => (await read(text)).rows.map(({ fen }) => fen);
    expect(await rowsOf('日期,借贷标志,金额,余额\n2026/11/3,贷,100.00,100.00\n2026/11/4,借,30.5,69.5\n')).toEqual([10_000, -3_050]);
    expect(await rowsOf('交易日,发生额,本次余额\n20261103,100.00,100.00\n20261104,-30.50,69.50\n')).toEqual([10_000, -3_050]);
  });

  it('goes by the day on which the bank entered it where that is another one than the day of the trade', async () => {
    expect((await read('交易日期,记账日期,收入,支出,余额\n2026-10-31,2026-11-02,100,,100\n')).rows[0]).toMatchObject({ on: '2026-11-02' });
  });

  it('takes a red entry, an income below zero, for what it does to the balance', async () => {
    expect((await read('日期,收入,支出,余额\n2026-11-02,100,,100\n2026-11-02,-100.00,,0.00\n')).rows.map(({ fen }) => fen)).toEqual([10_000, -10_000]);
  });

  it.each([
    ['a balance that does not follow', '日期,收入,支出,余额\n2026-11-02,100,,100\n2026-11-03,50,,150.01\n', 3, '第3行余额对不上：上一笔余额100.00元，本笔收入50.00元，余额应为150.00元，文件中是150.01元'],
    ['a line that was left out', '日期,收入,支出,余额\n2026-11-02,100,,100\n2026-11-04,,20,230\n', 3, '第3行余额对不上'],
    ['days out of order', '日期,收入,支出,余额\n2026-11-05,100,,100\n2026-11-03,50,,150\n2026-11-06,1,,151\n', 3, '第3行的日期2026-11-03早于它前面的一笔（2026-11-05）'],
    ['income and expense at once', '日期,收入,支出,余额\n2026-11-02,100,20,80\n', 2, '既有收入又有支出'],
    ['no sum', '日期,收入,支出,余额\n2026-11-02,0.00,,100\n', 2, '没有收入金额，也没有支出金额'],
    ['a sum that is none', '日期,收入,支出,余额\n2026-11-02,一百,,100\n', 2, '“收入金额”不是金额'],
    ['three digits behind the point', '日期,收入,支出,余额\n2026-11-02,1.005,,1.005\n', 2, '不是金额'],
    ['a line without a balance among the others', '日期,收入,支出,余额\n2026-11-02,1,,\n2026-11-03,1,,2\n', 2, '没有余额'],
    ['a day that is none', '日期,收入,支出,余额\n2026-11-31,1,,1\n2026-12-01,1,,2\n', 2, '不是有效日期'],
    ['a 借贷标志 that says nothing', '日期,借贷标志,金额,余额\n2026-11-02,甲,1,1\n', 2, '借贷标志认不出'],
    ['no heading', '甲,乙\n1,2\n', 1, '没有找到表头'],
  ])('is refused as a whole, naming the row: %s', async (_, text, row, message) => {
    const { rows, problems } = await read(text);
    expect(rows).toEqual([]);
    expect(problems[0]).toMatchObject({ row, message: expect.stringContaining(message) });
  });

  it('is refused where a cell is a formula', async () => {
    const bytes = workbookOf(textRow(1, ['日期', '收入金额', '余额']) + textRow(2, ['2026-11-02', '<c r="B2"><f>1+1</f><v>2</v></c>', '2.00']));
    expect((await readBankStatement({ name: '对账单.xlsx', bytes })).problems).toEqual([{ row: 2, column: '收入金额', message: '第2行“收入金额”是公式，请粘贴为数值' }]);
  });

  it('is read the right way round also where the balances would follow from each other both ways', async () => {
    expect((await read('日期,收入,支出,余额\n2026-11-03,,100,0\n2026-11-02,100,,100\n')).rows.map(({ on }) => on)).toEqual(['2026-11-02', '2026-11-03']);
    expect((await read('日期,交易时间,收入,支出,余额\n2026-11-03,12:00:00,,100,0\n2026-11-03,09:00:00,100,,100\n')).rows.map(({ fen }) => fen)).toEqual([10_000, -10_000]);
  });

  it('may have nothing below its heading', async () => {
    expect(await read('日期,收入,支出,余额\n')).toMatchObject({ rows: [], empty: true });
    expect(await read('甲,乙\n')).toMatchObject({ rows: [], empty: false });
  });
});
