import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { nextCursor, page, positiveFen, search } from './money';
import { advance, advanceApplication, cashReceipt, payable, payeeAccount, payLaunch, paymentOrder, receipt, refund } from './payments.shapes';
import { day, id, oneOf, text } from './primitives';
import { cashStates, funds, orderStates, payableKinds, paymentProviders, refundStates } from './vocabulary';

const byId = z.object({ id });
const payer = { company_manager: 'own' } as const satisfies Rights;
const readers = { finance: 'all', clerk: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
/** 制单与复核: finance and president; never the same person twice (law.md R-F5). */
const deciders = { finance: 'all', president: 'all' } as const satisfies Rights;
const finance = { finance: 'all' } as const satisfies Rights;
const subject = { kind: oneOf(payableKinds), subjectId: id };
const reason = z.object({ reason: text(200, '原因') });

export const paymentEndpoints = {
  'GET /my-payables': { summary: '我的企业应缴的会费和账单', access: 'agent', roles: payer, response: z.object({ items: z.array(payable) }) },
  'POST /payment-orders': {
    summary: '下单：在所在的微信或支付宝里支付一笔会费或账单的余额；已有未付的订单时给出同一张',
    access: 'agent', roles: payer,
    body: z.object(subject),
    response: z.object({ order: paymentOrder, launch: payLaunch }),
    status: 201,
    idempotent: true,
  },
  'GET /my-payment-orders': { summary: '我的企业的支付订单', access: 'agent', roles: payer, query: z.object(page), response: z.object({ items: z.array(paymentOrder), nextCursor }) },
  'GET /payment-orders/:id': { summary: '支付订单', access: 'agent_or_staff', roles: { ...payer, ...readers }, params: byId, response: paymentOrder.extend({ refunds: z.array(refund), receipts: z.array(receipt), mayRefund: z.boolean() }) },
  'POST /payment-orders/:id/check': { summary: '向支付平台查询这张订单的结果', access: 'agent_or_staff', roles: { ...payer, ...finance }, params: byId, response: paymentOrder },
  'POST /payment-orders/:id/launch': { summary: '继续支付：再次取得调起支付的参数', access: 'agent', roles: payer, params: byId, response: z.object({ order: paymentOrder, launch: payLaunch }) },
  'POST /payment-orders/:id/closure': { summary: '取消没有支付的订单', access: 'agent', roles: payer, params: byId, response: paymentOrder, idempotent: true },
  'GET /payment-orders': {
    summary: '支付订单，最近的在前',
    access: 'staff', roles: readers,
    query: z.object({ q: search, state: oneOf(orderStates).optional(), provider: oneOf(paymentProviders).optional(), fund: oneOf(funds).optional(), from: day.optional(), to: day.optional(), ...page }),
    response: z.object({ items: z.array(paymentOrder), nextCursor }),
  },
  'POST /payment-orders/:id/refunds': { summary: '申请退款，全部或部分', access: 'staff', roles: finance, params: byId, body: z.object({ fen: positiveFen, reason: text(200, '原因') }), response: refund, status: 201, idempotent: true },
  'GET /refunds': { summary: '退款', access: 'staff', roles: readers, query: z.object({ id: id.optional(), state: oneOf(refundStates).optional(), ...page }), response: z.object({ items: z.array(refund), nextCursor }) },
  'POST /refunds/:id/approval': { summary: '复核同意退款，随即向支付平台发起；不能由申请人复核', access: 'staff', roles: deciders, params: byId, response: refund, idempotent: true },
  'POST /refunds/:id/refusal': { summary: '复核不同意退款', access: 'staff', roles: deciders, params: byId, body: reason, response: refund, idempotent: true },
  'POST /refunds/:id/retry': { summary: '失败的退款重新发起', access: 'staff', roles: finance, params: byId, response: refund, idempotent: true },

  'GET /cash-receipts': { summary: '现金收款', access: 'staff', roles: readers, query: z.object({ id: id.optional(), state: oneOf(cashStates).optional(), ...page }), response: z.object({ items: z.array(cashReceipt), nextCursor }) },
  'POST /cash-receipts': { summary: '登记现金收款，由另一人复核后入账', access: 'staff', roles: { finance: 'all', clerk: 'all' }, body: z.object({ ...subject, fen: positiveFen, receivedOn: day, note: text(200, '说明') }), response: cashReceipt, status: 201, idempotent: true },
  'POST /cash-receipts/:id/confirmation': { summary: '复核现金收款并入账', access: 'staff', roles: deciders, params: byId, response: cashReceipt, idempotent: true },
  'POST /cash-receipts/:id/refusal': { summary: '退回现金收款登记', access: 'staff', roles: deciders, params: byId, body: reason, response: cashReceipt, idempotent: true },

  'GET /advances': { summary: '预收款：多缴而还没有抵缴的款项，以及最近的抵缴', access: 'staff', roles: { finance: 'all', president: 'all', auditor: 'all' }, response: z.object({ items: z.array(advance), /** The latest that stand. */ applied: z.array(advanceApplication) }) },
  'POST /advances/:id/application': { summary: '预收款抵缴同一单位的另一笔应缴款', access: 'staff', roles: finance, params: byId, body: z.object({ ...subject, fen: positiveFen }), response: advance, idempotent: true },
  'POST /advance-applications/:id/reversal': { summary: '撤销一笔预收款抵缴，按记账编号', access: 'staff', roles: finance, params: byId, body: reason, response: advance, idempotent: true },

  'POST /receipts': { summary: '登记已开具的票据：会费为社会团体会费票据，服务费为增值税发票', access: 'staff', roles: { finance: 'all', clerk: 'all' }, body: z.object({ ...subject, number: z.string().trim().regex(/^[0-9A-Za-z-]{6,40}$/, '票据号码由数字、字母组成，6至40位'), fen: positiveFen, issuedOn: day }), response: receipt, status: 201, idempotent: true },
  'POST /receipts/:id/voiding': { summary: '作废或红冲票据', access: 'staff', roles: finance, params: byId, body: reason, response: receipt, idempotent: true },

  'GET /payee-accounts': { summary: '收款账户', access: 'staff', roles: { ...readers, market_manager: 'all' }, response: z.object({ items: z.array(payeeAccount) }) },
  'PUT /payee-accounts': { summary: '登记收款账户', access: 'staff', roles: finance, body: payeeAccount.extend({ payeeName: text(60, '收款户名'), bankName: text(60, '开户银行'), bankNumber: z.string().trim().regex(/^\d{8,32}$/, '银行账号为8至32位数字') }), response: payeeAccount },
} satisfies EndpointMap;
