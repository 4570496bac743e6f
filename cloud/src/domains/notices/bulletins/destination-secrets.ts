import type { GroupSecrets } from '../../../adapters/group-notifier/group-notifier';
import type { KeyRing } from '../../../adapters/keys/key-ring';
import { refuseField } from '../../../http/errors';
import type { BulletinDestination } from './bulletin-destination.entity';
import { needs, type Way } from './ways';

const placeOf = (id: string) => `bulletin_destinations|secrets|${id}`;

/** How each secret looks, for whoever mixes them up. */
const shapes: Record<'key' | 'secret' | 'sender', [RegExp, string]> = {
  key: [/^[\w-]{16,128}$/, '密钥是机器人地址中“key=”或“access_token=”后面的一串字母和数字，也可以粘贴整个地址'],
  secret: [/^SEC\w{16,128}$/, '加签密钥以 SEC 开头，在机器人的安全设置“加签”一栏复制'],
  sender: [/^[\w.@-]{1,64}$/, '发送人填企业微信里的账号，由字母、数字、点、连字符组成'],
};
const chatIdShape = /^[\w-]{1,64}$/;

/** What a clerk or technician gave over what was there: what is left out or empty stays. @throws request.invalid naming the field */
export function mergeSecrets(way: Way, before: GroupSecrets, given: GroupSecrets): GroupSecrets {
  const merged: GroupSecrets = {};
  for (const name of needs[way]) {
    if (name === 'chatIds') {
      const chatIds = given.chatIds?.length ? [...new Set(given.chatIds)] : before.chatIds;
      if (chatIds?.some((id) => !chatIdShape.test(id))) refuseField('secrets.chatIds', '客户群编号由字母、数字组成，每行一个');
      if (chatIds) merged.chatIds = chatIds;
      continue;
    }
    const value = (name === 'key' ? keyIn(given.key) : given[name]) || before[name];
    const [shape, message] = shapes[name];
    if (value && !shape.test(value)) refuseField(`secrets.${name}`, message);
    if (value) merged[name] = value;
  }
  return merged;
}

/** Of a whole address only the key is taken: where we send is never a destination's business. */
function keyIn(given: string | undefined): string | undefined {
  if (!given || !/^https?:/i.test(given)) return given;
  const query = new URLSearchParams(given.slice(given.indexOf('?') + 1));
  return query.get('key') ?? query.get('access_token') ?? undefined;
}

/** As the row keeps them: sealed, with what may be shown of them. */
export function sealSecrets(keys: KeyRing, id: string, way: Way, secrets: GroupSecrets): Pick<BulletinDestination, 'secrets' | 'isComplete' | 'hint'> {
  const isComplete = needs[way].every((name) => (name === 'chatIds' ? Boolean(secrets.chatIds?.length) : Boolean(secrets[name])));
  const isEmpty = Object.keys(secrets).length === 0;
  return { secrets: isEmpty ? null : keys.seal(JSON.stringify(secrets), placeOf(id)), isComplete, hint: hintOf(way, secrets) };
}

export const openSecrets = (keys: KeyRing, { id, secrets }: Pick<BulletinDestination, 'id' | 'secrets'>): GroupSecrets => (secrets === null ? {} : (JSON.parse(keys.open(secrets, placeOf(id))) as GroupSecrets));

function hintOf(way: Way, { key, sender, chatIds }: GroupSecrets): string {
  if (way === 'wechat_group') return '由工作人员转发';
  if (way === 'inbox') return '会员企业的负责人';
  if (way === 'subscription') return '订阅了下一期通报的人';
  if (way === 'wecom_group_task') return sender ? `${chatIds?.length ?? 0}个客户群，由${sender.slice(0, 30)}确认发送` : '还没有填写';
  return key ? `密钥尾号${key.slice(-4)}` : '还没有填写密钥';
}
