import { z } from 'zod';
import type { AlipayClient } from '../alipay-client';
import { ProviderError } from '../provider-error';
import type { FaceResult, FaceVerifier } from './identity';

const path = '/v3/datadigital/fincloud/generalsaas/face/certify';

const initialized = z.object({ certify_id: z.string().min(1).max(64) });
const verifiable = z.object({ certify_url: z.url({ protocol: /^(https?|alipays?)$/ }) });
const queried = z.object({ passed: z.enum(['T', 'F']), fail_reason: z.string().optional() });

/** 跳转支付宝人脸核身 (V3): initialize binds name and number, verify gives the page, query alone decides. */
export function createAlipayFaceVerifier(client: AlipayClient, bizCode: string): FaceVerifier {
  return {
    async start({ orderNo, name, idNumber, returnUrl }) {
      if (!/^[0-9A-Za-z]{1,32}$/.test(orderNo)) throw new RangeError('orderNo: at most 32 letters and digits');
      const body = {
        outer_order_no: orderNo,
        biz_code: bizCode,
        identity_param: { identity_type: 'CERT_INFO', cert_type: 'IDENTITY_CARD', cert_name: name, cert_no: idNumber },
        // Alipay shall not keep the picture of the face (law.md: shortest storage).
        merchant_config: { return_url: returnUrl, face_reserve_strategy: 'never' },
      };
      const { certify_id } = parse(
        initialized,
        await client.curl('POST', `${path}/initialize`, { body }),
        'initialize',
      );
      const { certify_url } = parse(
        verifiable,
        await client.curl('POST', `${path}/verify`, { body: { certify_id } }),
        'verify',
      );
      return { certifyId: certify_id, faceUrl: certify_url };
    },
    async resultOf(certifyId) {
      const answer = await client.curl('GET', `${path}/query`, { query: { certify_id: certifyId } });
      return resultIn(parse(queried, answer, 'query'));
    },
  };
}

/** Only `passed: 'T'` is a pass. A failure without a reason is Alipay's way to say that nobody has decided yet. */
function resultIn({ passed, fail_reason }: z.infer<typeof queried>): FaceResult {
  if (passed === 'T') return { state: 'passed' };
  const reason = fail_reason?.trim();
  return reason ? { state: 'failed', reason: reason.slice(0, 200) } : { state: 'pending' };
}

function parse<Schema extends z.ZodType>(schema: Schema, answer: unknown, operation: string): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (!parsed.success)
    throw new ProviderError('untrusted_answer', 'alipay', `face/certify/${operation}`, 'unexpected-shape');
  return parsed.data;
}
