import { Text, View } from '@tarojs/components';
import { call } from '@/api';
import { LinkRow, Links } from '@/components/links';
import { Mark } from '@/components/marks';
import { Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { open, routes } from '@/routes';
import { useAnswer } from '@/use-answer';
import { PointsHead } from '../points-head';
import { barsOf, changeText, meaningOfColour, monthText, rateText, wordOfColour, type ScoreCard } from '../score-view';
import './index.css';

/** 评分卡 of the manager's company: this month, the months before, and what goes wrong most. */
export default function ScoreCardPage() {
  const { data: card, error, reload } = useAnswer(() => call('GET /my-score-card', {}));
  if (!card) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  const month = card.trend[card.trend.length - 1]?.month;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      <Card title={card.name} aside={card.problemRate && <Mark {...wordOfColour(card)} />}>
        <Note kind={kindOf(card)}>{meaningOfColour(card)}</Note>
        {month && <Line name="月份">{monthText(month)}</Line>}
        <Line name="完成交易">{`${card.completed}笔`}</Line>
        <Line name="被核查">{`${card.inspected}笔`}</Line>
        <Line name="有问题">{`${card.problems}笔`}</Line>
        <Line name="问题率">{rateText(card.problemRate)}</Line>
        <Line name="与上月比">{changeText(card)}</Line>
        <Line name="逾期未改正">{`${card.overdue}张问题单`}</Line>
        <Line name="本月扣分">{`${card.points}分`}</Line>
      </Card>
      <Trend card={card} />
      {card.codes.length > 0 && (
        <Card title="主要问题">
          {card.codes.map(({ code, name, count }) => (
            <Line key={code} name={`${code} ${name}`}>{`${count}次`}</Line>
          ))}
        </Card>
      )}
      <PointsHead standing={card.standing} title="本企业本周期扣分" />
      <Links>
        <LinkRow text="企业扣分与申诉" onTap={() => open(routes.points, { of: 'company' })} />
        <LinkRow text="问题单" onTap={() => open(routes.problems)} />
      </Links>
    </Screen>
  );
}

const kinds = { green: 'good', amber: 'care', red: 'wrong' } as const;
const kindOf = ({ colour, problemRate }: ScoreCard) => (problemRate ? kinds[colour] : 'calm');

/** 问题率 month by month, each with its number and what it rests on. */
function Trend({ card }: { card: ScoreCard }) {
  const bars = barsOf(card);
  return (
    <Card title="问题率走势">
      {bars.length === 0 && <Text className="quiet">最近一年还没有完成的交易。</Text>}
      {bars.map(({ month, height, text, under }) => (
        <View key={month} className="trend">
          <View className="row row--apart">
            <Text className="trend__month">{month}</Text>
            <Text className="trend__value">{text}</Text>
          </View>
          <View className="trend__track">
            <View className="trend__bar" style={{ width: `${height ?? 0}%` }} />
          </View>
          <Text className="quiet">{under}</Text>
        </View>
      ))}
    </Card>
  );
}
