import type { Tone } from '../../components/tone-tag';
import { rateOf } from '../statistics/statistics-wording';
import type { Bulletin, Bulletins, BulletinSummary, Sending, Way } from './bulletins';

export const bulletinTones: Record<BulletinSummary['state'], Tone> = { draft: 'warn', approved: 'busy', sent: 'good', withdrawn: 'plain' };
export const sendingTones: Record<Sending['state'], Tone> = { waiting: 'busy', handed_over: 'warn', sent: 'good', failed: 'bad', unknown: 'warn' };

/** 同比 as the members read it. */
export const growthWord = (growth: number | null): string => (growth === null ? '无同口径基数' : `同比 ${rateOf(growth)}`);

/** A part of the whole, from hundredths of a percent: 26.2%. */
export const shareWord = (share: number): string => `${(share / 100).toFixed(1)}%`;

/** What is to be done with a bulletin by the person who looks at it; there is only ever one. */
export interface NextStep {
  act: 'redraft' | 'change' | 'approve' | 'send' | 'none';
  tone: 'info' | 'good' | 'warn' | 'bad';
  title: string;
  /** Who does it, or what comes after. */
  words: string;
}

/** The one next step by the bulletin's state and what the person may do. */
export function nextStepOf({ state, isOutdated, refusal, may }: Pick<Bulletin, 'state' | 'isOutdated' | 'refusal' | 'may'>, mayDraft: boolean): NextStep {
  if (state === 'withdrawn') return { act: 'none', tone: 'bad', title: '已撤回', words: '不能再发送，小程序里也不再显示；已经发到群里的收不回来。' };
  if (isOutdated) {
    const wasSent = state === 'sent' ? '群里发的是更正前的数。' : '';
    return mayDraft ? { act: 'redraft', tone: 'bad', title: '车管数据出了更正版', words: `${wasSent}请改用按更正版起草的通报，复核后再发送。` } : { act: 'none', tone: 'bad', title: '车管数据出了更正版', words: `${wasSent}等秘书处文员按更正后的数据重新起草。` };
  }
  if (state === 'draft') {
    if (refusal !== null) return may.change ? { act: 'change', tone: 'warn', title: '退回修改', words: `${refusal}　改好保存后，再请另一人复核。` } : { act: 'none', tone: 'warn', title: '已退回修改', words: `${refusal}　等起草人修改。` };
    if (may.approve) return { act: 'approve', tone: 'warn', title: '请您复核', words: '看过长图、群消息和下面的数据，没有问题就通过；通过后才能发送。' };
    if (may.change) return { act: 'change', tone: 'info', title: '等另一人复核', words: '草稿已经做好。请另一位文员或会长打开“月度通报”复核，通过后就可以发送。' };
    return { act: 'none', tone: 'info', title: '等待复核', words: '由起草人以外的文员或会长复核。' };
  }
  if (!may.send) return { act: 'none', tone: state === 'sent' ? 'good' : 'info', title: state === 'sent' ? '已发送' : '等待发送', words: state === 'sent' ? '发到哪里、发了什么，见下面的发送记录。' : '复核已经通过，由秘书处发送。' };
  return state === 'sent'
    ? { act: 'send', tone: 'good', title: '已发送', words: '还可以发到其他去处；发到哪里、发了什么，见下面的发送记录。' }
    : { act: 'send', tone: 'info', title: '可以发送了', words: '选择去处：微信群由您转发，其他由系统直接发出。' };
}

/** 本月通报 on its way, a word for each stop; `at` is the stop at which it stands, 5 once all is done. */
export const progressStops = ['导入车管数据', '发布', '起草', '复核', '发送'] as const;

/** How far the bulletin of a month is; `waitingImport`: its file is uploaded, but not published. */
export function progressOf(month: string, { items, undrafted }: Bulletins, waitingImport: boolean): { at: number; bulletin: BulletinSummary | undefined } {
  const bulletin = items.find(({ period, state, isOutdated }) => period === month && state !== 'withdrawn' && !isOutdated);
  if (bulletin) return { at: bulletin.state === 'draft' ? 3 : bulletin.state === 'approved' ? 4 : 5, bulletin };
  const isPublished = undrafted.includes(month) || items.some(({ period }) => period === month);
  return { at: isPublished ? 2 : waitingImport ? 1 : 0, bulletin: undefined };
}

/** The month before this one: the one whose bulletin is due. */
export function dueMonth(today: string): string {
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 2;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

/** What stands behind a way out: whether a person forwards, or the system sends by itself. */
export const wayHints: Record<Way, string> = {
  wechat_group: '普通微信群没有接口，由您把文字和长图转发进群，再回来确认',
  wecom_webhook: '文字和长图由群机器人直接发出',
  wecom_group_task: '建立群发任务，群主在企业微信里点一次确认后发出',
  dingtalk: '文字和长图链接由群机器人直接发出',
  subscription: '发给在小程序里订阅了通报的会员，每订阅一次发一次',
  inbox: '发到会员企业负责人的小程序站内信',
};

/** Which of the secrets a way needs, with its words; the order is that of the form. */
export interface SecretField {
  name: 'key' | 'secret' | 'sender' | 'chatIds';
  label: string;
  hint: string;
}

export const secretsOf: Record<Way, readonly SecretField[]> = {
  wechat_group: [],
  wecom_webhook: [{ name: 'key', label: '机器人地址', hint: '在企业微信群的“消息推送”里复制 Webhook 地址，整条粘贴即可' }],
  wecom_group_task: [
    { name: 'sender', label: '群主的企业微信账号', hint: '由这位成员在企业微信里确认群发' },
    { name: 'chatIds', label: '客户群编号', hint: '一行一个，由企业微信管理员提供' },
  ],
  dingtalk: [
    { name: 'key', label: '机器人地址', hint: '在钉钉群的“机器人”里复制 Webhook 地址，整条粘贴即可' },
    { name: 'secret', label: '加签密钥', hint: '安全设置选“加签”，复制 SEC 开头的一串' },
  ],
  subscription: [],
  inbox: [],
};
