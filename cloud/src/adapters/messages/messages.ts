/**
 * What a message outside of our own inbox came to: `sent` · `not_subscribed` the person has not (or no longer) agreed (WeChat
 * 43101) · `not_configured` this host has no template. Both of the latter are facts, not failures.
 */
export type MessageOutcome = 'sent' | 'not_subscribed' | 'not_configured';

/** 订阅消息: one accept of the person is one message. @throws ProviderError for everything else */
export interface SubscriptionMessages {
  /** 会费缴纳提醒, to a person of this host's mini-program: fields are cut to the host's limits. */
  remindOfDues(message: { host: 'wechat' | 'alipay'; openId: string; memberName: string; fen: number; dueOn: string; page: string }): Promise<MessageOutcome>;
  /** The template that the mini-program asks the person to accept; null where there is none. */
  duesTemplateId: string | null;
  /** 月度通报提醒, to a person of WeChat's mini-program; `on` is the day of the bulletin. */
  tellOfBulletin(message: { openId: string; title: string; on: string; headline: string; page: string }): Promise<MessageOutcome>;
  bulletinTemplateId: string | null;
}

/** 发货信息: what WeChat's mini-program merchants owe for each payment, or the money stays frozen (providers.md 2). */
export interface ShippingReports {
  /** Twice is well. @throws ProviderError */
  reportService(order: { orderNumber: string; merchantId: string; payerOpenId: string; description: string; at: Date }): Promise<void>;
}

/** 小程序码: a round code that WeChat's scanner takes to one page of the mini-program. */
export interface MiniProgramCodes {
  /** Whose codes they are: one that was kept is of no use to another mini-program. */
  appId: string;
  /** `page` without slash and query; the page finds `scene`, at most 32 signs, in its query. A picture, JPEG or PNG. @throws ProviderError */
  draw(target: { page: string; scene: string }): Promise<Buffer>;
}
