import { randomBytes } from 'node:crypto';
import { type Notices, post } from '../trades/notices';
import type { BookedOrder, BookedRefund } from '../trades/order-book';
import type { App } from './apps';
import { noticeSignature } from './signing';
import { noticeText, shanghaiTime, type TradeContext, yuan } from './trades';

export interface TellerOptions {
  context: TradeContext;
  notices: Notices;
  appOf(sellerId: string): App;
  privateKey(): string;
  foreignPrivateKey: string;
  heard(details: { kind: 'order' | 'refund'; number: string; id: string; status: number | undefined; forged: boolean }): void;
}

/** 异步通知: a signed form; taken is what is answered by exactly `success`. */
export function createTeller({ context, notices, appOf, privateKey, foreignPrivateKey, heard }: TellerOptions) {
  const tell = (order: BookedOrder, refund?: BookedRefund) => {
    const id = `${shanghaiTime(context.now()).replace(/\D/g, '')}${randomBytes(10).toString('hex')}`;
    const kind = refund ? 'refund' : 'order';
    return notices.tell({
      kind,
      number: order.number,
      async send({ forged = false, amountFen }) {
        const said: Record<string, string> = { notify_id: id, notify_time: shanghaiTime(context.now()), charset: 'utf-8', version: '1.0', sign_type: 'RSA2', ...noticeText(context, appOf(order.merchantId), order, refund) };
        if (amountFen !== undefined) said.total_amount = yuan(amountFen);
        const body = new URLSearchParams({ ...said, sign: noticeSignature(said, forged ? foreignPrivateKey : privateKey()) }).toString();
        const answer = await post(order.notifyUrl, { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }, body);
        heard({ kind, number: order.number, id, status: answer?.status, forged });
        return answer?.text === 'success';
      },
    });
  };
  return { paid: (order: BookedOrder) => tell(order), refunded: (order: BookedOrder, refund: BookedRefund) => tell(order, refund) };
}
