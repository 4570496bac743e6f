import { useState } from 'react';
import { View } from '@tarojs/components';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { confirm } from '@/platform';
import { replaceBy, routes } from '@/routes';
import { refreshAccount, routeOfNextStep } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';

/**
 * 加入企业: a company has asked for a certificate for this person, who says yes or no. The no of somebody who is not
 * verified speaks for this account only: the invitation stays open for the person themselves.
 */
export default function Acceptance() {
  const { data: account, error, reload } = useAnswer(refreshAccount);
  const answering = useAction(() => void reload());
  const [declined, setDeclined] = useState(false);
  if (declined)
    return (
      <Screen footer={<ActionButton text="返回首页" onTap={() => replaceBy(routes.home)} />}>
        <Note kind="good">已记录。未经您本人确认和核验，这张代理证不会生效。</Note>
      </Screen>
    );
  if (!account)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { certificate, holder } = account;
  if (!certificate || account.nextStep !== 'acceptance')
    return (
      <Screen footer={<ActionButton text="继续" onTap={() => replaceBy(routeOfNextStep(account))} />}>
        <Empty title="没有待您确认的申请" text="可能已经处理过，或企业已撤回申请。" />
      </Screen>
    );
  const { companyName, id: certificateId } = certificate;

  const accept = () =>
    answering.run(async () => {
      await call('POST /certificate/acceptance', { body: { certificateId } });
      replaceBy(routeOfNextStep(await refreshAccount()));
    });
  async function decline() {
    const sure = await confirm({
      title: `不同意加入${companyName}？`,
      text: holder?.verifiedAt
        ? '这次申请将终止，企业会收到通知。以后要加入时，需要企业重新申请。'
        : '本账号不再显示这次邀请。以后要加入时，可以重新填写姓名和身份证号再确认。',
      yes: '不同意',
    });
    if (!sure) return;
    await answering.run(async () => {
      await call('POST /certificate/declining', { body: { certificateId } });
      setDeclined(true);
      await refreshAccount().catch(() => undefined);
    });
  }

  return (
    <Screen
      footer={
        <>
          {answering.error && <Note kind="wrong">{answering.error}</Note>}
          <ActionButton text="确认加入" busy={answering.busy} onTap={() => void accept()} />
          <ActionButton text="不同意" kind="quiet" disabled={answering.busy} onTap={() => void decline()} />
        </>
      }
    >
      <Card title={`${companyName} 申请为您办理代理证`}>
        <Line name="姓名">{certificate.holderName}</Line>
        <Line name="身份证号">{certificate.holderIdNumber}</Line>
        <Line name="证号">{certificate.number}</Line>
      </Card>
      <Card title="确认加入意味着">
        <View className="paragraph">一、您以该企业的名义为客户代办二手车过户。</View>
        <View className="paragraph">二、您的代理证由该企业管理，企业能看到您遮盖后的姓名、证号和手机号。</View>
        <View className="paragraph">三、确认后还要做一次实人核验，代理证才生效。</View>
        <View className="paragraph">四、您可以随时申请注销代理证，离开该企业。</View>
      </Card>
      <Note kind="care">不认识这家企业，或没有到该企业工作，请点“不同意”。</Note>
    </Screen>
  );
}
