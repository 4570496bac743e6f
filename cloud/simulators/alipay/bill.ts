import { ZipFile } from 'yazl';
import type { BookedLine, OrderBook } from '../trades/order-book';
import type { App } from './apps';
import { toGbk } from './gbk';
import { shanghaiTime, yuan } from './trades';

const columns = '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';
const dash = '-'.repeat(41);

/** 业务账单 (trade) of a merchant's day: a zip with the detail and the summary in GBK; undefined where nothing was traded. */
export async function tradeBillZip(book: OrderBook, app: App, day: string, tampered = false): Promise<Buffer | undefined> {
  const lines = book.lines(app.sellerId, day);
  if (lines.length === 0) return undefined;
  const account = `${app.sellerId}0156`;
  const head = (title: string) => [`#支付宝${title}查询`, `#账号：[${account}]`, `#起始日期：[${chinese(day)} 00:00:00]   终止日期：[${chinese(day)} 24:00:00]`];
  const [paid, back] = (['payment', 'refund'] as const).map((kind) => lines.filter((line) => line.kind === kind)) as [BookedLine[], BookedLine[]];
  const sum = (some: BookedLine[]) => yuan(some.reduce((all, { fen }) => all + fen, 0));
  const detail = [
    ...head('业务明细'),
    `#${dash}业务明细列表${dash.slice(1)}`,
    columns,
    ...lines.map((line) => rowOf(book, line)),
    `#${dash}业务明细列表结束${dash.slice(5)}`,
    `#交易合计：${paid.length}笔，商家实收共${sum(paid)}元，商家优惠共0.00元`,
    `#退款合计：${back.length}笔，商家实收退款共${sum(back)}元，商家优惠退款共0.00元`,
    `#导出时间：[${chinese(day)} 23:59:59]`,
  ];
  const summary = [...head('业务汇总'), `#${dash}业务汇总列表${dash}`, '门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）', `合计\t,\t,${paid.length},${back.length},${sum(lines)},${sum(lines)}`, `#${dash}业务汇总列表结束${dash}`];
  const text = (rows: string[]) => `${rows.join('\r\n')}\r\n`;
  const name = `${account}_${day.replaceAll('-', '')}`;
  const zip = new ZipFile();
  zip.addBuffer(toGbk(text(summary)), `${name}_业务明细(汇总).csv`);
  zip.addBuffer(toGbk(tampered ? text(detail).replace(/(,交易,.*?),(\d+\.\d\d),\2,/, '$1,9$2,9$2,') : text(detail)), `${name}_业务明细.csv`);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function rowOf(book: OrderBook, line: BookedLine): string {
  const order = book.anyOf(line.number)!;
  const amount = yuan(line.fen);
  const done = shanghaiTime(line.at);
  const [zero, refundNumber] = ['0.00', line.refundNumber ? `${line.refundNumber}\t` : ''];
  return [
    ...[`${line.providerId}\t`, `${line.number}\t`, line.kind === 'payment' ? '交易' : '退款', order.subject, shanghaiTime(order.createdAt), done, '', '', '', '', '*示范(158****0000)'],
    ...[amount, amount, zero, zero, zero, zero, zero, '', zero, zero, refundNumber, yuan(0 - line.feeFen), zero, ''],
  ].join(',');
}

const chinese = (day: string) => day.replace(/(\d+)-(\d+)-(\d+)/, '$1年$2月$3日');
