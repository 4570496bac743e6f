import { View } from '@tarojs/components';
import { dutyKinds, licenceStates } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText, daysLeft, leftText } from '@/dates';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { RequestRow } from '../request-row';
import { CertificateMark, CompanyMark, DutyMark, standingOf, type Company } from '../states';

/** How many days before a date it is told in red. */
const soon = 7;
/** A licence needs its own dealings with the authority first. */
const licenceSoon = 30;

/** 我的企业: how it stands, its points and score card, what it must report and until when, its people, and what may be asked for. */
export default function CompanyPage() {
  const { data: company, error, reload } = useAnswer(() => call('GET /company', {}));
  if (!company)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const people = company.people.filter(({ state }) => state !== 'cancelled');
  const left = company.people.filter(({ state }) => state === 'cancelled');
  const active = company.state !== 'cancelled';
  const ask = (kind: string) => open(routes.requestForm, { kind });
  return (
    <Screen footer={active && <ActionButton text="邀请代理人" onTap={() => ask('certificate_issue')} />}>
      {error && <Note kind="care">{error}</Note>}
      <CompanyCard company={company} />
      <Duties company={company} />
      <Links>
        <LinkRow
          text="企业扣分与申诉"
          under="本周期扣分、处理措施和陈述申诉"
          onTap={() => open(routes.points, { of: 'company' })}
        />
        <LinkRow text="评分卡" under="核查问题率和走势" onTap={() => open(routes.scoreCard)} />
        <LinkRow text="会籍与缴费" under="会费、服务费账单和票据" onTap={() => open(routes.payables)} />
        <LinkRow text="问题单" under="本企业代理人的交易中发现的问题" onTap={() => open(routes.problems)} />
      </Links>
      <View className="section">{`代理人（${people.length}）`}</View>
      {people.length === 0 ? (
        <Empty title="还没有代理人" text="点“邀请代理人”为员工申请代理证，本人在小程序确认后生效。" />
      ) : (
        <Links>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </Links>
      )}
      {left.length > 0 && (
        <>
          <View className="section">{`已注销（${left.length}）`}</View>
          <Links>
            {left.map((person) => (
              <PersonRow key={person.id} person={person} />
            ))}
          </Links>
        </>
      )}
      {company.requests.length > 0 && (
        <>
          <View className="section">最近的申请</View>
          <Links>
            {company.requests.slice(0, 5).map((request) => (
              <RequestRow key={request.id} request={request} />
            ))}
            {company.requests.length > 5 && <LinkRow text="全部申请" onTap={() => open(routes.requests)} />}
          </Links>
        </>
      )}
      {active && (
        <>
          <View className="section">企业业务</View>
          <Links>
            <LinkRow text="登记事项变更" under="名称、信用代码、住所或执照期限有变化" onTap={() => ask('company_change')} />
            <LinkRow
              text="变更负责人"
              under="批准后您将退出企业管理，新负责人登录并完成实人核验后接管"
              onTap={() => ask('company_manager')}
            />
            <LinkRow text="备案证明补办" under="遗失或损坏" onTap={() => ask('company_reissue')} />
            <LinkRow
              text="注销企业"
              under="歇业、注销，或不再从事代理业务"
              danger
              onTap={() => ask('company_cancel')}
            />
          </Links>
        </>
      )}
    </Screen>
  );
}

function CompanyCard({ company }: { company: Company }) {
  const { licenceState, licenceExpiresOn, suspendedUntil, state, certificates, apps } = company;
  const lapsing = licenceExpiresOn !== null && daysLeft(licenceExpiresOn) < licenceSoon;
  const sound = licenceState === 'active' || licenceState === 'unknown';
  return (
    <Card title={company.name} aside={<CompanyMark state={state} />}>
      {state === 'suspended' && (
        <Note kind="wrong">{`企业已暂停${suspendedUntil ? `至${dayText(suspendedUntil)}` : ''}，名下代理人不能办理交易。`}</Note>
      )}
      {state === 'rectifying' && <Note kind="care">企业正在限期整改，请在期限内办结下面的报告义务。</Note>}
      <Line name="企业编号">{company.number}</Line>
      <Line name="信用代码">{company.creditCode}</Line>
      <Line name="住所">{company.address}</Line>
      <Line name="营业执照">{sound ? licenceStates[licenceState] : <Mark tone="wrong" text={licenceStates[licenceState]} />}</Line>
      <Line name="营业期限至">
        {licenceExpiresOn === null ? (
          '长期'
        ) : lapsing ? (
          <Mark tone="wrong" text={`${dayText(licenceExpiresOn)}，${leftText(licenceExpiresOn)}`} />
        ) : (
          dayText(licenceExpiresOn)
        )}
      </Line>
      <Line name="在册代理证 / APP">{`${certificates} / ${apps}`}</Line>
    </Card>
  );
}

/** 报告义务: only those that are still owed, with their last day. */
function Duties({ company }: { company: Company }) {
  const owed = company.duties.filter(({ state }) => state === 'open' || state === 'overdue');
  if (owed.length === 0) return null;
  return (
    <Card title="需要办理">
      {owed.map((duty) => {
        const near = daysLeft(duty.dueOn) <= soon;
        return (
          <View key={duty.id}>
            <Line name={dutyKinds[duty.kind]}>
              <DutyMark state={duty.state} />
            </Line>
            <Note kind={near ? 'wrong' : 'care'}>{`${duty.cause}。请在${dayText(duty.dueOn)}前办理（${leftText(duty.dueOn)}）。`}</Note>
            <ActionButton
              text={duty.kind === 'A01' ? '去办理企业注销' : '去办理企业变更'}
              kind="plain"
              onTap={() => open(routes.requestForm, { kind: duty.kind === 'A01' ? 'company_cancel' : 'company_change' })}
            />
          </View>
        );
      })}
    </Card>
  );
}

function PersonRow({ person }: { person: Company['people'][number] }) {
  const app = person.hasApp ? 'APP已开通' : person.appClosed ? 'APP已注销' : '没有APP';
  return (
    <LinkRow
      text={person.holderName}
      under={person.state === 'cancelled' ? person.number : [standingOf(person), app]}
      aside={<CertificateMark state={person.state} />}
      onTap={() => open(routes.person, { id: person.id })}
    />
  );
}
