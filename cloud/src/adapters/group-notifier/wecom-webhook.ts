import { createHash } from 'node:crypto';
import { postJson } from './ask-provider';
import { fitPicture, fitText } from './fit-post';
import type { GroupNotifier } from './group-notifier';
import { readCode } from './read-code';

const mostTextBytes = 2048;
const wecom = {
  provider: '企业微信',
  reasons: {
    [-1]: '企业微信系统繁忙，没有发出，请稍后重新发送',
    93000: '群机器人的地址无效，可能已被移出群。请在群里重新添加机器人，并更新发送去处的密钥',
    45009: '一分钟内发送太多（每个机器人每分钟20条），没有发出，请一分钟后重新发送',
    45002: '文字超过了企业微信的长度，没有发出，请缩短编者按后重新起草',
    40009: '长图超过了企业微信的大小，没有发出，请联系技术运维',
    301019: '长图在传输中损坏，没有发出，请重新发送',
  } as Record<number, string>,
};

/** 企业微信群机器人 (doc 99110): the text, then the picture as base64 with its MD5. Its group is one of members of the corporation. */
export function createWecomWebhook({ apiUrl }: { apiUrl: string }, timeoutMs: number): GroupNotifier {
  return {
    isConfigured: true,
    async post({ text, picture, textSent }, { key = '' }) {
      const address = new URL('/cgi-bin/webhook/send', apiUrl);
      address.searchParams.set('key', key);
      if (!textSent) {
        const taken = readCode(await postJson(address, { msgtype: 'text', text: { content: fitText(text, mostTextBytes) } }, timeoutMs), wecom);
        if (taken.is !== 'taken') return { state: taken.is === 'unknown' ? 'unknown' : 'failed', sentence: `${taken.why}。`, textSent: false };
      }
      if (!picture) return { state: 'sent', sentence: '文字已发到群里。', textSent: true };
      const fitting = await fitPicture(picture);
      const image = { base64: fitting.toString('base64'), md5: createHash('md5').update(fitting).digest('hex') };
      const taken = readCode(await postJson(address, { msgtype: 'image', image }, timeoutMs), wecom);
      if (taken.is === 'taken') return { state: 'sent', sentence: '文字和长图已发到群里。', textSent: true };
      return { state: taken.is === 'unknown' ? 'unknown' : 'failed', sentence: `文字已发出；长图：${taken.why}。`, textSent: true };
    },
  };
}
