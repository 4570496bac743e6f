import { randomBytes, randomUUID } from 'node:crypto';
import { type Notices, post } from '../trades/notices';
import type { BookedOrder, BookedRefund } from '../trades/order-book';
import { orderText, refundText } from './api';
import type { Merchant } from './merchants';
import { type PlatformSigner, proof, seal } from './signing';

export interface TellerOptions {
  appId: string;
  now: () => Date;
  notices: Notices;
  merchantOf(mchid: string): Merchant;
  signer(): PlatformSigner;
  /** A key that is not the platform's. */
  foreignPrivateKey: string;
  heard(details: { kind: 'order' | 'refund'; number: string; id: string; status: number | undefined; forged: boolean }): void;
}

/** 支付通知与退款通知: signed, and sealed with the merchant's APIv3 key. */
export function createTeller({ appId, now, notices, merchantOf, signer, foreignPrivateKey, heard }: TellerOptions) {
  const tell = (order: BookedOrder, kind: 'order' | 'refund', url: string, event: string, contentOf: (amountFen?: number) => object) => {
    const id = randomUUID();
    return notices.tell({
      kind,
      number: order.number,
      async send({ forged = false, amountFen }) {
        const original = kind === 'order' ? 'transaction' : 'refund';
        const resource = { original_type: original, ...seal(JSON.stringify(contentOf(amountFen)), merchantOf(order.merchantId).apiV3Key, original) };
        const body = JSON.stringify({ id, create_time: now().toISOString(), resource_type: 'encrypt-resource', event_type: event, summary: kind === 'order' ? '支付成功' : '退款结果', resource });
        const answer = await post(url, { 'content-type': 'application/json', ...proof(body, forged ? { ...signer(), privateKey: foreignPrivateKey } : signer()) }, body);
        heard({ kind, number: order.number, id, status: answer?.status, forged });
        return answer?.status === 200 || answer?.status === 204;
      },
    });
  };
  return {
    paid: (order: BookedOrder) =>
      tell(order, 'order', order.notifyUrl, 'TRANSACTION.SUCCESS', (amountFen) => {
        const said = orderText({ appId }, { ...order, refunds: [] }) as { amount: object };
        return amountFen === undefined ? said : { ...said, amount: { ...said.amount, total: amountFen, payer_total: amountFen } };
      }),
    refunded: (order: BookedOrder, refund: BookedRefund) =>
      tell(order, 'refund', refund.notifyUrl, refund.state === 'succeeded' ? 'REFUND.SUCCESS' : 'REFUND.ABNORMAL', (amountFen = refund.fen) => {
        const { status, refund_id, out_refund_no, transaction_id, out_trade_no, success_time, user_received_account, amount } = refundText(order, refund);
        const said = { mchid: order.merchantId, transaction_id, out_trade_no, refund_id, out_refund_no, refund_status: status, success_time, user_received_account };
        return { ...said, amount: { total: amount.total, refund: amountFen, payer_total: amount.total, payer_refund: amountFen } };
      }),
    /** A test notice of the platform's own with a broken signature; the status that the merchant answered. */
    async probe(order: BookedOrder): Promise<number | undefined> {
      const body = JSON.stringify({ id: randomUUID(), event_type: 'TRANSACTION.SUCCESS', resource: { original_type: 'transaction' } });
      const headers = { ...proof(body, signer()), 'Wechatpay-Signature': `WECHATPAY/SIGNTEST/${randomBytes(64).toString('base64')}` };
      return (await post(order.notifyUrl, { 'content-type': 'application/json', ...headers }, body))?.status;
    },
  };
}
