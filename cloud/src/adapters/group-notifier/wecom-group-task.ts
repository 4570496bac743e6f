import { z } from 'zod';
import { askProvider, postJson } from './ask-provider';
import { fitPicture, fitText } from './fit-post';
import type { GroupAnswer, GroupNotifier } from './group-notifier';
import { readCode } from './read-code';

export interface WecomConfig {
  /** 企业ID. */
  corpId: string;
  /** Secret of an application that may send to customer groups. */
  corpSecret: string;
}

const mostTextBytes = 4000;
const wecom = {
  provider: '企业微信',
  reasons: {
    [-1]: '企业微信系统繁忙，没有建立群发任务，请稍后重新发送',
    40001: '企业微信的应用密钥不正确，请技术运维核对配置',
    40013: '企业微信的企业ID不正确，请技术运维核对配置',
    40003: '企业微信里没有这个发送人，请核对发送去处的发送人账号',
    60111: '企业微信里没有这个发送人，请核对发送去处的发送人账号',
    40058: '客户群编号或发送人不正确，请核对发送去处',
    45009: '企业微信接口调用太频繁，没有建立群发任务，请稍后重新发送',
    48002: '企业微信的应用没有群发权限，请技术运维在企业微信后台开通',
    60020: '服务器的地址不在企业微信的可信IP中，请技术运维在企业微信后台添加',
  } as Record<number, string>,
};

const token = z.object({ access_token: z.string().min(1).max(1024) });
const media = z.object({ media_id: z.string().min(1).max(300) });
const task = z.object({ fail_list: z.array(z.string()).default([]) });

/**
 * 企业微信客户群群发 (externalcontact/add_msg_template): WeChat users are in these groups. It makes a task, which the group owner confirms
 * in WeCom, so its answer is `handed_over`. Until the task is asked for, nothing can have gone out.
 */
export function createWecomGroupTask({ apiUrl, corp }: { apiUrl: string; corp: WecomConfig | undefined }, timeoutMs: number): GroupNotifier {
  const addressOf = (path: string, query: Record<string, string>) => Object.assign(new URL(path, apiUrl), { search: new URLSearchParams(query).toString() });
  const failed = (why: string): GroupAnswer => ({ state: 'failed', sentence: `${why}。`, textSent: false });
  /** What a preparing request gave, or why it gave nothing: whatever became of it, no task was made. */
  const prepare = async <Schema extends z.ZodType>(schema: Schema, address: URL, init: RequestInit): Promise<{ got: z.output<Schema> } | { why: string }> => {
    const asked = await askProvider(address, init, timeoutMs);
    const taken = readCode(asked, wecom);
    if (taken.is === 'not_taken') return taken;
    const parsed = schema.safeParse(asked.end === 'answered' ? asked.body : undefined);
    return taken.is === 'taken' && parsed.success ? { got: parsed.data } : { why: '企业微信没有答复，没有建立群发任务，请稍后重新发送' };
  };

  return {
    isConfigured: corp !== undefined,
    async post({ text, picture }, { sender = '', chatIds = [] }) {
      if (!corp) return failed('系统没有配置企业微信');
      if (!picture) return failed('群发任务要有长图');
      const access = await prepare(token, addressOf('/cgi-bin/gettoken', { corpid: corp.corpId, corpsecret: corp.corpSecret }), {});
      if ('why' in access) return failed(access.why);
      const { access_token } = access.got;
      const form = new FormData();
      form.append('media', new Blob([new Uint8Array(await fitPicture(picture))]), 'bulletin.png');
      const uploaded = await prepare(media, addressOf('/cgi-bin/media/upload', { access_token, type: 'image' }), { method: 'POST', body: form });
      if ('why' in uploaded) return failed(uploaded.why);

      const asked = await postJson(
        addressOf('/cgi-bin/externalcontact/add_msg_template', { access_token }),
        { chat_type: 'group', sender, chat_id_list: chatIds, text: { content: fitText(text, mostTextBytes) }, attachments: [{ msgtype: 'image', image: { media_id: uploaded.got.media_id } }] },
        timeoutMs,
      );
      const taken = readCode(asked, wecom);
      if (taken.is === 'not_taken') return failed(taken.why);
      const parsed = task.safeParse(asked.end === 'answered' ? asked.body : undefined);
      if (taken.is === 'unknown' || !parsed.success) return { state: 'unknown', sentence: '企业微信没有答复，请群主在企业微信里看是否收到群发任务。', textSent: false };
      const lost = parsed.data.fail_list.length;
      if (lost >= chatIds.length) return failed('这些客户群都不能由这个发送人群发，请核对发送去处');
      return { state: 'handed_over', sentence: `群发任务已建立，请群主在企业微信里确认发送${lost > 0 ? `；有${lost}个群不能发` : ''}。`, textSent: false };
    },
  };
}
