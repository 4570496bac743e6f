import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { certificateCard } from './identity';
import { id, moment } from './primitives';

/** 市场: where deals are checked. */
export const market = z.object({ id, code: z.string(), name: z.string(), allowsAgentForBothSides: z.boolean() });

export const registryEndpoints = {
  'GET /markets': { summary: '可办理核对的市场', access: 'agent_or_staff', response: z.object({ markets: z.array(market) }) },
  'GET /certificate': {
    summary: '我的电子代理证与限时签名二维码',
    access: 'agent',
    response: z.object({
      certificate: certificateCard,
      /** PNG data URL; null while the certificate is not in force. */
      qr: z.string().nullable(),
      qrUrl: z.string().nullable(),
      qrExpiresAt: moment.nullable(),
    }),
  },
} satisfies EndpointMap;
