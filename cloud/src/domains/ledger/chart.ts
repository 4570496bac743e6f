import { expenseHeads, type accountClasses, type ledgerAccounts } from '@yongche/contract';
import type { Fund } from './accounts';

export type Account = keyof typeof ledgerAccounts;
export type Head = keyof typeof expenseHeads;

/** 科目类别 of every account. */
export const classOf: Record<Account, keyof typeof accountClasses> = {
  bank: 'asset',
  cash: 'asset',
  wechat_clearing: 'asset',
  alipay_clearing: 'asset',
  receivable: 'asset',
  suspense: 'liability',
  advance: 'liability',
  refund_payable: 'liability',
  net_assets: 'net_assets',
  income: 'income',
  interest: 'income',
  provider_charges: 'expense',
  bank_charges: 'expense',
  expense_staff: 'expense',
  expense_system: 'expense',
  expense_storage: 'expense',
  expense_maintenance: 'expense',
  expense_office: 'expense',
  expense_meetings: 'expense',
  expense_other: 'expense',
};

/** 货币资金: where a fund's money lies. */
export const moneyAccounts = ['bank', 'wechat_clearing', 'alipay_clearing', 'cash'] as const satisfies Account[];
/** What lies there and is not the fund's own: of an unknown payer, paid in advance, to be paid back. */
export const owedAccounts = ['suspense', 'advance', 'refund_payable'] as const satisfies Account[];
/** 自有资金: the balance (debit − credit) of all of these is the money of a fund that is its own. */
export const ownMoneyAccounts: readonly Account[] = [...moneyAccounts, ...owedAccounts];

export const heads = Object.keys(expenseHeads) as Head[];
/** 专款专用 (law.md R-F10): the service fee pays for the system and who keeps it, and for nothing else; kept by CHECK too. */
const headsOfServiceFee: readonly Account[] = ['expense_staff', 'expense_system', 'expense_storage', 'expense_maintenance'] satisfies Head[];

/** Whether a fund has this account: every one but the heads that its money is not for. */
export const isAccountOf = (fund: Fund, account: Account): boolean => fund === 'dues' || !heads.some((head) => head === account) || headsOfServiceFee.includes(account);
