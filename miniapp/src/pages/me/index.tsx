import { Text, View } from '@tarojs/components';
import { hosts } from '@yongche/contract/vocabulary';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { forgetDraft } from '@/domains/transactions/deal-draft';
import { dropAllUploads, waitingUploads } from '@/domains/transactions/upload-queue';
import { confirm, spoken } from '@/platform';
import { open, routes } from '@/routes';
import { leave, refreshAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';
import './index.css';

/** 我的: what is known of me, masked; my consents; the way out. */
export default function MePage() {
  const entered = useLoginGate();
  return entered ? <Me /> : <Loading />;
}

function Me() {
  const { data: account, error, reload } = useAnswer(refreshAccount);
  const leaving = useAction();

  async function logOut() {
    const waiting = waitingUploads();
    const sure = await confirm({
      title: '退出登录？',
      text:
        waiting > 0
          ? `还有${waiting}张照片没有传完，退出后会从手机删除，需要重拍。`
          : '手机上没有填完的交易信息也会删除。',
      yes: '退出',
    });
    if (!sure) return;
    await leaving.run(async () => {
      await dropAllUploads();
      forgetDraft();
      await leave();
    });
  }

  if (!account)
    return <Screen tab>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { holder, certificate } = account;
  return (
    <Screen tab>
      <Card title="我的信息">
        <Line name="姓名">{holder?.name ?? '未填写'}</Line>
        <Line name="身份证号">{holder?.idNumber ?? '未填写'}</Line>
        <Line name="实人核验">{holder?.verifiedAt ? `${momentText(holder.verifiedAt)} 通过` : '未完成'}</Line>
        <Line name="所在企业">{certificate?.companyName ?? '–'}</Line>
        <Line name="登录方式">{hosts[account.host]}</Line>
      </Card>
      <View className="links">
        <View
          className="link"
          {...spoken({ role: 'button', label: '授权与告知' })}
          onClick={() => open(routes.consents)}
        >
          <Text>授权与告知</Text>
          <Text className="link__more">›</Text>
        </View>
        <View className="link">
          <Text>版本</Text>
          <Text className="quiet">{APP_VERSION}</Text>
        </View>
      </View>
      <ActionButton text="退出登录" kind="plain" busy={leaving.busy} onTap={() => void logOut()} />
    </Screen>
  );
}
