import { Text } from '@tarojs/components';
import { hosts } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Count, LinkRow, Links } from '@/components/links';
import { Failure, Loading } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { refreshUnread, useUnread } from '@/domains/notices/unread';
import { PaymentsRow } from '@/domains/payments/payments-row';
import { dropLeftPaper } from '@/domains/registry/evidence-upload';
import { forgetDraft } from '@/domains/transactions/deal-draft';
import { dropAllUploads, waitingUploads } from '@/domains/transactions/upload-queue';
import { confirm } from '@/platform';
import { open, routes } from '@/routes';
import { leave, refreshAccount } from '@/session';
import { useAction } from '@/use-action';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';

/** 我的: what is known of me, masked; my company with its membership, payments and figures, bulletins, requests and messages; problems and points; my consents; the way out. */
export default function MePage() {
  const entered = useLoginGate();
  return entered ? <Me /> : <Loading />;
}

function Me() {
  const { data: account, error, reload } = useAnswer(async () => {
    void refreshUnread();
    return refreshAccount();
  });
  const { data: discipline } = useAnswer(() => call('GET /my-discipline', {}));
  const unread = useUnread();
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
      await Promise.all([dropAllUploads(), dropLeftPaper()]);
      forgetDraft();
      await leave();
    });
  }

  if (!account)
    return <Screen tab>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const { holder, certificate, manages, nextStep } = account;
  const free =
    nextStep === 'identity' || nextStep === 'no_certificate' || (!manages && certificate?.state === 'cancelled');
  const standing = discipline?.standing;
  const registerCompany = () =>
    nextStep === 'identity'
      ? open(routes.claim, { as: 'applicant' })
      : open(routes.requestForm, { kind: 'company_issue' });
  return (
    <Screen tab>
      <Card title="我的信息">
        <Line name="姓名">{holder?.name ?? '未填写'}</Line>
        <Line name="身份证号">{holder?.idNumber ?? '未填写'}</Line>
        <Line name="实人核验">{holder?.verifiedAt ? `${momentText(holder.verifiedAt)} 通过` : '未完成'}</Line>
        <Line name="所在企业">{certificate?.companyName ?? manages?.name ?? '–'}</Line>
        <Line name="登录方式">{hosts[account.host]}</Line>
      </Card>
      <Links>
        {manages && <LinkRow text="我的企业" under={manages.name} onTap={() => open(routes.company)} />}
        {manages && <PaymentsRow />}
        {manages && <LinkRow text="我的数据" under="本企业和全市，按月对照" onTap={() => open(routes.figures)} />}
        {(certificate ?? manages) && <LinkRow text="月度通报" onTap={() => open(routes.bulletins)} />}
        <LinkRow text="消息" aside={<Count value={unread} />} onTap={() => open(routes.messages)} />
        {holder && <LinkRow text="登记申请" onTap={() => open(routes.requests)} />}
        {free && <LinkRow text="登记我的企业" onTap={registerCompany} />}
      </Links>
      {(certificate ?? manages) && (
        <Links>
          <LinkRow
            text="问题单"
            aside={<Count value={discipline?.problemsToCorrect ?? 0} />}
            onTap={() => open(routes.problems)}
          />
          {certificate && (
            <LinkRow
              text="扣分与申诉"
              aside={standing && <Text className="quiet">{`本周期 ${standing.counted}/${standing.full}`}</Text>}
              onTap={() => open(routes.points)}
            />
          )}
          {manages && <LinkRow text="企业扣分与申诉" onTap={() => open(routes.points, { of: 'company' })} />}
          {certificate && <LinkRow text="学习减分" onTap={() => open(routes.courses)} />}
          <LinkRow text="管理细则" onTap={() => open(routes.ruleBook)} />
        </Links>
      )}
      <Links>
        <LinkRow text="登录设备" onTap={() => open(routes.sessions)} />
        <LinkRow text="我的信息与授权" onTap={() => open(routes.consents)} />
        <LinkRow text="收费公示" onTap={() => open(routes.fees)} />
        <LinkRow text="版本" aside={<Text className="quiet">{APP_VERSION}</Text>} />
      </Links>
      <ActionButton text="退出登录" kind="plain" busy={leaving.busy} onTap={() => void logOut()} />
    </Screen>
  );
}
