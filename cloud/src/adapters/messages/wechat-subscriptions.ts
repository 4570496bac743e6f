import { yuanText } from '../payment/amounts';
import type { SubscriptionMessages } from './messages';
import { failure, type WechatApi } from './wechat-api';

/** 会费缴纳提醒 as it was chosen among WeChat's templates. */
export interface DuesTemplate {
  id: string;
  /** The names that the template gives to the member's name, the amount and the day, in this order: `thing1,amount2,date3`. */
  fields: readonly [name: string, amount: string, day: string];
}

const path = '/cgi-bin/message/subscribe/send';
const notSubscribed = 43101;
/** How many characters a field of each kind holds. */
const lengths: Record<string, number> = { thing: 20, name: 10, phrase: 5, character_string: 32 };

/** 订阅消息 of WeChat. Alipay's mini-program has no template, so nothing is sent to people there. */
export function createSubscriptionMessages(api: WechatApi, template: DuesTemplate | undefined): SubscriptionMessages {
  return {
    duesTemplateId: template?.id ?? null,
    async remindOfDues({ host, openId, memberName, fen, dueOn, page }) {
      if (!template || host !== 'wechat') return 'not_configured';
      const [year, month, day] = dueOn.split('-').map(Number);
      const [nameField, amountField, dayField] = template.fields;
      const data = {
        [nameField]: { value: cut(nameField, memberName) },
        [amountField]: { value: `${yuanText(fen)}元` },
        [dayField]: { value: `${year}年${month}月${day}日` },
      };
      const errcode = await api.call(path, { touser: openId, template_id: template.id, page, data, miniprogram_state: 'formal', lang: 'zh_CN' });
      if (errcode === notSubscribed) return 'not_subscribed';
      if (errcode !== 0) throw failure('subscribe.send', errcode);
      return 'sent';
    },
  };
}

function cut(field: string, text: string): string {
  const limit = lengths[field.replace(/\d+$/, '')] ?? 20;
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
