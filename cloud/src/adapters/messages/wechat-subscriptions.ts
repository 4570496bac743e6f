import { yuanText } from '../payment/amounts';
import type { SubscriptionMessages } from './messages';
import { failure, type WechatApi } from './wechat-api';

/** 会费缴纳提醒 as it was chosen among WeChat's templates. */
export interface DuesTemplate {
  id: string;
  /** The names that the template gives to the member's name, the amount and the day, in this order: `thing1,amount2,date3`. */
  fields: readonly [name: string, amount: string, day: string];
}

/** 月度通报提醒 as it was chosen among WeChat's templates. */
export interface BulletinTemplate {
  id: string;
  /** The names that the template gives to title, day and headline figure, in this order: `thing1,date2,thing3`. */
  fields: readonly [title: string, day: string, headline: string];
}

const path = '/cgi-bin/message/subscribe/send';
const notSubscribed = 43101;
/** How many characters a field of each kind holds. */
const lengths: Record<string, number> = { thing: 20, name: 10, phrase: 5, character_string: 32 };

/** 订阅消息 of WeChat. Alipay's mini-program has no template, so nothing is sent to people there. */
export function createSubscriptionMessages(api: WechatApi, { dues, bulletin }: { dues: DuesTemplate | undefined; bulletin: BulletinTemplate | undefined }): SubscriptionMessages {
  const send = async ({ openId, templateId, page, data }: { openId: string; templateId: string; page: string; data: Record<string, string> }) => {
    const values = Object.fromEntries(Object.entries(data).map(([field, text]) => [field, { value: text }]));
    const errcode = await api.call(path, { touser: openId, template_id: templateId, page, data: values, miniprogram_state: 'formal', lang: 'zh_CN' });
    if (errcode === notSubscribed) return 'not_subscribed';
    if (errcode !== 0) throw failure('subscribe.send', errcode);
    return 'sent';
  };

  return {
    duesTemplateId: dues?.id ?? null,
    async remindOfDues({ host, openId, memberName, fen, dueOn, page }) {
      if (!dues || host !== 'wechat') return 'not_configured';
      const [nameField, amountField, dayField] = dues.fields;
      return send({ openId, templateId: dues.id, page, data: { [nameField]: cut(nameField, memberName), [amountField]: `${yuanText(fen)}元`, [dayField]: dayText(dueOn) } });
    },
    bulletinTemplateId: bulletin?.id ?? null,
    async tellOfBulletin({ openId, title, on, headline, page }) {
      if (!bulletin) return 'not_configured';
      const [titleField, dayField, headlineField] = bulletin.fields;
      return send({ openId, templateId: bulletin.id, page, data: { [titleField]: cut(titleField, title), [dayField]: dayText(on), [headlineField]: cut(headlineField, headline) } });
    },
  };
}

function dayText(on: string): string {
  const [year, month, day] = on.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

function cut(field: string, text: string): string {
  const limit = lengths[field.replace(/\d+$/, '')] ?? 20;
  const characters = [...text];
  return characters.length <= limit ? text : `${characters.slice(0, limit - 1).join('')}…`;
}
