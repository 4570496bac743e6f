import { readWechatBill } from './wechat-bill';

const columns = '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const payment = '`2026-03-10 10:00:00,`wx1,`1900000001,`0,`,`4200001,`D1,`oPayer,`JSAPI,`SUCCESS,`OTHERS,`CNY,`6000.00,`0.00,`0,`0,`0.00,`0.00,`,`,`会费, 理事,`,`36.00000,`0.60%,`6000.00,`0.00,`';
const refund = '`2026-03-10 11:00:00,`wx1,`1900000001,`0,`,`4200001,`D1,`oPayer,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030001,`R1,`1000.00,`0.00,`ORIGINAL,`SUCCESS,`会费, 理事,`,`-6.00000,`0.60%,`0.00,`1000.00,`';
const totals = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const sums = '`2,`6000.00,`1000.00,`0.00,`30.00000,`6000.00,`1000.00';
const bill = (...lines: string[]) => Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);
const read = (file: Buffer) => readWechatBill(file, '1900000001');

it('reads the mark, the back-ticks, a comma within a name and fees of five digits', () => {
  expect(read(bill(columns, payment, refund, totals, sums))).toEqual([
    { kind: 'payment', at: new Date('2026-03-10T02:00:00Z'), number: 'D1', refundNumber: null, providerId: '4200001', fen: 600_000, feeFen: 3_600 },
    { kind: 'refund', at: new Date('2026-03-10T03:00:00Z'), number: 'D1', refundNumber: 'R1', providerId: '4200001', fen: -100_000, feeFen: -600 },
  ]);
});

it('goes by the names of the columns, not by their places', () => {
  const turned = (line: string) => line.replace(/^`?([^,]*),`?(wx1|公众账号ID)/, (_all, first: string, second: string) => (first.startsWith('2') ? `\`${second},\`${first}` : `${second},${first}`));
  expect(read(bill(turned(columns), turned(payment), turned(refund), totals, sums))).toHaveLength(2);
});

it.each<[string, Buffer, string]>([
  ['a line is missing', bill(columns, payment, totals, sums), 'totals-differ'],
  ['an amount is another', bill(columns, payment.replaceAll('6000.00', '7000.00'), refund, totals, sums), 'totals-differ'],
  ['a fee is another', bill(columns, payment.replace('36.00000', '36.01000'), refund, totals, sums), 'totals-differ'],
  ['it is another merchant’s', bill(columns, payment.replace('1900000001', '1900000009'), refund, totals, sums), 'another-merchant'],
  ['it is in dollars', bill(columns, payment.replace('CNY', 'USD'), refund, totals, sums), 'another-currency'],
  ['a line is neither payment nor refund', bill(columns, payment.replace('SUCCESS', 'REVOKED'), refund, totals, sums), 'unexpected-line'],
  ['an amount is not whole fen', bill(columns, payment.replace('36.00000', '36.00100'), refund, totals, sums), 'not-an-amount'],
  ['a value is missing', bill(columns, payment.replace(/,`[^`]*$/, ''), refund, totals, sums), 'unexpected-shape'],
  ['a column is missing', bill(columns.replace('商户订单号', '订单'), payment, refund, totals, sums), 'unexpected-columns'],
  ['the totals are missing', bill(columns, payment, refund), 'unexpected-shape'],
  ['it is in another encoding', Buffer.concat([bill(columns, payment), Buffer.of(0xff, 0xfe, 0xc4)]), 'not-utf-8'],
  ['it is empty', Buffer.alloc(0), 'unexpected-shape'],
])('believes nothing of a file when %s', (_what, file, code) => {
  expect(() => read(file)).toThrow(expect.objectContaining({ kind: 'untrusted_answer', providerCode: code }) as Error);
});
