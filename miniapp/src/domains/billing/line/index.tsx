import { Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { channels, meterKinds } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Plate } from '@/components/marks';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { dayText } from '@/dates';
import { yuanOf } from '@/money';
import { useAnswer } from '@/use-answer';
import { usePages } from '@/use-pages';
import { bytesText, costText, lineTitle, type MeterEvent } from '../bill-view';
import './index.css';

/** The cars behind one line of a bill, each with the day of its completion and what it costs. */
export default function BillLinePage() {
  const { id = '', line = '0' } = useRouter().params;
  const { data: bill } = useAnswer(() => call('GET /bills/:id', { params: { id } }), [id]);
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<MeterEvent>(
    (cursor) => call('GET /bills/:id/events', { params: { id }, query: { line: Number(line), cursor, limit: 50 } }),
    [id, line],
  );
  const of = bill?.lines.find(({ position }) => position === Number(line));
  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {of && <View className="section">{`${lineTitle(of)}，共${yuanOf(of.fen)}`}</View>}
      {items.length === 0 && <Empty title="这一行没有车辆" text="上期结转的金额不对应单独的车辆。" />}
      {items.length > 0 && (
        <Card>
          {items.map((event) => (
            <Car key={event.id} event={event} />
          ))}
        </Card>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}

function Car({ event }: { event: MeterEvent }) {
  const { kind, plate, completedOn, channel, serial, storedBytes, reason, redoneOf } = event;
  return (
    <View className="bill-car">
      <View className="row row--apart">
        <Plate plate={plate} />
        <Text className="bill-car__cost">{costText(event)}</Text>
      </View>
      <Text className="quiet">{`${dayText(completedOn)}完成 · ${channels[channel]} · 影像 ${bytesText(storedBytes)}`}</Text>
      <Text className="quiet">{`交易流水号 ${serial}`}</Text>
      {redoneOf && <Text className="quiet">{`重办自 ${redoneOf}`}</Text>}
      {kind === 'reversal' && <Text className="quiet">{`${meterKinds.reversal}：${reason ?? '没有说明原因'}`}</Text>}
    </View>
  );
}
