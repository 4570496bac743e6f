import { useEffect, useState } from 'react';
import { Text, View } from '@tarojs/components';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { NoticeText } from '@/domains/identity/notice-text';
import { fetchNotice } from '@/domains/identity/notices';
import { hurry } from '@/domains/transactions/upload-queue';
import { replaceBy } from '@/routes';
import { isLoggedIn, openSession, refreshAccount, routeOfNextStep } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { routes } from '@/routes';
import './index.css';

/** 登录: the rules on personal information in full, then the host's silent login. */
export default function Start() {
  const [loggedIn] = useState(isLoggedIn);
  useEffect(() => {
    if (!loggedIn) return;
    refreshAccount().then(
      (account) => replaceBy(routeOfNextStep(account)),
      () => isLoggedIn() && replaceBy(routes.home),
    );
  }, [loggedIn]);
  return loggedIn ? <Loading /> : <Welcome />;
}

function Welcome() {
  const { data: notice, error, reload } = useAnswer(() => fetchNotice('service'));
  const [refused, setRefused] = useState(false);
  const login = useAction();

  async function agree(version: string) {
    await login.run(async () => {
      const account = await openSession(version);
      hurry();
      replaceBy(routeOfNextStep(account));
    });
  }

  const footer = notice && (
    <>
      {login.error && <Note kind="wrong">{login.error}</Note>}
      <ActionButton text="同意并登录" busy={login.busy} onTap={() => void agree(notice.version)} />
      {!refused && <ActionButton text="不同意" kind="quiet" onTap={() => setRefused(true)} />}
    </>
  );
  return (
    <Screen footer={footer}>
      <View className="brand">
        <View className="brand__mark">
          <Text>甬</Text>
        </View>
        <View>
          <View className="brand__name">甬车</View>
          <View className="brand__line">代理证 · 二手车交易影像核对</View>
        </View>
      </View>
      {refused && notice && (
        <Note kind="care">{`您选择了不同意，我们没有收集您的任何信息。${notice.ifRefused} 需要办理业务时，随时可以在这里同意并登录。`}</Note>
      )}
      <Card title={notice?.title ?? '个人信息处理规则'}>
        {notice ? (
          <NoticeText notice={notice} />
        ) : error ? (
          <Failure sentence={error} onRetry={() => void reload()} />
        ) : (
          <Loading />
        )}
      </Card>
    </Screen>
  );
}
