import type { bulletinWays } from '@yongche/contract';
import type { GroupSecrets } from '../../../adapters/group-notifier/group-notifier';
import type { Deps } from '../../../deps';

export type Way = keyof typeof bulletinWays;

/** What each way needs of a destination. */
export const needs = {
  wechat_group: [],
  wecom_webhook: ['key'],
  wecom_group_task: ['sender', 'chatIds'],
  dingtalk: ['key', 'secret'],
  subscription: [],
  inbox: [],
} as const satisfies Record<Way, readonly (keyof GroupSecrets)[]>;

/** Whether the system has what a way needs of it. */
export function isConfigured({ groups, subscriptions }: Pick<Deps, 'groups' | 'subscriptions'>, way: Way): boolean {
  const configured: Record<Way, boolean> = {
    wechat_group: groups.manual.isConfigured,
    wecom_webhook: groups.wecomWebhook.isConfigured,
    wecom_group_task: groups.wecomGroupTask.isConfigured,
    dingtalk: groups.dingtalk.isConfigured,
    subscription: subscriptions.bulletinTemplateId !== null,
    inbox: true,
  };
  return configured[way];
}
