import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Mark } from '@/components/marks';
import { Card, Screen } from '@/components/screen';
import { Sheet } from '@/components/sheet';
import { momentText } from '@/dates';
import { confirm, say } from '@/platform';
import { keepAccount, leave, useAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { ErasureCard } from '../erasure-card';
import { NoticeText } from '../notice-text';
import type { Notice } from '../notices';

/** 我的信息与授权: each consent with its text, its withdrawal as easy as giving it, and the wish to be forgotten. */
export default function Consents() {
  const account = useAccount();
  const { data, error, reload } = useAnswer(() => call('GET /notices', {}));
  const [reading, setReading] = useState<Notice>();
  const withdrawing = useAction();

  async function withdraw({ purpose, title }: Notice) {
    const sure = await confirm({
      title: `撤回“${title}”？`,
      text:
        purpose === 'service'
          ? '撤回后将退出登录，不能再办理业务；已完成的交易按规定继续保存。'
          : '撤回后不再用这项信息办理新的核验；此前已完成的核验仍然有效。',
      yes: '撤回',
    });
    if (!sure) return;
    const done = await withdrawing.run(async () =>
      keepAccount(await call('DELETE /consents/:purpose', { params: { purpose } })),
    );
    if (!done) return;
    if (purpose === 'service') await leave();
    else say('已撤回同意');
  }

  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {withdrawing.error && <Note kind="wrong">{withdrawing.error}</Note>}
      {data.notices.map((notice) => {
        const given = account?.consents.find(({ purpose }) => purpose === notice.purpose);
        return (
          <Card
            key={notice.purpose}
            title={notice.title}
            aside={<Mark tone={given ? 'good' : 'off'} text={given ? '已同意' : '未同意'} />}
          >
            <Text className="quiet">
              {given ? `${momentText(given.givenAt)} 同意，版本 ${given.version}` : notice.ifRefused}
            </Text>
            <View className="row">
              <ActionButton text="阅读全文" kind="quiet" onTap={() => setReading(notice)} />
              {given && (
                <ActionButton
                  text="撤回同意"
                  kind="quiet"
                  busy={withdrawing.busy}
                  onTap={() => void withdraw(notice)}
                />
              )}
            </View>
          </Card>
        );
      })}
      {account?.holder && <ErasureCard />}
      {reading && (
        <Sheet title={reading.title} onClose={() => setReading(undefined)}>
          <NoticeText notice={reading} />
        </Sheet>
      )}
    </Screen>
  );
}
