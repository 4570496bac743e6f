import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, text } from './primitives';
import type { PhotoRules } from './standards/photo-list';
import { counterDealInput, transaction } from './transactions.shapes';

const operator = { operator: 'own' } as const satisfies Rights;

/** 采集台: what the counter's page needs to work, with and without a network. */
export const stationEndpoints = {
  'GET /capture-station': {
    summary: '采集台：本市场、现行拍照清单和当事人告知，断网时也用得上',
    access: 'staff', roles: operator,
    response: z.object({
      marketId: id,
      marketName: z.string(),
      /** 车牌号前缀 of the city, such as 浙B. */
      platePrefix: z.string(),
      allowsAgentForBothSides: z.boolean(),
      photoRules: z.object({ version: z.string(), rules: z.unknown() as unknown as z.ZodType<PhotoRules> }),
      partyNotice: z.object({ version: z.string(), title: z.string(), paragraphs: z.array(z.string()) }),
      now: moment,
    }),
  },
  'GET /capture-station/certificate': {
    summary: '采集台：按编号或二维码查代理人，姓名遮盖',
    access: 'staff', roles: operator,
    /** A certificate's number, or what its code holds. */
    query: z.object({ q: text(1000, '代理证编号') }),
    response: z.object({
      number: z.string(),
      holderName: z.string(),
      companyName: z.string(),
      isInForce: z.boolean(),
      /** Why it cannot be used now, and what to do; null where it can. */
      sentence: z.string().nullable(),
    }),
  },
  'POST /counter-deals': {
    summary: '采集台：新建柜台交易',
    access: 'staff', roles: operator,
    body: counterDealInput,
    response: transaction,
    status: 201,
    idempotent: true,
  },
} satisfies EndpointMap;
