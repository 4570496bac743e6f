import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { fen, month, nextCursor, page, positiveFen, signedFen, year } from './money';
import { day, id, moment, oneOf, text } from './primitives';
import { accountClasses, bookingKinds, expenseHeads, expenseStates, funds, ledgerAccounts, monthStates, payableKinds } from './vocabulary';

const byId = z.object({ id });
const readers = { finance: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const finance = { finance: 'all' } as const satisfies Rights;
const reason = z.object({ reason: text(200, '原因') });
const fund = oneOf(funds);
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;

/** 记账 with its transfers: each moves one sum from a credited to a debited account of the same fund, so that it balances by its form. */
const booking = z.object({
  id,
  /** 凭证号 within the month, such as `记-2026-11-0012`. */
  number: z.string(),
  kind: oneOf(bookingKinds),
  on: day,
  memo: z.string(),
  /** What it follows from, to be opened: `due:<id>`, `bill:<id>`, `payment_order:<id>`, `refund:<id>`, `statement_line:<id>`, `statement:<id>`, `cash_receipt:<id>`. */
  document: z.string().nullable(),
  reversesNumber: z.string().nullable(),
  madeBy: z.string(),
  madeAt: moment,
  transfers: z.array(z.object({ fund, debit: z.string(), credit: z.string(), fen })),
});

export const expense = z.object({
  id,
  number: z.string(),
  fund,
  head: oneOf(expenseHeads),
  state: oneOf(expenseStates),
  fen,
  payee: z.string(),
  purpose: z.string(),
  requestedBy: z.string(),
  requestedAt: moment,
  decidedBy: z.string().nullable(),
  /** Why it was refused or withdrawn. */
  decisionReason: z.string().nullable(),
  paidOn: day.nullable(),
  may: z.object({ decide: z.boolean(), withdraw: z.boolean() }),
});

/** What stands in the way of a month's close, each with how many. */
const obstacle = z.object({ what: z.string(), count: z.int(), link: z.string().nullable() });

export const ledgerEndpoints = {
  'GET /finance-desk': {
    summary: '财务台：本月车辆、应收与实收、未匹配、账龄、资金余额、收款曲线、待办',
    access: 'staff', roles: readers,
    response: z.object({
      month,
      vehicles: z.object({ member: z.int(), nonMember: z.int(), exempt: z.int() }),
      /** Of the bills that were published this year: what was raised, and what of it came in; the same of this year's dues. */
      serviceFee: z.object({ receivableFen: fen, receivedFen: fen, outstandingFen: fen }),
      dues: z.object({ receivableFen: fen, receivedFen: fen, outstandingFen: fen }),
      unmatchedLines: z.int(),
      /** Outstanding by days since it was due. */
      ageing: z.array(z.object({ fund, notDueFen: fen, to30Fen: fen, to60Fen: fen, to90Fen: fen, over90Fen: fen })),
      balances: z.array(z.object({ fund, bankFen: signedFen, clearingFen: signedFen, cashFen: signedFen, suspenseFen: signedFen })),
      /** The last twelve months: published (raised) and received per month and fund; below zero where more was taken back or refunded. */
      curve: z.array(z.object({ month, fund, receivableFen: signedFen, receivedFen: signedFen })),
      /** `link`: a page of the staff web. */
      todo: z.array(z.object({ what: z.string(), count: z.int(), link: z.string() })),
      at: moment,
    }),
  },
  'GET /receivables': {
    summary: '应收与账龄，按会员或市场',
    access: 'staff', roles: { ...readers, clerk: 'all' },
    query: z.object({ fund }),
    response: z.object({
      items: z.array(z.object({ kind: oneOf(payableKinds), partyId: id, partyName: z.string(), outstandingFen: fen, notDueFen: fen, to30Fen: fen, to60Fen: fen, to90Fen: fen, over90Fen: fen, documents: z.array(z.object({ id, title: z.string(), outstandingFen: fen, dueOn: day })) })),
      totalFen: fen,
    }),
  },
  'GET /ledger/accounts': {
    summary: '科目余额：到某一天的借方、贷方和余额',
    access: 'staff', roles: readers,
    query: z.object({ fund, from: day.optional(), to: day.optional() }),
    /** Sums of lines; `balanceFen` is debit − credit, and all of them add up to 0. */
    response: z.object({ items: z.array(z.object({ account: oneOf(ledgerAccounts), class: oneOf(accountClasses), openingFen: signedFen, debitFen: fen, creditFen: fen, balanceFen: signedFen })), balanced: z.boolean() }),
  },
  'GET /ledger/bookings': {
    summary: '分录，最近的在前',
    access: 'staff', roles: readers,
    query: z.object({ fund: fund.optional(), account: oneOf(ledgerAccounts).optional(), kind: oneOf(bookingKinds).optional(), document: z.string().max(60).optional(), from: day.optional(), to: day.optional(), ...page }),
    response: z.object({ items: z.array(booking), nextCursor }),
  },
  'GET /ledger/sources-and-uses': {
    summary: '专户收支：一段时间里钱从哪里来、用到哪里去、还剩多少',
    access: 'staff', roles: { ...readers, clerk: 'all', policy_adviser: 'all' },
    query: z.object({ fund, from: day, to: day }),
    /** As money moved: 收入 is what was received of it, and opening + sources − uses = closing = the sum of `heldAs`, in which what is not the fund's own stands below zero. */
    response: z.object({ fund, from: day, to: day, openingFen: signedFen, sources: z.array(z.object({ account: oneOf(ledgerAccounts), fen: signedFen })), uses: z.array(z.object({ account: oneOf(ledgerAccounts), fen: signedFen, budgetFen: fen.nullable() })), closingFen: signedFen, heldAs: z.array(z.object({ account: oneOf(ledgerAccounts), fen: signedFen })) }),
  },
  'GET /ledger/vouchers.xlsx': { summary: '导出一个月的记账凭证', access: 'staff', roles: readers, query: z.object({ fund, month }), response: z.any(), produces: sheet },

  'GET /expenses': { summary: '费用申请', access: 'staff', roles: { ...readers, clerk: 'all' }, query: z.object({ fund: fund.optional(), state: oneOf(expenseStates).optional(), ...page }), response: z.object({ items: z.array(expense), nextCursor }) },
  'POST /expenses': { summary: '申请费用：服务费只能用于批准的科目，且不能超过可用余额', access: 'staff', roles: { finance: 'all', clerk: 'all' }, body: z.object({ fund, head: oneOf(expenseHeads), fen: positiveFen, payee: text(60, '收款单位'), purpose: text(300, '用途') }), response: expense, status: 201, idempotent: true },
  'POST /expenses/:id/approval': { summary: '批准费用', access: 'staff', roles: { president: 'all' }, params: byId, response: expense, idempotent: true },
  'POST /expenses/:id/refusal': { summary: '不批准费用', access: 'staff', roles: { president: 'all' }, params: byId, body: reason, response: expense, idempotent: true },
  'POST /expenses/:id/withdrawal': { summary: '撤回费用申请', access: 'staff', roles: { finance: 'all', clerk: 'all' }, params: byId, body: reason, response: expense, idempotent: true },
  'GET /budgets': { summary: '预算与执行', access: 'staff', roles: { ...readers, clerk: 'all' }, query: z.object({ fund, year }), response: z.object({ items: z.array(z.object({ head: oneOf(expenseHeads), allowed: z.boolean(), budgetFen: fen, committedFen: fen, spentFen: signedFen })), availableFen: signedFen }) },
  'PUT /budgets': { summary: '编制一个科目的年度预算', access: 'staff', roles: finance, body: z.object({ fund, year: z.int().min(2000).max(2100), head: oneOf(expenseHeads), fen }), response: z.object({ head: oneOf(expenseHeads), fen }) },

  'GET /months': {
    summary: '月结：各月状态，还差什么',
    access: 'staff', roles: readers,
    query: z.object({ year }),
    response: z.object({ items: z.array(z.object({ month, state: oneOf(monthStates), obstacles: z.array(obstacle), closedBy: z.string().nullable(), closedAt: moment.nullable(), bookings: z.int() })) }),
  },
  'POST /months/:month/closing': { summary: '月结：没有未解释的差异才能结账，结账后该月不再记账', access: 'staff', roles: finance, params: z.object({ month }), response: z.object({ month, closedAt: moment }), idempotent: true },
} satisfies EndpointMap;
