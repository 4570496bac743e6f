import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ProviderError } from '../provider-error';
import type { PaymentChannel, ProviderBill } from './payment';
import { readWechatBill } from './wechat-bill';
import { createPlatformKeys } from './wechat-keys';
import { readWechatNotice } from './wechat-notice';
import { orderReport, refundAnswer, refundReport, transaction } from './wechat-reports';
import { officialOrigin, type WechatPayConfig, WechatPaySigner } from './wechat-signer';
import { callWechatPay, createVerifyingTransport, official, type WireOptions } from './wechat-transport';

export interface ChannelOptions {
  timeoutMs: number;
  /** The time that signatures are made and checked by. */
  now: () => Date;
}

const prepaid = z.object({ package: z.string().regex(/^prepay_id=.{1,64}$/) });
const billed = z.object({ hash_type: z.literal('SHA1'), hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/), download_url: z.string().startsWith(`${officialOrigin}/v3/`) });

/** 微信支付 (APIv3, JSAPI) for one merchant: the library builds and signs, our transport sends and believes nothing unproven. */
export function createWechatPay(config: WechatPayConfig, { timeoutMs, now }: ChannelOptions): PaymentChannel {
  const wire: WireOptions = { url: config.url, timeoutMs, ...(config.publicKey ? { publicKeyId: config.publicKey.id } : {}) };
  const signer = new WechatPaySigner(config, now);
  const certificatesUrl = official('/v3/certificates');
  const keys = createPlatformKeys({ config, now, fetchCertificates: () => callWechatPay(wire, 'GET', certificatesUrl, signer.signedHeaders('GET', certificatesUrl)) });
  const proof = { keyOf: keys.keyOf, now };
  signer.createHttp(createVerifyingTransport(wire, proof));

  const channel: PaymentChannel = {
    provider: 'wechat',
    merchantId: config.mchId,
    async createOrder({ number, subject, fen, payerOpenId, expiresAt, notifyUrl }) {
      const answer = await signer.transactions_jsapi({
        description: [...subject].slice(0, 127).join(''),
        out_trade_no: number,
        time_expire: shanghaiRfc3339(expiresAt),
        notify_url: notifyUrl,
        amount: { total: fen, currency: 'CNY' },
        payer: { openid: payerOpenId },
      });
      // The library has made the launch of it already; that is done anew each time that the phone wants it.
      return { prepayId: parse(prepaid, answer.data, 'order').package.slice('prepay_id='.length) };
    },
    launch: (prepayId) => signer.launch(prepayId),
    async queryOrder(number) {
      const answer = await unless(signer.query({ out_trade_no: number }), ['ORDER_NOT_EXIST', 'ORDERNOTEXIST']);
      if (!answer) return { number, state: 'absent', providerId: null, paidFen: null, paidAt: null, payerOpenId: null };
      const report = orderReport(parse(transaction, answer.data, 'query'), config);
      if (typeof report === 'string') throw distrust('query', report);
      if (report.number !== number) throw distrust('query', 'another-order');
      return report;
    },
    async closeOrder(number) {
      try {
        await signer.close(number);
        return 'closed';
      } catch (error) {
        if (isRefusal(error, ['ORDERPAID', 'ORDER_PAID'])) return 'paid';
        if (isRefusal(error, ['ORDER_CLOSED', 'ORDER_NOT_EXIST', 'ORDERNOTEXIST'])) return 'closed';
        throw error;
      }
    },
    async refund({ refundNumber, orderNumber, fen, totalFen, reason, notifyUrl }) {
      const amount = { refund: fen, total: totalFen, currency: 'CNY' };
      const answer = await signer.refunds({ out_trade_no: orderNumber, out_refund_no: refundNumber, reason: cutToBytes(reason, 80), notify_url: notifyUrl, amount });
      return refundIn(answer.data, { refundNumber, orderNumber });
    },
    async queryRefund({ refundNumber, orderNumber }) {
      const answer = await unless(signer.find_refunds(refundNumber), ['RESOURCE_NOT_EXISTS', 'REFUND_NOT_EXISTS']);
      if (!answer) return { refundNumber, orderNumber, state: 'absent', providerId: null, fen: null, refundedAt: null };
      return refundIn(answer.data, { refundNumber, orderNumber });
    },
    readNotice: (notice) => readWechatNotice(notice, config, proof),
    acknowledgement: (taken) => (taken ? { status: 204, type: '', body: '' } : { status: 400, type: 'application/json', body: JSON.stringify({ code: 'FAIL', message: '未接收' }) }),
    async bill(day): Promise<ProviderBill | null> {
      const answer = await unless(signer.tradebill({ bill_date: day, bill_type: 'ALL' }), ['NO_STATEMENT_EXIST']);
      if (!answer) return null;
      const { hash_value, download_url } = parse(billed, answer.data, 'bill');
      const file = (await signer.downloadBill(download_url)).data as Buffer;
      if (createHash('sha1').update(file).digest('hex') !== hash_value.toLowerCase()) throw distrust('bill', 'another-hash');
      return { day, file, sha256: createHash('sha256').update(file).digest('hex'), lines: readWechatBill(file, config.mchId) };
    },
  };
  return channel;
}

function refundIn(said: unknown, wanted: { refundNumber: string; orderNumber: string }) {
  const report = refundReport(parse(refundAnswer, said, 'refund'));
  if (report.refundNumber !== wanted.refundNumber || report.orderNumber !== wanted.orderNumber) throw distrust('refund', 'another-refund');
  return report;
}

const distrust = (operation: string, code: string) => new ProviderError('untrusted_answer', 'wechat-pay', operation, code);

const isRefusal = (error: unknown, codes: string[]) => error instanceof ProviderError && error.kind === 'rejected' && codes.includes(error.providerCode ?? '');

/** Undefined where the provider refuses with one of these codes, which say that there is none. */
async function unless<Answer>(asked: Promise<Answer>, codes: string[]): Promise<Answer | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isRefusal(error, codes)) return undefined;
    throw error;
  }
}

function parse<Schema extends z.ZodType>(schema: Schema, said: unknown, operation: string): z.output<Schema> {
  const parsed = schema.safeParse(said);
  if (!parsed.success) throw distrust(operation, 'unexpected-shape');
  return parsed.data;
}

/** A moment as WeChat Pay wants it, to the second. */
const shanghaiRfc3339 = (at: Date) => `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;

/** As many whole characters as fit. */
export function cutToBytes(text: string, limit: number): string {
  let kept = '';
  for (const character of text) {
    if (Buffer.byteLength(kept + character) > limit) break;
    kept += character;
  }
  return kept;
}
