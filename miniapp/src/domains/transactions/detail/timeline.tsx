import { Text, View } from '@tarojs/components';
import { momentText } from '@/dates';
import type { Deal } from '../slot-state';

interface Step {
  title: string;
  at: string | null;
  state: 'done' | 'now' | 'ahead';
}

/** The course of a deal: what has happened, where it stands, what comes next. */
export function Timeline({ deal }: { deal: Deal }) {
  return (
    <View>
      {stepsOf(deal).map(({ title, at, state }) => (
        <View key={title} className={`step step--${state}`}>
          <View className="step__dot" />
          <View className="step__words">
            <Text className="step__title">{title}</Text>
            {at && <Text className="quiet">{momentText(at)}</Text>}
          </View>
        </View>
      ))}
    </View>
  );
}

function stepsOf({ state, createdAt, submittedAt, completedAt }: Deal): Step[] {
  const created: Step = { title: '新建交易', at: createdAt, state: 'done' };
  const capturing: Step = {
    title: '采集照片',
    at: null,
    state: submittedAt ? 'done' : state === 'capturing' ? 'now' : 'ahead',
  };
  const submitted: Step[] = submittedAt ? [{ title: '提交核对', at: submittedAt, state: 'done' }] : [];
  if (state === 'cancelled') return [created, ...submitted, { title: '已取消', at: null, state: 'now' }];
  const returned: Step[] = state === 'returned' ? [{ title: '市场退回，待补拍', at: null, state: 'now' }] : [];
  const checking: Step = {
    title: '市场柜台核对',
    at: null,
    state: completedAt ? 'done' : state === 'awaiting_check' ? 'now' : 'ahead',
  };
  return [
    created,
    capturing,
    ...submitted,
    ...returned,
    checking,
    { title: '核对完成', at: completedAt, state: completedAt ? 'done' : 'ahead' },
  ];
}
