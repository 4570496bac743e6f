import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText, momentText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { RequestRow } from '../request-row';
import { personActions } from '../actions';
import { CertificateMark, standingOf } from '../states';

/** 人员: one of the company's people, and what the company may ask for. */
export default function PersonPage() {
  const id = useRouter().params.id ?? '';
  const { data: company, error, reload } = useAnswer(() => call('GET /company', {}));
  if (!company)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const person = company.people.find((each) => each.id === id);
  if (!person)
    return (
      <Screen>
        <Empty title="没有找到这位代理人" text="可能已不属于您的企业，请返回“我的企业”查看。" />
      </Screen>
    );
  const requests = company.requests.filter(({ subjectId }) => subjectId === id);
  const actions = personActions(person);
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {person.state === 'awaiting_verification' && (
        <Note kind="care">{`${standingOf(person)}。请提醒本人打开小程序办理。`}</Note>
      )}
      <Card title={person.holderName} aside={<CertificateMark state={person.state} />}>
        <Line name="证号">{person.number}</Line>
        <Line name="身份证号">{person.holderIdNumber}</Line>
        <Line name="手机号">{person.holderPhone ?? '未登记'}</Line>
        <Line name="本人确认加入">{person.acceptedAt ? momentText(person.acceptedAt) : '尚未确认'}</Line>
        <Line name="实人核验">{person.verifiedAt ? `${momentText(person.verifiedAt)} 通过` : '尚未通过'}</Line>
        {person.issuedOn && <Line name="核发日期">{dayText(person.issuedOn)}</Line>}
        {person.expiresOn && <Line name="有效期至">{dayText(person.expiresOn)}</Line>}
        {person.suspendedUntil && <Line name="暂停至">{dayText(person.suspendedUntil)}</Line>}
        <Line name="APP">{person.hasApp ? '已开通' : person.appClosed ? '已注销' : '没有开通'}</Line>
      </Card>
      {requests.length > 0 && (
        <>
          <View className="section">最近的申请</View>
          <Links>
            {requests.slice(0, 5).map((request) => (
              <RequestRow key={request.id} request={request} />
            ))}
          </Links>
        </>
      )}
      {actions.length > 0 && (
        <>
          <View className="section">办理业务</View>
          <Links>
            {actions.map(({ kind, text, under, danger }) => (
              <LinkRow
                key={kind}
                text={text}
                under={under}
                danger={danger ?? false}
                onTap={() => open(routes.requestForm, { kind, certificateId: id })}
              />
            ))}
          </Links>
        </>
      )}
    </Screen>
  );
}
