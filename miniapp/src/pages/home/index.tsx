import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { daysLeft } from '@/dates';
import { ProblemCard } from '@/domains/inspections/problem-card';
import { byDeadline, type ProblemSummary } from '@/domains/inspections/problem-view';
import { refreshUnread } from '@/domains/notices/unread';
import { OwedCard } from '@/domains/payments/owed-card';
import { owedOf } from '@/domains/payments/payables-view';
import { adviceToHolder } from '@/domains/registry/states';
import { NewBulletin } from '@/domains/statistics/new-bulletin';
import { DealCard } from '@/domains/transactions/deal-card';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import { type Account, refreshAccount, routeOfNextStep, useAccount } from '@/session';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';
import './index.css';

/** 首页: few numbers, what must be corrected or was returned first, then what is in progress, and a new deal at the thumb. */
export default function Home() {
  const entered = useLoginGate();
  return entered ? <Today /> : <Loading />;
}

/** A manager may be ready without a certificate of their own. */
const mayDeal = ({ nextStep, certificate }: Account) => nextStep === 'ready' && certificate?.state === 'in_force';

async function fetchToday() {
  const account = await refreshAccount();
  void refreshUnread();
  const discipline = fetchDiscipline(account);
  const owed = fetchOwed(account);
  if (!mayDeal(account)) return { counts: undefined, deals: [], discipline: await discipline, owed: await owed };
  const [counts, returned, capturing, waiting] = await Promise.all([
    call('GET /transaction-counts', {}),
    call('GET /transactions', { query: { state: 'returned', limit: 20 } }),
    call('GET /transactions', { query: { state: 'capturing', limit: 20 } }),
    call('GET /transactions', { query: { state: 'awaiting_check', limit: 10 } }),
  ]);
  const deals = [...returned.items, ...capturing.items, ...waiting.items];
  return { counts, deals, discipline: await discipline, owed: await owed };
}

/** What the manager's company has to pay; where it cannot be read, the day is shown all the same. */
async function fetchOwed({ manages }: Account) {
  const payables = manages && (await call('GET /my-payables', {}).catch(() => undefined));
  return payables ? owedOf(payables.items) : [];
}

/** Points and 问题单 stand beside the day's deals: where they cannot be read, the deals are shown all the same. */
async function fetchDiscipline({ certificate, manages }: Account) {
  if (!certificate && !manages) return undefined;
  const [mine, open, overdue] = await Promise.all([
    call('GET /my-discipline', {}).catch(() => undefined),
    call('GET /problems', { query: { state: 'open', limit: 20 } }).catch(() => undefined),
    call('GET /problems', { query: { state: 'overdue', limit: 20 } }).catch(() => undefined),
  ]);
  return { mine, problems: open && overdue && byDeadline([...overdue.items, ...open.items]) };
}

function Today() {
  const account = useAccount();
  const { data, error, reload } = useAnswer(fetchToday);
  const ready = account !== undefined && mayDeal(account);
  const left = account?.certificate?.expiresOn ? daysLeft(account.certificate.expiresOn) : undefined;
  const mine = data?.discipline?.mine;
  const standing = mine?.standing ?? mine?.company ?? undefined;
  const problems = data?.discipline?.problems;
  return (
    <Screen tab footer={ready && <ActionButton text="新建交易" onTap={() => open(routes.dealForm)} />}>
      <View className="figures">
        <Figure value={data?.counts?.returned} name="待补拍" wrong={(data?.counts?.returned ?? 0) > 0} />
        <Figure value={data?.counts?.completedToday} name="今日完成" />
        <Figure
          value={standing?.counted}
          unit={standing && `/${standing.full}`}
          name={standing?.subject.type === 'company' ? '企业扣分' : '本周期扣分'}
          wrong={(standing?.counted ?? 0) > 0}
          onTap={() => open(routes.points)}
        />
        <Figure value={left} unit="天" name="证件剩余" wrong={left !== undefined && left < 30} />
      </View>
      {account && !ready && <NextStep account={account} />}
      {error && data && <Note kind="care">{error}</Note>}
      {!data && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {data?.discipline && !problems && (
        <Note kind="care">问题单暂时没有读到，请稍后在“我的”里查看，不影响办理交易。</Note>
      )}
      {problems && problems.length > 0 && <ToCorrect problems={problems} />}
      {data && <OwedCard owed={data.owed} />}
      {(account?.certificate ?? account?.manages) && <NewBulletin />}
      {data && data.deals.length > 0 && <View className="section">进行中的交易</View>}
      {data?.deals.map((deal) => (
        <DealCard key={deal.id} deal={deal} />
      ))}
      {data && ready && data.deals.length === 0 && (
        <Empty title="没有进行中的交易" text="点下面的“新建交易”开始。退回补拍的交易会排在最前面。" />
      )}
    </Screen>
  );
}

/** How many 问题单 stand on the first page; the others are one tap away. */
const atMost = 3;

/** 问题单 that wait for a correction, the earliest last day first. */
function ToCorrect({ problems }: { problems: ProblemSummary[] }) {
  return (
    <>
      <View className="section">{`待改正的问题单（${problems.length}）`}</View>
      {problems.slice(0, atMost).map((problem) => (
        <ProblemCard key={problem.id} problem={problem} />
      ))}
      {problems.length > atMost && (
        <ActionButton text="查看全部问题单" kind="quiet" onTap={() => open(routes.problems)} />
      )}
    </>
  );
}

interface FigureProps {
  value: number | undefined;
  name: string;
  /** Small, behind the number. */
  unit?: string | undefined;
  wrong?: boolean;
  onTap?: () => void;
}

function Figure({ value, name, unit = '', wrong = false, onTap }: FigureProps) {
  return (
    <View
      className="figure"
      {...(onTap ? spoken({ role: 'button', label: `${name} ${value ?? '还不知道'}${value === undefined ? '' : unit}` }) : {})}
      onClick={() => onTap?.()}
    >
      <View className={`figure__number${wrong ? ' figure__number--wrong' : ''}`}>
        <Text className="figure__value">{value ?? '–'}</Text>
        {value !== undefined && unit !== '' && <Text className="figure__unit">{unit}</Text>}
      </View>
      <Text className="figure__name">{name}</Text>
    </View>
  );
}

/** What stands between this account and its first deal. */
function NextStep({ account }: { account: Account }) {
  const { nextStep, certificate, manages } = account;
  switch (nextStep) {
    case 'identity':
      return (
        <Card title="先确认身份">
          <View className="paragraph">填写姓名和身份证号，找到您的代理证；再做一次实人核验，就能办理交易。</View>
          <ActionButton text="去确认身份" onTap={() => open(routeOfNextStep(account))} />
        </Card>
      );
    case 'acceptance':
      return (
        <Card title="有企业邀请您加入">
          <View className="paragraph">{`${certificate?.companyName ?? '有企业'} 申请为您办理代理证，请先确认是否加入。`}</View>
          <ActionButton text="去确认" onTap={() => open(routeOfNextStep(account))} />
        </Card>
      );
    case 'verification':
      return (
        <Card title={certificate ? '还差一步就能办理交易' : '还差一步：实人核验'}>
          <View className="paragraph">
            {certificate ? '请完成一次实人核验，代理证随即生效。' : '完成实人核验后，就可以登记或管理企业。'}
          </View>
          <ActionButton text="去实人核验" onTap={() => open(routeOfNextStep(account))} />
        </Card>
      );
    case 'no_certificate':
      return (
        <Card title="您名下还没有代理证">
          <View className="paragraph">请所在企业在小程序“我的企业”里邀请您；或者登记自己的企业。</View>
          <ActionButton text="登记我的企业" onTap={() => open(routes.requestForm, { kind: 'company_issue' })} />
          <ActionButton text="查看我的申请" kind="quiet" onTap={() => open(routes.requests)} />
        </Card>
      );
    case 'blocked':
      return (
        <Card title="暂时不能办理交易">
          <View className="paragraph">
            {(certificate && adviceToHolder[certificate.state]) ??
              '您的APP使用资格已注销或已暂停。请在“代理证”页查看，或联系所在企业、协会秘书处。'}
          </View>
          <ActionButton text="查看代理证" onTap={() => open(routes.certificate)} />
        </Card>
      );
    case 'ready':
      return (
        <Card title={manages?.name ?? '企业负责人'}>
          <View className="paragraph">
            您是企业负责人，名下没有有效的代理证，不能办理交易。人员、申请和报告期限在“我的企业”管理。
          </View>
          <ActionButton text="打开我的企业" onTap={() => open(routes.company)} />
        </Card>
      );
  }
}
