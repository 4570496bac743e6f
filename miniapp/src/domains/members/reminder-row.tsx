import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { asksSubscription, askSubscription, say } from '@/platform';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';

/** 订阅消息: offers one reminder outside of the app for the next due, where the host has such messages; refusing changes nothing. */
export function ReminderRow() {
  const { data } = useAnswer(() => (asksSubscription() ? call('GET /my-membership', {}) : Promise.resolve(undefined)));
  const asking = useAction();
  const templateId = data?.member ? data.duesTemplateId : null;
  if (!templateId) return null;
  const ask = async () => {
    const agreed = await askSubscription(templateId);
    say(agreed ? '好的，下次缴会费前会在微信里提醒您一次。' : '没有订阅，缴费提醒照样会发到“消息”里。');
  };
  return (
    <Links>
      <LinkRow text="微信提醒我缴会费" under="同意一次，提醒一次；不同意也能在“消息”里看到" onTap={() => void asking.run(ask)} />
    </Links>
  );
}
