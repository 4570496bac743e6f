import { Text, View } from '@tarojs/components';
import { certificateStates } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { daysLeft } from '@/dates';
import { DealCard } from '@/domains/transactions/deal-card';
import { open, routes } from '@/routes';
import { type Account, refreshAccount, routeOfNextStep, useAccount } from '@/session';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';
import './index.css';

/** 首页: few numbers, what was returned first, then what is in progress, and a new deal at the thumb. */
export default function Home() {
  const entered = useLoginGate();
  return entered ? <Today /> : <Loading />;
}

async function fetchToday() {
  const account = await refreshAccount();
  if (account.nextStep !== 'ready') return { counts: undefined, deals: [] };
  const [counts, returned, capturing, waiting] = await Promise.all([
    call('GET /transaction-counts', {}),
    call('GET /transactions', { query: { state: 'returned', limit: 20 } }),
    call('GET /transactions', { query: { state: 'capturing', limit: 20 } }),
    call('GET /transactions', { query: { state: 'awaiting_check', limit: 10 } }),
  ]);
  return { counts, deals: [...returned.items, ...capturing.items, ...waiting.items] };
}

function Today() {
  const account = useAccount();
  const { data, error, reload } = useAnswer(fetchToday);
  const ready = account?.nextStep === 'ready';
  const left = account?.certificate?.expiresOn ? daysLeft(account.certificate.expiresOn) : undefined;
  return (
    <Screen tab footer={ready && <ActionButton text="新建交易" onTap={() => open(routes.dealForm)} />}>
      <View className="figures">
        <Figure value={data?.counts?.returned} name="待补拍" wrong={(data?.counts?.returned ?? 0) > 0} />
        <Figure value={data?.counts?.completedToday} name="今日完成" />
        <Figure value={left} name="代理证剩余天数" wrong={left !== undefined && left < 30} />
      </View>
      {account && !ready && <NextStep account={account} />}
      {error && data && <Note kind="care">{error}</Note>}
      {!data && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
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

function Figure({ value, name, wrong = false }: { value: number | undefined; name: string; wrong?: boolean }) {
  return (
    <View className="figure">
      <Text className={`figure__value${wrong ? ' figure__value--wrong' : ''}`}>{value ?? '–'}</Text>
      <Text className="figure__name">{name}</Text>
    </View>
  );
}

/** What stands between this account and its first deal. */
function NextStep({ account }: { account: Account }) {
  if (account.nextStep === 'blocked') {
    const state = account.certificate && certificateStates[account.certificate.state];
    return (
      <Note kind="wrong">{`您的代理证${state ? `状态为“${state}”` : '目前不可用'}，暂时不能办理交易。请联系所在企业或协会秘书处。`}</Note>
    );
  }
  const identity = account.nextStep === 'identity';
  return (
    <Card title={identity ? '还差两步就能办理交易' : '还差一步就能办理交易'}>
      <View className="paragraph">
        {identity ? '先填写姓名和身份证号，找到您的代理证；再做一次实人核验。' : '请完成一次实人核验，代理证随即生效。'}
      </View>
      <ActionButton text={identity ? '去确认身份' : '去实人核验'} onTap={() => open(routeOfNextStep(account))} />
    </Card>
  );
}
