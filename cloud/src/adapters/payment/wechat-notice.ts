import { z } from 'zod';
import { ProviderError } from '../provider-error';
import type { PaymentNotice, RawNotice } from './payment';
import { sealed, unseal } from './wechat-cipher';
import { doubtOf, type ProofOptions } from './wechat-proof';
import { orderReport, refundNotice, refundReport, transaction } from './wechat-reports';
import type { WechatPayConfig } from './wechat-signer';

const envelope = z.object({
  id: z.string().min(1).max(64),
  event_type: z.string(),
  resource: sealed.extend({ original_type: z.enum(['transaction', 'refund']) }),
});

/**
 * A notice that WeChat Pay signed within the last five minutes and sealed for this merchant, about an order of this mini-program.
 * @throws ProviderError `untrusted_answer`; `timeout` or `unavailable` where the certificate had to be asked for in vain
 */
export async function readWechatNotice({ headers, body }: RawNotice, config: WechatPayConfig, proof: ProofOptions): Promise<PaymentNotice> {
  const distrust = (code: string) => new ProviderError('untrusted_answer', 'wechat-pay', 'notice', code);
  const doubt = await doubtOf((name) => headers[name], body, proof);
  if (doubt) throw distrust(doubt);
  const { id, resource } = parse(envelope, body.toString('utf8'), distrust);
  const content = unseal(resource, config.apiV3Key);
  if (content === undefined) throw distrust('broken-seal');
  if (resource.original_type === 'refund') {
    const said = parse(refundNotice, content, distrust);
    if (said.mchid !== config.mchId) throw distrust('another-merchant');
    return { id, kind: 'refund', report: refundReport(said) };
  }
  const report = orderReport(parse(transaction, content, distrust), config);
  if (typeof report === 'string') throw distrust(report);
  return { id, kind: 'order', report };
}

function parse<Schema extends z.ZodType>(schema: Schema, text: string, distrust: (code: string) => ProviderError): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw distrust('unexpected-shape');
  }
}
