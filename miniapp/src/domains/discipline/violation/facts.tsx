import { Text, View } from '@tarojs/components';
import { violationSources } from '@yongche/contract/vocabulary';
import { Card, Line } from '@/components/screen';
import { momentText } from '@/dates';
import { showImages, useThumbnails } from '@/domains/transactions/picture-views';
import { Thumbnail } from '@/domains/transactions/thumbnail';
import type { Violation } from '../points-view';

/** 事实和证据: what happened, where, who found it, and the pictures that show it. */
export function Facts({ violation }: { violation: Violation }) {
  const { facts, pictures, serial, marketName, companyName, source, foundBy, noticedAt, number } = violation;
  return (
    <Card title="发现了什么">
      <Text className="paragraph">{facts}</Text>
      {pictures.length > 0 && <Pictures violation={violation} />}
      <Line name="违规编号">{number}</Line>
      {serial && <Line name="交易流水号">{serial}</Line>}
      {marketName && <Line name="市场">{marketName}</Line>}
      {companyName && <Line name="企业">{companyName}</Line>}
      <Line name="来源">{violationSources[source]}</Line>
      <Line name="发现人">{foundBy}</Line>
      <Line name="告知时间">{momentText(noticedAt)}</Line>
    </Card>
  );
}

function Pictures({ violation: { transactionId, pictures } }: { violation: Violation }) {
  const { urls, error } = useThumbnails(
    transactionId,
    pictures.map(({ imageId }) => imageId),
  );
  return (
    <View className="evidence">
      {pictures.map(({ imageId, slot, title, note }) => (
        <View key={imageId} className="evidence__row">
          <Thumbnail
            url={urls[imageId]}
            title={title}
            code={slot}
            {...(transactionId ? { onTap: () => void showImages(transactionId, [imageId]) } : {})}
          />
          <View className="evidence__words">
            <Text className="evidence__title">{title}</Text>
            <Text className="quiet">{note}</Text>
          </View>
        </View>
      ))}
      {error && <Text className="quiet">{error}</Text>}
    </View>
  );
}
