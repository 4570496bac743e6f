import { ProviderError } from '../provider-error';
import { fenOf } from './amounts';
import type { ProviderBillLine } from './payment';

type Row = (column: string) => string;

const distrust = (code: string) => new ProviderError('untrusted_answer', 'wechat-pay', 'bill.tradebill', code);

/**
 * The lines of a 交易账单 (ALL): UTF-8 with a mark, a back-tick before each value, a table of totals at the end that has to agree
 * with the lines. @throws ProviderError `untrusted_answer` for a file of another shape, another merchant, or totals that differ
 */
export function readWechatBill(file: Buffer, mchId: string): ProviderBillLine[] {
  const lines = decode(file).split(/\r?\n/).filter((line) => line !== '');
  const end = lines.findIndex((line) => line.replaceAll('`', '').startsWith('总交易单数'));
  if (end < 1 || lines.length !== end + 2) throw distrust('unexpected-shape');
  const rows = lines.slice(1, end).map(rowsBy(lines[0]!));
  if (rows.some((row) => row('商户号') !== mchId)) throw distrust('another-merchant');
  const total = rowsBy(lines[end]!)(lines[end + 1]!);
  const sums = [
    ['订单总金额', '订单金额'],
    ['申请退款总金额', '申请退款金额'],
    ['手续费总金额', '手续费'],
  ] as const;
  const agrees = Number(total('总交易单数')) === rows.length && sums.every(([sum, column]) => fen(total(sum)) === rows.reduce((all, row) => all + fen(row(column)), 0));
  if (!agrees) throw distrust('totals-differ');
  return rows.map(lineOf);
}

function lineOf(row: Row): ProviderBillLine {
  const state = row('交易状态');
  const at = new Date(`${row('交易时间').replace(' ', 'T')}+08:00`);
  if ((state !== 'SUCCESS' && state !== 'REFUND') || Number.isNaN(at.getTime())) throw distrust('unexpected-line');
  if (row('货币种类') !== 'CNY') throw distrust('another-currency');
  const common = { at, number: row('商户订单号'), providerId: row('微信订单号'), feeFen: fen(row('手续费')) };
  if (state === 'SUCCESS') return { kind: 'payment', ...common, refundNumber: null, fen: fen(row('订单金额')) };
  return { kind: 'refund', ...common, refundNumber: row('商户退款单号'), fen: -fen(row('申请退款金额')) };
}

/** Reads rows below a row of names. A value may hold a comma, but not a comma before a back-tick. */
function rowsBy(names: string): (line: string) => Row {
  const columns = names.replaceAll('`', '').split(',').map((name) => name.trim());
  return (line) => {
    const values = line.replace(/^`/, '').split(',`').map((value) => value.trim());
    if (values.length !== columns.length) throw distrust('unexpected-shape');
    return (column) => {
      const index = columns.indexOf(column);
      if (index < 0) throw distrust('unexpected-columns');
      return values[index]!;
    };
  };
}

function fen(text: string): number {
  const amount = fenOf(text);
  if (amount === undefined) throw distrust('not-an-amount');
  return amount;
}

function decode(file: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    throw distrust('not-utf-8');
  }
}
