import { View } from '@tarojs/components';
import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { yuanOf } from '@/money';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { PayableCard } from '../payable-card';
import { owedOf, owedText, settledOf, wordOfStanding, type Payable } from '../payables-view';
import { SumHead } from '../sum-head';

/** How many settled ones are shown here; the bills have a list of their own. */
const atMost = 6;

/** 会籍与缴费: what is to be paid first, then what was paid, and the ways to membership, bills, orders and the published fees. */
export default function Payables() {
  const { data, error, reload } = useAnswer(() => call('GET /my-payables', {}));
  return (
    <Screen>
      {error && data && <Note kind="care">{error}</Note>}
      {data ? <Owed payables={data.items} /> : error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}
      <Links>
        <LinkRow text="我的会籍" under="会员职务、入会时间和历次决议" onTap={() => open(routes.membership)} />
        <LinkRow text="服务费账单" under="经营市场的会员单位每月一张" onTap={() => open(routes.bills)} />
        <LinkRow text="缴费记录" under="在线支付的订单和退款" onTap={() => open(routes.orders)} />
        <LinkRow text="收费公示" under="收多少、凭什么收、谁来收" onTap={() => open(routes.fees)} />
      </Links>
      {data && <Settled payables={settledOf(data.items)} />}
    </Screen>
  );
}

function Owed({ payables }: { payables: Payable[] }) {
  const owed = owedOf(payables);
  const sum = owedText(owed);
  if (!sum) return <Note kind="good">没有需要缴的会费和账单。</Note>;
  return (
    <>
      <SumHead title="应缴款合计" sum={yuanOf(sum.fen)} text={sum.text} />
      {owed.map((payable) => (
        <PayableCard key={payable.id} payable={payable} />
      ))}
      {owed.some(({ standing }) => standing === 'overdue') && <Note>过了期限也可以照常办理交易。缴费有困难的，请联系协会秘书处。</Note>}
    </>
  );
}

function Settled({ payables }: { payables: Payable[] }) {
  if (payables.length === 0) return null;
  return (
    <>
      <View className="section">已经办结</View>
      <Links>
        {payables.slice(0, atMost).map(({ kind, id, title, fen, standing }) => (
          <LinkRow
            key={id}
            text={title}
            under={yuanOf(fen)}
            aside={<Mark {...wordOfStanding(standing)} />}
            onTap={() => open(routes.cashier, { kind, id })}
          />
        ))}
      </Links>
    </>
  );
}
