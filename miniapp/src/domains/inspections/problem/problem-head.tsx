import { Text, View } from '@tarojs/components';
import { Plate } from '@/components/marks';
import { Card, Line } from '@/components/screen';
import { momentText } from '@/dates';
import { ProblemMark } from '../problem-mark';
import { deadlineOf, isOwed, type Problem } from '../problem-view';

/** Which deal it is about, and until when it must be corrected. */
export function ProblemHead({ problem }: { problem: Problem }) {
  const { plate, number, serial, marketName, agentName, companyName, foundAt } = problem;
  const { text, urgent } = deadlineOf(problem);
  return (
    <Card>
      <View className="row row--apart">
        <Plate plate={plate} />
        <ProblemMark state={problem.state} />
      </View>
      {isOwed(problem) && (
        <View className="deadline">
          <Text className={`deadline__day${urgent ? ' deadline__day--urgent' : ''}`}>{text}</Text>
        </View>
      )}
      <Line name="问题单号">{number}</Line>
      <Line name="交易流水号">{serial}</Line>
      <Line name="市场">{marketName}</Line>
      <Line name="代理人">{`${agentName}（${companyName}）`}</Line>
      <Line name="发现时间">{momentText(foundAt)}</Line>
    </Card>
  );
}
