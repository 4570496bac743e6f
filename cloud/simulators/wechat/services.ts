import { randomBytes } from 'node:crypto';
import { z } from 'zod';

/** WeChat's way to say that something was refused. */
export const refusal = (errcode: number, errmsg: string) => ({ errcode, errmsg: `${errmsg}, rid: ${randomBytes(8).toString('hex')}` });

const done = { errcode: 0, errmsg: 'ok' };

/** 订阅消息 as it went out. */
export interface SentMessage {
  openId: string;
  templateId: string;
  page: string;
  data: Record<string, string>;
}

/** 发货信息 as it was reported. */
export interface Shipment {
  mchid: string;
  orderNumber: string;
  openId: string;
  description: string;
  uploadedAt: string;
}

export interface WechatServices {
  newToken(): object;
  /** As after the change of the secret: what was given out does not work any more. */
  revokeTokens(): void;
  /** undefined where the token is good. */
  refusedToken(token: string | null): object | undefined;
  /** The person agrees to one more message of this template. */
  accept(openId: string, templateId: string): void;
  send(body: unknown): object;
  ship(body: unknown): object;
  messages: SentMessage[];
  shipments: Shipment[];
}

export interface ServicesOptions {
  templateIds: readonly string[];
  /** Whether this merchant's order was paid by this person. */
  isPaid(mchid: string, orderNumber: string, openId: string): boolean;
}

/** What a template's fields of each kind may hold. */
const limits: Record<string, RegExp> = { thing: /^.{1,20}$/u, name: /^.{1,10}$/u, amount: /^\d{1,10}(\.\d{1,2})?元?$/, date: /^\d{4}年\d{1,2}月\d{1,2}日$/ };

const message = z.object({
  touser: z.string().min(1),
  template_id: z.string().min(1),
  page: z.string().max(1024).default(''),
  data: z.record(z.string(), z.object({ value: z.string() })),
  miniprogram_state: z.enum(['developer', 'trial', 'formal']).default('formal'),
  lang: z.literal('zh_CN').default('zh_CN'),
});
const shipment = z.object({
  order_key: z.object({ order_number_type: z.literal(1), mchid: z.string(), out_trade_no: z.string() }),
  logistics_type: z.literal(3),
  delivery_mode: z.literal(1),
  shipping_list: z.array(z.object({ item_desc: z.string().min(1).max(120) })).length(1),
  upload_time: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?\+08:00$/),
  payer: z.object({ openid: z.string().min(1) }),
});

/** What a mini-program's server may ask of WeChat with an access token. */
export function createServices({ templateIds, isPaid }: ServicesOptions): WechatServices {
  const tokens = new Map<string, number>();
  const accepted = new Map<string, number>();
  const messages: SentMessage[] = [];
  const shipments: Shipment[] = [];
  return {
    messages,
    shipments,
    newToken() {
      const token = randomBytes(32).toString('base64url');
      tokens.set(token, Date.now() + 7200_000);
      return { access_token: token, expires_in: 7200 };
    },
    revokeTokens: () => tokens.clear(),
    refusedToken: (token) => ((tokens.get(token ?? '') ?? 0) > Date.now() ? undefined : refusal(40001, 'invalid credential, access_token is invalid or not latest')),
    accept: (openId, templateId) => void accepted.set(`${openId} ${templateId}`, (accepted.get(`${openId} ${templateId}`) ?? 0) + 1),
    send(body) {
      const parsed = message.safeParse(body);
      if (!parsed.success) return refusal(47001, 'data format error');
      const { touser, template_id, page, data } = parsed.data;
      if (!templateIds.includes(template_id)) return refusal(40037, 'invalid template_id');
      const bad = Object.entries(data).find(([field, { value }]) => !limits[field.replace(/\d+$/, '')]?.test(value));
      if (bad) return refusal(47003, `argument invalid! data.${bad[0]}.value invalid`);
      const key = `${touser} ${template_id}`;
      if (!accepted.get(key)) return refusal(43101, 'user refuse to accept the msg');
      accepted.set(key, accepted.get(key)! - 1);
      messages.push({ openId: touser, templateId: template_id, page, data: Object.fromEntries(Object.entries(data).map(([field, { value }]) => [field, value])) });
      return done;
    },
    ship(body) {
      const parsed = shipment.safeParse(body);
      if (!parsed.success) return refusal(10060014, `参数错误 ${parsed.error.issues[0]?.path.join('.')}`);
      const { order_key, shipping_list, upload_time, payer } = parsed.data;
      const orderNumber = order_key.out_trade_no;
      if (!isPaid(order_key.mchid, orderNumber, payer.openid)) return refusal(10060001, '支付单不存在');
      if (shipments.some((one) => one.mchid === order_key.mchid && one.orderNumber === orderNumber)) return refusal(10060002, '支付单已完成发货，无法继续发货');
      shipments.push({ mchid: order_key.mchid, orderNumber, openId: payer.openid, description: shipping_list[0]!.item_desc, uploadedAt: upload_time });
      return done;
    },
  };
}
