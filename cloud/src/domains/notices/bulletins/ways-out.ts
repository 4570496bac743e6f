import type { GroupNotifier } from '../../../adapters/group-notifier/group-notifier';
import type { bulletinSendingStates } from '@yongche/contract';
import type { Deps } from '../../../deps';
import type { Bulletin } from './bulletin.entity';
import type { BulletinDestination } from './bulletin-destination.entity';
import type { BulletinSending } from './bulletin-sending.entity';
import { openSecrets } from './destination-secrets';
import { readPoster } from './posters';
import { toInboxes } from './to-inboxes';
import { toSubscribers } from './to-subscribers';
import type { Way } from './ways';

export type SendDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'keys' | 'storage' | 'groups' | 'subscriptions' | 'publicUrl'>;

/** What is on its way, and where to. */
export interface Parcel {
  sending: BulletinSending;
  bulletin: Bulletin;
  destination: BulletinDestination;
}

/** What an attempt came to, in plain Chinese. */
export interface Outcome {
  state: Exclude<keyof typeof bulletinSendingStates, 'waiting'>;
  sentence: string;
  textSent?: boolean;
  recipients?: number;
}

/** One way of sending: how it came out, or when to go on. */
export type WayOut = (deps: SendDeps, parcel: Parcel) => Promise<Outcome | { againInSeconds: number }>;

/** Through a group of a provider, or by a person. */
const throughGroup =
  (pick: (groups: Deps['groups']) => GroupNotifier): WayOut =>
  async ({ groups, keys, storage, publicUrl, log }, { sending, bulletin, destination }) => {
    const picture = await readPoster(storage, sending.posterSha256).catch((error: unknown) => log.error({ err: error, sending: sending.id }, 'the poster of a bulletin cannot be read'));
    if (!picture) return { state: 'failed', sentence: '长图暂时读不出来，没有发送，请稍后重新发送。' };
    const post = { title: bulletin.title, text: sending.text, picture, pictureUrl: `${publicUrl}/api/published-bulletins/${bulletin.id}/poster.png`, textSent: sending.textSent };
    return pick(groups).post(post, openSecrets(keys, destination));
  };

/** 发送方式 by name. */
export const waysOut: Record<Way, WayOut> = {
  wechat_group: throughGroup(({ manual }) => manual),
  wecom_webhook: throughGroup(({ wecomWebhook }) => wecomWebhook),
  wecom_group_task: throughGroup(({ wecomGroupTask }) => wecomGroupTask),
  dingtalk: throughGroup(({ dingtalk }) => dingtalk),
  inbox: toInboxes,
  subscription: toSubscribers,
};
