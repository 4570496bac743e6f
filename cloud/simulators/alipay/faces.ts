import { z } from 'zod';
import type { Certification, Certifications } from './certifications';
import { type Answer, parseJson, refusal } from './answers';

export type FaceOperation = 'face.initialize' | 'face.verify' | 'face.query';

const prefix = '/v3/datadigital/fincloud/generalsaas/face/certify/';
export const faceRoutes: Record<string, FaceOperation> = {
  [`POST ${prefix}initialize`]: 'face.initialize',
  [`POST ${prefix}verify`]: 'face.verify',
  [`GET ${prefix}query`]: 'face.query',
};

const initialization = z.object({
  outer_order_no: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  biz_code: z.string().min(1),
  identity_param: z.object({
    identity_type: z.literal('CERT_INFO'),
    cert_type: z.literal('IDENTITY_CARD'),
    cert_name: z.string().min(1),
    cert_no: z.string().regex(/^\d{17}[\dX]$/),
  }),
  merchant_config: z.object({
    return_url: z.string().min(1),
    face_reserve_strategy: z.enum(['reserve', 'never']).optional(),
  }),
});

/** 人脸核身; `pageUrl` is where the person is sent. */
export function answerFace(certifications: Certifications, pageUrl: (certifyId: string) => string, operation: FaceOperation, body: string, query: URLSearchParams): Answer {
  if (operation === 'face.initialize') {
    const parsed = initialization.safeParse(parseJson(body));
    if (!parsed.success) return refusal(400, 'INVALID_PARAMETER', `参数有误：${parsed.error.issues[0]?.path.join('.')}`);
    const { cert_name, cert_no } = parsed.data.identity_param;
    return [200, { certify_id: certifications.begin(cert_name, cert_no).id }];
  }
  if (operation === 'face.verify') {
    const parsed = z.object({ certify_id: z.string() }).safeParse(parseJson(body));
    const found = parsed.success && certifications.find(parsed.data.certify_id);
    return found ? [200, { certify_url: pageUrl(found.id) }] : unknownCertification;
  }
  const found = certifications.find(query.get('certify_id') ?? '');
  return found ? [200, resultOf(found)] : unknownCertification;
}

/** Undecided looks like failed, but without a reason: as with the real service. */
function resultOf(certification: Certification): Record<string, unknown> {
  if (certification.outcome === 'pass') return { passed: 'T' };
  if (certification.outcome === 'fail') return { passed: 'F', fail_reason: '人脸与身份证照片不一致，请由本人在光线充足处重新核验' };
  return { passed: 'F' };
}

const unknownCertification = refusal(400, 'CERTIFY_ID_NOT_EXIST', 'certify_id不存在或已过期');
