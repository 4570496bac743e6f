import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { dayInShanghai } from '../../src/clock';

/** An order as the pay service keeps it; moments as ISO texts of whole seconds. */
export interface BookedOrder {
  merchantId: string;
  /** The merchant's number. */
  number: string;
  /** What the phone is handed: prepay_id, trade_no. */
  prepayId: string;
  subject: string;
  /** Integer fen. */
  fen: number;
  payerOpenId: string;
  notifyUrl: string;
  createdAt: string;
  expiresAt: string;
  state: 'unpaid' | 'paid' | 'closed';
  /** The service's own number; given when it is paid. */
  providerId: string | null;
  paidAt: string | null;
  closedAt: string | null;
  /** What the service keeps, integer fen. */
  feeFen: number;
  refunds: BookedRefund[];
}

export interface BookedRefund {
  /** The merchant's number. */
  number: string;
  providerId: string;
  fen: number;
  /** The part of the fee that is given back. */
  feeFen: number;
  reason: string;
  notifyUrl: string;
  createdAt: string;
  state: 'processing' | 'succeeded' | 'failed';
  settledAt: string | null;
}

/** One line of the service's own bill, to compare with what a reader of the bill file found: the sign of `fen` as the money goes. */
export interface BookedLine {
  kind: 'payment' | 'refund';
  at: Date;
  number: string;
  refundNumber: string | null;
  providerId: string;
  fen: number;
  feeFen: number;
}

export type NewOrder = Pick<BookedOrder, 'merchantId' | 'number' | 'prepayId' | 'subject' | 'fen' | 'payerOpenId' | 'notifyUrl' | 'expiresAt'>;

/** The orders of all merchants of one service. */
export interface OrderBook {
  add(order: NewOrder): BookedOrder;
  /** By the merchant's number; an unpaid one whose time is over reads as closed. */
  find(merchantId: string, number: string): BookedOrder | undefined;
  /** By its number or what the phone was handed, whoever the merchant is. */
  anyOf(numberOrPrepayId: string): BookedOrder | undefined;
  /** The money moves, if the order is unpaid; with `evenIfClosed` also after it was closed, as when a bank answers late. */
  pay(order: BookedOrder, providerId: string, evenIfClosed?: boolean): boolean;
  /** False where it is paid. */
  close(order: BookedOrder): boolean;
  /** Fen that were not given back or are on their way. */
  refundable(order: BookedOrder): number;
  refund(order: BookedOrder, refund: Pick<BookedRefund, 'number' | 'providerId' | 'fen' | 'reason' | 'notifyUrl'>): BookedRefund;
  settle(refund: BookedRefund, state: 'succeeded' | 'failed'): void;
  /** The payments and refunds of a day in Shanghai. */
  lines(merchantId: string, day: string): BookedLine[];
  orders(): readonly BookedOrder[];
  /** Writes what has not been written yet. */
  flush(): void;
}

const thousandths = 6;

/** Six of a thousand, rounded to the fen. */
const feeOf = (fen: number) => Math.floor((fen * thousandths + 500) / 1000);

/** Opens the book that lies in `file`; what changes is written down a moment later, so that a demo survives a restart. */
export function openOrderBook(file: string, now: () => Date): OrderBook {
  const orders: BookedOrder[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BookedOrder[]) : [];
  const byNumber = new Map(orders.map((order) => [keyOf(order.merchantId, order.number), order]));
  let writing: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(writing);
    writing = undefined;
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(orders), { mode: 0o600 });
  };
  const changed = () => {
    writing ??= setTimeout(write, 300).unref();
  };
  const moment = () => `${now().toISOString().slice(0, 19)}.000Z`;
  /** The service closes what nobody paid in time. */
  const current = (order: BookedOrder | undefined) => {
    if (order?.state === 'unpaid' && order.expiresAt <= now().toISOString()) {
      order.state = 'closed';
      order.closedAt = order.expiresAt;
      changed();
    }
    return order;
  };
  const refundable = (order: BookedOrder) => order.fen - order.refunds.reduce((sum, { state, fen }) => sum + (state === 'failed' ? 0 : fen), 0);

  return {
    add(given) {
      const order: BookedOrder = { ...given, createdAt: moment(), state: 'unpaid', providerId: null, paidAt: null, closedAt: null, feeFen: 0, refunds: [] };
      orders.push(order);
      byNumber.set(keyOf(order.merchantId, order.number), order);
      changed();
      return order;
    },
    find: (merchantId, number) => current(byNumber.get(keyOf(merchantId, number))),
    anyOf: (wanted) => current(orders.findLast(({ number, prepayId }) => number === wanted || prepayId === wanted)),
    pay(order, providerId, evenIfClosed = false) {
      const { state } = current(order)!;
      if (state !== 'unpaid' && !(evenIfClosed && state === 'closed')) return false;
      Object.assign(order, { state: 'paid', providerId, paidAt: moment(), feeFen: feeOf(order.fen) });
      changed();
      return true;
    },
    close(order) {
      if (current(order)!.state === 'paid') return false;
      if (order.state === 'unpaid') Object.assign(order, { state: 'closed', closedAt: moment() });
      changed();
      return true;
    },
    refundable,
    refund(order, given) {
      const before = order.refunds.filter(({ state }) => state !== 'failed');
      const whole = refundable(order) === given.fen;
      const feeFen = whole ? order.feeFen - before.reduce((sum, one) => sum + one.feeFen, 0) : Math.floor((order.feeFen * given.fen) / order.fen);
      const refund: BookedRefund = { ...given, feeFen, createdAt: moment(), state: 'processing', settledAt: null };
      order.refunds.push(refund);
      changed();
      return refund;
    },
    settle(refund, state) {
      if (refund.state !== 'processing') return;
      Object.assign(refund, { state, settledAt: moment() });
      changed();
    },
    lines(merchantId, day) {
      const isOf = (at: string | null) => at !== null && dayInShanghai(new Date(at)) === day;
      return orders
        .filter((order) => order.merchantId === merchantId)
        .flatMap((order) => [
          ...(isOf(order.paidAt) ? [lineOfPayment(order)] : []),
          ...order.refunds.filter(({ state, createdAt }) => state !== 'failed' && isOf(createdAt)).map((refund) => lineOfRefund(order, refund)),
        ])
        .sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    orders: () => orders.map((order) => current(order)!),
    flush: () => {
      if (writing) write();
    },
  };
}

const keyOf = (merchantId: string, number: string) => `${merchantId} ${number}`;

const lineOfPayment = ({ paidAt, number, providerId, fen, feeFen }: BookedOrder): BookedLine => ({ kind: 'payment', at: new Date(paidAt!), number, refundNumber: null, providerId: providerId!, fen, feeFen });

const lineOfRefund = (order: BookedOrder, refund: BookedRefund): BookedLine => ({
  kind: 'refund',
  at: new Date(refund.createdAt),
  number: order.number,
  refundNumber: refund.number,
  providerId: order.providerId!,
  fen: -refund.fen,
  // Never −0.
  feeFen: 0 - refund.feeFen,
});

/** A number as the services make them: a prefix and random digits. */
export const providerNumber = (prefix: string, length: number) => prefix + Array.from({ length: length - prefix.length }, () => randomInt(10)).join('');
