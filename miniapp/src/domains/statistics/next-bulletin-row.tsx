import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { asksSubscription, askSubscription, say } from '@/platform';
import { isLoggedIn } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';

/** 订阅消息: offers one notice of the next bulletin outside of the app, where the host has such messages; refusing changes nothing. */
export function NextBulletinRow() {
  const { data } = useAnswer(() => (asksSubscription() && isLoggedIn() ? call('GET /published-bulletins', {}) : Promise.resolve(undefined)));
  const asking = useAction();
  const templateId = data?.templateId;
  if (!templateId) return null;
  const ask = async () => {
    const agreed = await askSubscription(templateId);
    say(agreed ? '好的，下一期通报发出时会在微信里提醒您一次。' : '没有订阅，下一期通报照样会发到“消息”里。');
  };
  return (
    <Links>
      <LinkRow text="下一期微信提醒我" under="同意一次，提醒一次；不同意也能在“消息”里看到" onTap={() => void asking.run(ask)} />
    </Links>
  );
}
