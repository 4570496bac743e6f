import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type Asked, postJson } from './ask-provider';
import type { GroupNotifier } from './group-notifier';
import { readCode } from './read-code';

const dingtalk = {
  provider: '钉钉',
  reasons: {
    [-1]: '钉钉系统繁忙，没有发出，请稍后重新发送',
    310000: '钉钉的安全设置没有通过：请核对加签密钥，机器人的其他安全设置请只选“加签”',
    300001: '群机器人的令牌无效，请核对发送去处的密钥',
    400101: '群机器人的令牌无效，请核对发送去处的密钥',
    400102: '群机器人已被停用，请在钉钉群里启用',
    400013: '这个钉钉群已解散，请更换发送去处',
    410100: '一分钟内发送太多（每个机器人每分钟20条），没有发出，请一分钟后重新发送',
    130101: '一分钟内发送太多（每个机器人每分钟20条），没有发出，请一分钟后重新发送',
  } as Record<number, string>,
};
/** DingTalk answers 310000 for every safety setting; which one it was stands in words. */
const signatureRefused = z.object({ errcode: z.literal(310000), errmsg: z.string().regex(/sign|timestamp/i) });

/** 钉钉群机器人: text and picture as one markdown message, signed with the robot's secret; the picture is fetched by DingTalk from our public address. */
export function createDingtalk({ apiUrl }: { apiUrl: string }, timeoutMs: number, now: () => Date): GroupNotifier {
  return {
    isConfigured: true,
    async post({ title, text, pictureUrl }, { key = '', secret = '' }) {
      const timestamp = String(now().getTime());
      const address = new URL('/robot/send', apiUrl);
      address.search = new URLSearchParams({ access_token: key, timestamp, sign: signatureOf(timestamp, secret) }).toString();
      const lines = text.split('\n').filter((line) => line !== '');
      const markdown = { title, text: [`### ${lines[0] ?? title}`, ...lines.slice(1), ...(pictureUrl ? [`![${title}](${pictureUrl})`] : [])].join('\n\n') };
      const asked = await postJson(address, { msgtype: 'markdown', markdown }, timeoutMs);
      const taken = readCode(asked, dingtalk);
      if (taken.is === 'taken') return { state: 'sent', sentence: '已发到钉钉群里。', textSent: true };
      const why = isSignatureRefused(asked) ? '加签密钥不对，或服务器的时间不准，请核对发送去处的密钥' : taken.why;
      return { state: taken.is === 'unknown' ? 'unknown' : 'failed', sentence: `${why}。`, textSent: false };
    },
  };
}

const isSignatureRefused = (asked: Asked) => asked.end === 'answered' && signatureRefused.safeParse(asked.body).success;

/** base64(HMAC-SHA256(secret, timestamp + "\n" + secret)). */
const signatureOf = (timestamp: string, secret: string) => createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
