import { useState } from 'react';
import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { Filters } from '@/components/filters';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { monthText } from '@/domains/billing/bill-view';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { cityColumns, mixOf, ownColumns, ownOf, rateText, runsMarket, shareText, whyNoCity, yearBeforeText, type MyFigures, type OwnMonth, type Side } from '../figures-view';
import { Headline, ItemRow } from '../headline';
import { MonthColumns } from '../month-columns';
import { countText } from '../numbers';
import { MixCard } from './mix-card';
import './index.css';

/** 我的数据: the company's own deals against the city, month by month; its mix and its 问题率 beside the city's. Nobody else's number is in it. */
export default function Figures() {
  const { data, error, reload } = useAnswer(() => call('GET /my-figures', {}));
  const [side, setSide] = useState<Side>('company');
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const present = data.months[data.months.length - 1];
  if (!present) return <Screen><Empty title="还没有数据" text="企业名下的代理证完成交易以后，这里按月显示本企业和全市的数。" /></Screen>;
  const { company } = data;
  const ofMarket = side === 'market';
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {runsMarket(data) && <Filters options={sides} value={side} onChange={setSide} />}
      <Headline
        title={ofMarket ? (company.marketName ?? '本市场') : company.name}
        name={`${monthText(present.month)}完成（到今天）`}
        value={countText(ownOf(present, side) ?? 0)}
        unit="笔"
        under={yearBeforeText(data, side)}
      />
      <Months key={side} data={data} side={side} />
      {!ofMarket && mixOf(data).map((mix) => <MixCard key={mix.title} mix={mix} />)}
      {!ofMarket && <ProblemRate data={data} />}
      <Links>
        <LinkRow text="月度通报" under="车管数据：全市交易、区县、品牌、能源类型、车龄" onTap={() => open(routes.bulletins)} />
        <LinkRow text="评分卡" onTap={() => open(routes.scoreCard)} />
      </Links>
      <Text className="quiet">{`${momentText(data.asOf)}统计。只有本企业的数和全市合计，没有别家的数，别家也看不到您的数。`}</Text>
    </Screen>
  );
}

const sides: [Side, string][] = [
  ['company', '本企业'],
  ['market', '经营的市场'],
];

/** Two charts over the same months, each to its own scale, and one month read out. */
function Months({ data, side }: { data: MyFigures; side: Side }) {
  const [month, setMonth] = useState(data.months[data.months.length - 1]?.month);
  const read = data.months.find((one) => one.month === month);
  const own = side === 'company' ? '本企业' : '本市场';
  const why = read && whyNoCity(read);
  return (
    <Card title={`近${data.months.length}个月`}>
      {read && <MonthRead month={read} side={side} own={own} />}
      <Text className="chart-name">{`${own}完成（笔）`}</Text>
      <MonthColumns columns={ownColumns(data, side)} unit="笔" chosen={month} onChoose={setMonth} />
      <Text className="chart-name">全市完成（笔，刻度与上图不同）</Text>
      <MonthColumns columns={cityColumns(data)} unit="笔" chosen={month} onChoose={setMonth} second />
      {why && <Note>{why}</Note>}
    </Card>
  );
}

/** The same lines for every month, so that the charts below stay where they are. */
function MonthRead({ month, side, own }: { month: OwnMonth; side: Side; own: string }) {
  const count = ownOf(month, side);
  return (
    <View>
      <Line name="月份">{monthText(month.month)}</Line>
      <Line name={`${own}完成`}>{count === null ? '没有经营市场' : `${countText(count)}笔`}</Line>
      <Line name="全市完成">{month.city === null ? '不显示' : `${countText(month.city)}笔`}</Line>
      <Line name="占全市">{shareText(month, side)}</Line>
      <Line name="车管登记">{month.office === null ? '还没有公布' : `${countText(month.office)}辆次`}</Line>
    </View>
  );
}

function ProblemRate({ data: { problemRate } }: { data: MyFigures }) {
  return (
    <Card title="本年问题率">
      <ItemRow name="本企业" {...rateText(problemRate.own, '今年还没有被核查的交易')} />
      <ItemRow name="全市" {...rateText(problemRate.city, '今年另外被核查的企业不到3家，不显示全市数')} />
    </Card>
  );
}
