import { parse } from 'csv-parse/sync';
import { fromBufferPromise } from 'yauzl';
import { ProviderError } from '../provider-error';
import { fenOf } from './amounts';
import type { ProviderBillLine } from './payment';

type Row = Record<string, string>;

const distrust = (code: string) => new ProviderError('untrusted_answer', 'alipay', 'bill', code);
/** A day's bill of a large merchant has some megabytes, unpacked. */
const largest = 100_000_000;
const start = '业务明细列表';
const end = '业务明细列表结束';

/**
 * The lines of a 业务账单 (trade): a zip with files in GBK, of which the detail is found by its content, since the names are
 * GBK without a mark. The totals below the lines have to agree with them.
 * @throws ProviderError `untrusted_answer` for a file of another shape, another seller, or totals that differ
 */
export async function readAlipayBill(zip: Buffer, sellerId: string): Promise<ProviderBillLine[]> {
  const texts = (await unpack(zip)).map(decode);
  const text = texts.find((one) => one.includes(start));
  if (!text) throw distrust('no-detail');
  const [, account] = /^#账号：\[(\d+)\]/m.exec(text) ?? [];
  if (!account?.startsWith(sellerId)) throw distrust('another-merchant');
  const lines = text.split(/\r?\n/);
  const from = lines.findIndex((line) => line.startsWith('#') && line.includes(start));
  const until = lines.findIndex((line) => line.startsWith('#') && line.includes(end));
  if (from < 0 || until <= from) throw distrust('unexpected-shape');
  const rows = rowsOf(lines.slice(from + 1, until).join('\n'));
  const below = lines.slice(until + 1).join('\n');
  ensureTotal(below, /#交易合计：(\d+)笔，商家实收共(-?[\d.]+)元/, rows.filter((row) => row.业务类型 === '交易'));
  ensureTotal(below, /#退款合计：(\d+)笔，商家实收退款共(-?[\d.]+)元/, rows.filter((row) => row.业务类型 === '退款'));
  return rows.map(lineOf);
}

function lineOf(row: Row): ProviderBillLine {
  const at = new Date(`${column(row, '完成时间').replace(' ', 'T')}+08:00`);
  // What the merchant gets, which the totals cover; a discount of the merchant's own would make it less than the order.
  const amount = fen(row, '商家实收');
  const kind = row.业务类型 === '交易' && amount > 0 ? 'payment' : row.业务类型 === '退款' && amount < 0 ? 'refund' : undefined;
  if (!kind || Number.isNaN(at.getTime())) throw distrust('unexpected-line');
  return {
    kind,
    at,
    number: column(row, '商户订单号'),
    refundNumber: kind === 'refund' ? column(row, '退款批次号/请求号') : null,
    providerId: column(row, '支付宝交易号'),
    fen: amount,
    // Written as it changes the merchant's balance: a fee is negative.
    feeFen: 0 - fen(row, '服务费'),
  };
}

function ensureTotal(text: string, pattern: RegExp, rows: Row[]): void {
  const [, count, sum = ''] = pattern.exec(text) ?? [];
  if (Number(count) !== rows.length || fenOf(sum) !== rows.reduce((all, row) => all + fen(row, '商家实收'), 0)) throw distrust('totals-differ');
}

/** Rows by their columns' names, without the unit behind some of these; tabs keep Excel from reading numbers, and are no part of them. */
function rowsOf(text: string): Row[] {
  try {
    return parse(text, { columns: (names: string[]) => names.map((name) => name.trim().replace(/（元）$/, '')), trim: true, relax_quotes: true, skip_empty_lines: true });
  } catch {
    throw distrust('unexpected-shape');
  }
}

function column(row: Row, name: string): string {
  const value = row[name];
  if (value === undefined) throw distrust('unexpected-columns');
  return value;
}

function fen(row: Row, name: string): number {
  const amount = fenOf(column(row, name));
  if (amount === undefined) throw distrust('not-an-amount');
  return amount;
}

async function unpack(zip: Buffer): Promise<Buffer[]> {
  try {
    const archive = await fromBufferPromise(zip, { lazyEntries: true, autoClose: false, decodeStrings: false });
    const files: Buffer[] = [];
    let size = 0;
    for await (const entry of archive.eachEntry()) {
      size += entry.uncompressedSize;
      if (size > largest || files.length === 10) throw distrust('too-large');
      const chunks: Buffer[] = [];
      for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
      files.push(Buffer.concat(chunks));
    }
    return files;
  } catch (error) {
    throw error instanceof ProviderError ? error : distrust('not-a-zip');
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('gbk', { fatal: true }).decode(bytes);
  } catch {
    throw distrust('not-gbk');
  }
}
