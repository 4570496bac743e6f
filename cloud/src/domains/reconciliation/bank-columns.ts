import { z } from 'zod';
import { dayCell } from '../../spreadsheets/day-cell';

/** 100 million yuan, the most that the contract carries. */
const mostFen = 10_000_000_000;

/**
 * 金额 of a bank's file as integer fen, without a float on the way: `1,234.50`, `¥1234.5`, `-100.00元`, full-width digits; a lone dash
 * or nothing but blanks is 0.
 */
export const moneyCell = z.string().transform((text, context) => {
  const plain = text.normalize('NFKC').replace(/[\s,¥￥元]|CNY|RMB/gi, '');
  if (/^[-—]*$/.test(plain)) return 0;
  const [, sign, whole = '', part = ''] = /^([+-]?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  const fen = whole === '' || whole.length > 12 ? NaN : Number(whole) * 100 + Number(part.padEnd(2, '0'));
  if (fen <= mostFen) return sign === '-' ? 0 - fen : fen;
  context.addIssue({ code: 'custom', message: '不是金额，请写成 1234.56 的样子' });
  return z.NEVER;
});

/** A day, also where it is written as fourteen digits with its time. */
export const bankDay = z
  .string()
  .transform((text) => (/^\d{14}$/.test(text) ? text.slice(0, 8) : text))
  .pipe(dayCell);

const words = z.string().transform((text) => text.replace(/\s+/g, ' ').trim());
const text = { required: false, parse: words } as const;

/**
 * The columns of a bank's statement by the names that Chinese banks give them. Of day, memo and sum there may be several at once;
 * 借 and 贷 are the bank's: what it credits has come in. All are read as text first: below the table stand sums and remarks.
 */
export const bankColumns = [
  { key: 'entryOn', titles: ['记账日期', '入账日期', '记账日', '入账日', '会计日期'], ...text },
  { key: 'tradedOn', titles: ['交易日期', '交易日', '日期', '发生日期'], ...text },
  { key: 'time', titles: ['交易时间', '交易日期时间', '入账时间', '时间'], ...text },
  { key: 'income', titles: ['收入金额', '贷方发生额', '收入', '贷方金额', '贷方', '贷方发生金额', '贷方交易金额', '存入金额', '转入金额', '收款金额'], ...text },
  { key: 'outgo', titles: ['支出金额', '借方发生额', '支出', '借方金额', '借方', '借方发生金额', '借方交易金额', '取出金额', '转出金额', '付款金额'], ...text },
  { key: 'sum', titles: ['交易金额', '发生额', '金额', '发生金额'], ...text },
  { key: 'side', titles: ['借贷标志', '借贷标识', '借贷方向', '借贷', '收支', '收支标志', '收/支', '收支类型'], ...text },
  { key: 'balance', titles: ['余额', '账户余额', '本次余额', '当前余额', '交易后余额', '账面余额', '联机余额'], required: true, sparse: true, parse: words },
  { key: 'counterparty', titles: ['对方户名', '对方名称', '对方账户名称', '对方账户名', '对方账号名称', '对手户名', '对方单位', '对方单位名称', '对方姓名', '收付方名称', '收(付)方名称', '收/付方名称', '收/付款方名称', '交易对方', '交易对方名称', '交易对手名称'], ...text },
  { key: 'account', titles: ['对方账号', '对方账户', '对方帐号', '对手账号', '收付方账号', '收(付)方账号', '收/付方账号', '交易对方账号', '交易对手账号'], ...text },
  { key: 'summary', titles: ['摘要', '交易摘要', '摘要说明', '交易类型'], ...text },
  { key: 'postscript', titles: ['附言', '交易附言', '客户附言', '附加信息', '个性化信息'], ...text },
  { key: 'purpose', titles: ['用途', '交易用途', '付款用途'], ...text },
  { key: 'remark', titles: ['备注', '交易备注', '说明'], ...text },
  { key: 'own', titles: ['本方账号', '本方账户', '我方账号', '查询账号', '账号', '账户'], ...text },
  { key: 'serial', titles: ['流水号', '交易流水号', '交易流水', '核心流水号', '银行流水号', '账户明细编号-交易流水号', '业务流水号'], ...text },
] as const;
