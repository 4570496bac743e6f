import { ZipFile } from 'yazl';
import { toGbk } from '../../../simulators/alipay/gbk';
import { readAlipayBill } from './alipay-bill';

const seller = '2088000000000001';
const columns = '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
const payment = '2026031022001000000000000001\t,D20260001\t,交易,2026年度会费,2026-03-10 09:59:00,2026-03-10 10:00:00,\t,\t,\t,\t,*示范(158****0000),6000.00,6000.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,\t,-36.00,0.00,';
const refund = '2026031022001000000000000001\t,D20260001\t,退款,2026年度会费,2026-03-10 09:59:00,2026-03-10 11:00:00,\t,\t,\t,\t,*示范(158****0000),-1000.00,-1000.00,0.00,0.00,0.00,0.00,0.00,,0.00\t,0.00,R1\t,6.00,0.00,';
const above = ['#支付宝业务明细查询', `#账号：[${seller}0156]`, '#起始日期：[2026年03月10日 00:00:00]   终止日期：[2026年03月11日 00:00:00]', '#-----------------------------------------业务明细列表----------------------------------------'];
const below = ['#-----------------------------------------业务明细列表结束------------------------------------', '#交易合计：1笔，商家实收共6000.00元，商家优惠共0.00元', '#退款合计：1笔，商家实收退款共-1000.00元，商家优惠退款共0.00元', '#导出时间：[2026年03月11日 06:27:10]'];

async function zipOf(...files: (string | Buffer)[]): Promise<Buffer> {
  const zip = new ZipFile();
  files.forEach((file, index) => zip.addBuffer(typeof file === 'string' ? toGbk(file) : file, `${index}.csv`));
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
const text = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const whole = text(...above, columns, payment, refund, ...below);
const summary = text('#支付宝业务汇总查询', '#-----------------------------------------业务汇总列表-----------------------------------------');

it('finds the detail beside the summary, reads GBK, and turns the fee’s sign', async () => {
  expect(await readAlipayBill(await zipOf(summary, whole), seller)).toEqual([
    { kind: 'payment', at: new Date('2026-03-10T02:00:00Z'), number: 'D20260001', refundNumber: null, providerId: '2026031022001000000000000001', fen: 600_000, feeFen: 3_600 },
    { kind: 'refund', at: new Date('2026-03-10T03:00:00Z'), number: 'D20260001', refundNumber: 'R1', providerId: '2026031022001000000000000001', fen: -100_000, feeFen: -600 },
  ]);
});

it('may have no lines at all', async () => {
  const empty = below.map((line) => line.replace(/1笔/, '0笔').replace(/-?[16]000\.00/, '0.00'));
  expect(await readAlipayBill(await zipOf(text(...above, columns, ...empty)), seller)).toEqual([]);
});

it.each<[string, () => Promise<Buffer>, string]>([
  ['a line is missing', () => zipOf(text(...above, columns, payment, ...below)), 'totals-differ'],
  ['an amount is another', () => zipOf(whole.replace('6000.00,6000.00', '7000.00,7000.00')), 'totals-differ'],
  ['it is another seller’s', () => zipOf(whole.replace(seller, '2088000000000009')), 'another-merchant'],
  ['a refund brings money', () => zipOf(text(...above, columns, payment, refund.replace('-1000.00,-1000.00', '1000.00,1000.00'), ...below).replace('退款共-', '退款共')), 'unexpected-line'],
  ['a line is of another kind', () => zipOf(whole.replace(',退款,', ',冻结,').replace('合计：1笔，商家实收退款共-1000.00', '合计：0笔，商家实收退款共0.00')), 'unexpected-line'],
  ['a column is missing', () => zipOf(whole.replace('服务费', '费用')), 'unexpected-columns'],
  ['a line is longer than its head', () => zipOf(whole.replace(payment, `${payment},more`)), 'unexpected-shape'],
  ['there is only a summary', () => zipOf(summary), 'no-detail'],
  ['it is in another encoding', () => zipOf(Buffer.from(whole)), 'not-gbk'],
  ['it is no zip', () => Promise.resolve(Buffer.from(whole)), 'not-a-zip'],
])('believes nothing of a file when %s', async (_what, file, code) => {
  await expect(readAlipayBill(await file(), seller)).rejects.toMatchObject({ kind: 'untrusted_answer', providerCode: code });
});
