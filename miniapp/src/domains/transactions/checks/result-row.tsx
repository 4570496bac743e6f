import { Text, View } from '@tarojs/components';
import { severities, valueSources } from '@yongche/contract/vocabulary';
import { Mark } from '@/components/marks';
import { spoken } from '@/platform';
import type { Deal } from '../slot-state';
import { slotsOf, type ComparedValue, type RuleResult } from './check-view';
import type { Framed } from './picture-sheet';
import './checks.css';
import '../checklist/rows.css';

interface Props {
  deal: Deal;
  result: RuleResult;
  onShow(framed: Framed): void;
  onDispute(): void;
  onRetake?: (slot: string) => void;
  onCorrect?: () => void;
}

const tones = { block: 'wrong', flag: 'wait', warn: 'calm', shadow: 'off' } as const;

/** One rule's answer: what is so, on which values, and what may be done about it. */
export function ResultRow({ deal, result, onShow, onDispute, onRetake, onCorrect }: Props) {
  const { title, severity, verdict, sentence, fix, values, areas, dispute, override, may } = result;
  const titleOf = (code: string) => deal.slots.find((slot) => slot.code === code)?.title ?? code;
  const wrong = verdict === 'inconsistent';
  return (
    <View className="result">
      <View className="row row--apart">
        <Text className="result__title">{title}</Text>
        <Mark tone={wrong ? tones[severity] : 'off'} text={wrong ? severities[severity] : '不能确定'} />
      </View>
      <Text className="result__sentence">{sentence}</Text>
      {fix && !dispute && !override && <Text className="result__fix">{fix}</Text>}
      {values.length > 0 && (
        <View className="result__values">
          {values.map((value, at) => (
            <Value key={at} value={value} titleOf={titleOf} onShow={onShow} />
          ))}
        </View>
      )}
      {dispute && <Text className="quiet">{`已请市场人工核对：${dispute.note}`}</Text>}
      {override && <Text className="quiet">{`市场已核对原件放行：${override.reason}`}</Text>}
      <View className="result__actions">
        {areas.map(({ imageId, slot, box, label }) => (
          <Act
            key={`${imageId}${label}`}
            text={`看${titleOf(slot)}`}
            onTap={() => onShow({ imageId, title: titleOf(slot), label, box })}
          />
        ))}
        {wrong &&
          onRetake &&
          slotsOf(result).map((slot) => (
            <Act key={slot} text={`重拍${titleOf(slot)}`} onTap={() => onRetake(slot)} />
          ))}
        {wrong && onCorrect && values.some(({ source }) => source === 'entered') && (
          <Act text="改交易信息" onTap={onCorrect} />
        )}
        {may.dispute && <Act text="请人工核对" label={`请人工核对${title}`} onTap={onDispute} />}
      </View>
    </View>
  );
}

/** One compared value and where it stands; a tap shows the place on the picture. */
function Value({
  value: { value, source, slot, imageId, box, label, differs },
  titleOf,
  onShow,
}: {
  value: ComparedValue;
  titleOf(slot: string): string;
  onShow(framed: Framed): void;
}) {
  const where = slot ? titleOf(slot) : valueSources[source];
  const shows = imageId ? () => onShow({ imageId, title: where, label, box }) : undefined;
  return (
    <View
      className="result__value"
      {...(shows ? spoken({ role: 'button', label: `看${where}的${label}` }) : {})}
      onClick={() => shows?.()}
    >
      <Text className="result__where">{`${where}${source === 'typed' ? '（填写）' : ''}${shows ? ' ›' : ''}`}</Text>
      <Text className={`result__read${differs ? ' result__read--differs' : ''}`}>{value ?? '没有读出'}</Text>
    </View>
  );
}

function Act({ text, label = text, onTap }: { text: string; label?: string; onTap(): void }) {
  return (
    <View className="small-action" {...spoken({ role: 'button', label })} onClick={onTap}>
      <Text>{text}</Text>
    </View>
  );
}
