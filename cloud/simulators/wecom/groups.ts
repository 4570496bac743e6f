import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Said } from '../group-page';
import { createRate } from '../rate';

export const refusal = (errcode: number, errmsg: string) => ({ errcode, errmsg: `${errmsg}, hint: [${randomBytes(8).toString('hex')}]` });
const done = { errcode: 0, errmsg: 'ok' };

/** What a robot has posted in its group. */
export type Posted = { at: Date } & ({ type: 'text'; text: string } | { type: 'image'; bytes: Buffer });

/** 群发任务, which waits for the group owner. */
export interface GroupTask {
  at: Date;
  sender: string;
  chatIds: string[];
  text: string;
  picture: Buffer;
}

const post = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string() }) }),
  z.object({ msgtype: z.literal('image'), image: z.object({ base64: z.string(), md5: z.string() }) }),
]);
const task = z.object({
  chat_type: z.literal('group'),
  sender: z.string().min(1),
  chat_id_list: z.array(z.string()).max(2000).default([]),
  text: z.object({ content: z.string() }).optional(),
  attachments: z.array(z.object({ msgtype: z.literal('image'), image: z.object({ media_id: z.string() }) })).max(9).default([]),
});

const isPicture = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) || bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
const dataAddress = (bytes: Buffer) => `data:image/${bytes[0] === 0x89 ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`;

interface GroupsOptions {
  corp: { corpId: string; corpSecret: string };
  robotKey: string;
  sender: string;
  chatIds: string[];
}

/** The groups of one corporation, with the limits of doc 99110 (robot) and 92135 (客户群群发). */
export function createGroups({ corp, robotKey, sender, chatIds }: GroupsOptions) {
  const posts: Posted[] = [];
  const tasks: GroupTask[] = [];
  const tokens = new Set<string>();
  const uploads = new Map<string, Buffer>();
  const isLetThrough = createRate(20);
  let isRobotThere = true;

  return {
    posts,
    tasks,
    removeRobot: () => void (isRobotThere = false),
    newToken(givenId: string | null, givenSecret: string | null): object {
      if (givenId !== corp.corpId) return refusal(40013, 'invalid corpid');
      if (givenSecret !== corp.corpSecret) return refusal(40001, 'invalid credential');
      const token = randomBytes(32).toString('base64url');
      tokens.add(token);
      return { ...done, access_token: token, expires_in: 7200 };
    },
    refusedToken: (token: string | null): object | undefined => (token && tokens.has(token) ? undefined : refusal(40014, 'invalid access_token')),
    post(key: string | null, said: unknown): object {
      if (key !== robotKey || !isRobotThere) return refusal(93000, 'invalid webhook url');
      const parsed = post.safeParse(said);
      if (!parsed.success) return refusal(40058, 'invalid Request Parameter');
      const at = new Date();
      if (!isLetThrough(key, at.getTime())) return refusal(45009, 'api freq out of limit');
      if (parsed.data.msgtype === 'text') {
        const { content } = parsed.data.text;
        if (content === '') return refusal(44004, 'empty content');
        if (Buffer.byteLength(content) > 2048) return refusal(45002, 'content size out of limit');
        posts.push({ at, type: 'text', text: content });
        return done;
      }
      const bytes = Buffer.from(parsed.data.image.base64, 'base64');
      if (bytes.length > 2 * 1024 * 1024) return refusal(40009, 'invalid image size');
      if (!isPicture(bytes)) return refusal(40005, 'invalid file type');
      if (createHash('md5').update(bytes).digest('hex') !== parsed.data.image.md5) return refusal(301019, 'media MD5 check failed');
      posts.push({ at, type: 'image', bytes });
      return done;
    },
    upload(type: string | null, file: Buffer | undefined): object {
      if (type !== 'image') return refusal(40004, 'invalid media type');
      if (!file || !isPicture(file)) return refusal(40005, 'invalid file type');
      if (file.length > 10 * 1024 * 1024) return refusal(40009, 'invalid image size');
      const media_id = randomBytes(24).toString('base64url');
      uploads.set(media_id, file);
      return { ...done, type: 'image', media_id, created_at: String(Math.floor(new Date().getTime() / 1000)) };
    },
    addTask(said: unknown): object {
      const parsed = task.safeParse(said);
      if (!parsed.success) return refusal(40058, 'invalid Request Parameter');
      const { text, attachments, chat_id_list, sender: who } = parsed.data;
      if (who !== sender) return refusal(40003, 'invalid userid');
      const picture = uploads.get(attachments[0]?.image.media_id ?? '');
      if (!text && !picture) return refusal(40058, 'text and attachments are both empty');
      if (attachments.length > 0 && !picture) return refusal(40007, 'invalid media_id');
      if (Buffer.byteLength(text?.content ?? '') > 4000) return refusal(45002, 'content size out of limit');
      const known = chat_id_list.filter((one) => chatIds.includes(one));
      if (known.length > 0) tasks.push({ at: new Date(), sender: who, chatIds: known, text: text?.content ?? '', picture: picture ?? Buffer.alloc(0) });
      return { ...done, fail_list: chat_id_list.filter((one) => !chatIds.includes(one)), msgid: randomBytes(16).toString('hex') };
    },
    /** As its page shows it. */
    said(): Said[] {
      const ofRobot = posts.map((one): Said => ({ at: one.at, who: '通报机器人', ...(one.type === 'text' ? { text: one.text } : { picture: dataAddress(one.bytes) }) }));
      const ofTasks = tasks.map((one): Said => ({ at: one.at, who: `群发任务，等待${one.sender}确认（${one.chatIds.length}个客户群）`, text: one.text, picture: dataAddress(one.picture) }));
      return [...ofRobot, ...ofTasks].sort((one, other) => one.at.getTime() - other.at.getTime());
    },
  };
}
