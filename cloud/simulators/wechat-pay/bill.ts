import type { BookedLine, BookedOrder, OrderBook } from '../trades/order-book';
import { shanghaiRfc3339 } from './signing';

const columns = '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const totals = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';

const yuan = (fen: number) => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;
/** Fees are written with five digits behind the point. */
const feeText = (fen: number) => `${yuan(fen)}000`;
const rowOf = (values: string[]) => values.map((value) => `\`${value}`).join(',');

/** 交易账单 (ALL) of a merchant's day: UTF-8 with a mark, a back-tick before each value; undefined where nothing was traded. */
export function tradeBill(book: OrderBook, appId: string, merchantId: string, day: string): Buffer | undefined {
  const lines = book.lines(merchantId, day);
  if (lines.length === 0) return undefined;
  const orders = new Map(book.orders().map((order) => [order.number, order]));
  const sum = (pick: (line: BookedLine) => number) => lines.reduce((total, line) => total + pick(line), 0);
  const paid = sum(({ kind, fen }) => (kind === 'payment' ? fen : 0));
  const refunded = sum(({ kind, fen }) => (kind === 'refund' ? -fen : 0));
  const summary = [String(lines.length), yuan(paid), yuan(refunded), yuan(0), feeText(sum(({ feeFen }) => feeFen)), yuan(paid), yuan(refunded)];
  const rows = lines.map((line) => rowOf(valuesOf(line, orders.get(line.number)!, appId)));
  return Buffer.from(`\ufeff${[columns, ...rows, totals, rowOf(summary)].join('\r\n')}\r\n`);
}

function valuesOf(line: BookedLine, order: BookedOrder, appId: string): string[] {
  const refund = order.refunds.find(({ number }) => number === line.refundNumber);
  const at = shanghaiRfc3339(line.at).slice(0, 19).replace('T', ' ');
  const back = refund ? yuan(refund.fen) : '0.00';
  const paid = refund ? '0.00' : yuan(line.fen);
  return [
    ...[at, appId, order.merchantId, '0', '', line.providerId, line.number, order.payerOpenId, 'JSAPI', refund ? 'REFUND' : 'SUCCESS', 'OTHERS', 'CNY'],
    ...[paid, '0.00', refund?.providerId ?? '0', refund?.number ?? '0', back, '0.00', refund ? 'ORIGINAL' : '', refund ? (refund.state === 'succeeded' ? 'SUCCESS' : 'PROCESSING') : ''],
    ...[order.subject.replaceAll(',', ' '), '', feeText(line.feeFen), '0.60%', paid, back, ''],
  ];
}
