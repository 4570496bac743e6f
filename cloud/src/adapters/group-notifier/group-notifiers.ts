import { createDingtalk } from './dingtalk';
import { type GroupNotifiers, manual } from './group-notifier';
import { createWecomGroupTask, type WecomConfig } from './wecom-group-task';
import { createWecomWebhook } from './wecom-webhook';

/** Where groups are reached: hosts are the configuration's alone, a destination gives only keys. */
export interface GroupConfig {
  wecomUrl: string;
  dingtalkUrl: string;
  /** Absent where nobody sends to customer groups. */
  wecomCorp?: WecomConfig;
}

/** A picture of two megabytes takes longer than a question. */
const patience = 4;

export const createGroupNotifiers = ({ wecomUrl, dingtalkUrl, wecomCorp }: GroupConfig, { timeoutMs, now }: { timeoutMs: number; now: () => Date }): GroupNotifiers => ({
  manual,
  wecomWebhook: createWecomWebhook({ apiUrl: wecomUrl }, timeoutMs * patience),
  wecomGroupTask: createWecomGroupTask({ apiUrl: wecomUrl, corp: wecomCorp }, timeoutMs * patience),
  dingtalk: createDingtalk({ apiUrl: dingtalkUrl }, timeoutMs * patience, now),
});
