import type Koa from 'koa';
import { funds, paymentProviders } from '@yongche/contract';
import { uuidv7 } from 'uuidv7';
import type { PaymentNotice as SaidNotice } from '../../adapters/payment/payment';
import { ProviderError } from '../../adapters/provider-error';
import { isDuplicateKey } from '../../database-errors';
import type { Deps } from '../../deps';
import { ensure } from '../../http/errors';
import { readRaw } from '../../http/raw-body';
import { enqueue } from '../../jobs/queue';
import { PaymentNotice, type StoredReport } from './payment-notice.entity';

const addressed = new RegExp(`^/api/payment-notices/(${Object.keys(paymentProviders).join('|')})/(${Object.keys(funds).join('|')})$`);
const maxBytes = 64_000;

/**
 * 支付通知: the provider's own news of a payment or refund. The signature over the raw bytes is verified first; then the notice is laid
 * into the inbox, once, together with the job that applies it, and only then it is answered. What nobody signed is refused and counted.
 */
export function paymentNotices(deps: Deps): Koa.Middleware {
  return async (koa, next) => {
    const address = koa.method === 'POST' ? addressed.exec(koa.path) : null;
    if (!address) return next();
    const [, provider, fund] = address as unknown as [string, PaymentNotice['provider'], PaymentNotice['fund']];
    const channel = deps.payments[fund][provider];
    ensure(channel, 'request.not_found');
    await deps.limits.ensureBelow('payment_notice', koa.ip, koa.ip);
    const body = await readRaw(koa.req, maxBytes);
    const notice = await channel.readNotice({ headers: koa.headers as Record<string, string | undefined>, body }).catch(async (error: unknown) => {
      if (!(error instanceof ProviderError)) throw error;
      deps.log.warn({ err: error, provider, fund }, 'a payment notice was refused');
      if (error.kind === 'untrusted_answer') await deps.limits.count('payment_notice', koa.ip, koa.ip);
      return undefined;
    });
    if (notice) await takeNotice(deps, { provider, fund, notice });
    const { status, type, body: said } = channel.acknowledgement(notice !== undefined);
    koa.status = status;
    if (type) koa.type = type;
    koa.body = said || null;
  };
}

/** Lays a notice into the inbox with the job that applies it; the same one again changes nothing. */
async function takeNotice({ db, clock }: Deps, { provider, fund, notice }: Pick<PaymentNotice, 'provider' | 'fund'> & { notice: SaidNotice }): Promise<void> {
  const id = uuidv7();
  const at = clock.now();
  const { id: noticeId, kind, report } = notice;
  const orderNumber = kind === 'order' ? report.number : report.orderNumber;
  // Who paid is known by the order: the inbox keeps nothing of persons.
  const content = JSON.parse(JSON.stringify({ kind, report: kind === 'order' ? { ...report, payerOpenId: null } : report })) as StoredReport;
  await db
    .transaction(async (tx) => {
      await tx.insert(PaymentNotice, { id, provider, fund, noticeId, orderNumber: orderNumber.slice(0, 64), content, outcome: 'waiting', refusal: null, receivedAt: at, appliedAt: null });
      await enqueue(tx, 'payments.apply-notice', { noticeId: id }, { runAt: at, dedupKey: `payments.apply-notice:${id}` });
    })
    .catch((error: unknown) => {
      if (!isDuplicateKey(error, 'payment_notices_notice')) throw error;
    });
}
