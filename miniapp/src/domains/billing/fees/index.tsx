import { Text, View } from '@tarojs/components';
import { ballots } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { Mark } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Line, Screen } from '@/components/screen';
import { dayText, momentText } from '@/dates';
import { yuanOf } from '@/money';
import { useAnswer } from '@/use-answer';
import { fromText, votesText, type PublicFee } from '../bill-view';
import './index.css';

/** 收费公示, open to everybody: what is charged, by whom, for what, and which resolution it rests on. */
export default function Fees() {
  const { data, error, reload } = useAnswer(() => call('GET /fees', {}));
  if (!data) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {data.items.length === 0 && <Empty title="现在没有收费项目" text="没有通过并公布的收费标准，不收任何费用。" />}
      {data.items.map((fee) => (
        <Fee key={`${fee.title} ${fee.version}`} fee={fee} />
      ))}
      <Note>没有列在这里的项目，不在这里收费。欠费不影响办理交易。</Note>
      <Text className="quiet">{`${momentText(data.at)}读取`}</Text>
    </Screen>
  );
}

function Fee({ fee }: { fee: PublicFee }) {
  const { title, version, inForce, from, payee, nature, service, costBasis, prices, adoption } = fee;
  return (
    <Card title={title} aside={<Mark tone={inForce ? 'good' : 'calm'} text={inForce ? '现行' : '将施行'} />}>
      {prices.map(({ label, fen, unit }) => (
        <View key={label} className="fee-price">
          <Text className="fee-price__label">{label}</Text>
          <Text className="fee-price__sum">{`${yuanOf(fen)}/${unit}`}</Text>
        </View>
      ))}
      <Line name="施行">{fromText(from)}</Line>
      <Line name="收款方">{payee}</Line>
      <Line name="性质">{nature}</Line>
      <Line name="服务内容">{service}</Line>
      {costBasis && <Line name="成本依据">{costBasis}</Line>}
      <Line name="版本">{version}</Line>
      {adoption && (
        <>
          <Line name="通过">{adoption.meeting}</Line>
          <Line name="会议日期">{dayText(adoption.heldOn)}</Line>
          <Line name="决议文号">{adoption.resolutionNumber}</Line>
          <Line name="表决方式">{ballots[adoption.ballot]}</Line>
          <Line name="票数">{votesText(adoption)}</Line>
          <Line name="公布日期">{dayText(adoption.publishedOn)}</Line>
          <Line name="公布方式">{adoption.publishedWhere}</Line>
        </>
      )}
    </Card>
  );
}
