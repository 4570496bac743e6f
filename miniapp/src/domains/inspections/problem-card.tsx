import { Text, View } from '@tarojs/components';
import { Plate } from '@/components/marks';
import { momentText } from '@/dates';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import { ProblemMark } from './problem-mark';
import { deadlineOf, isOwed, type ProblemSummary } from './problem-view';
import './problem-card.css';

/** 问题单 in a list: which deal, what was found, and until when it must be corrected. */
export function ProblemCard({ problem }: { problem: ProblemSummary }) {
  const { id, plate, number, findings, agentName, marketName, foundAt } = problem;
  const { text, urgent } = deadlineOf(problem);
  const owed = isOwed(problem);
  return (
    <View
      className={`problem-card${owed ? ' problem-card--owed' : ''}`}
      {...spoken({ role: 'button', label: `问题单 ${plate} ${number}` })}
      onClick={() => open(routes.problem, { id })}
    >
      <View className="row row--apart">
        <Plate plate={plate} />
        <ProblemMark state={problem.state} />
      </View>
      {[...new Set(findings)].map((finding) => (
        <Text key={finding} className="problem-card__finding">
          {finding}
        </Text>
      ))}
      {owed && (
        <Text className={`problem-card__deadline${urgent ? ' problem-card__deadline--urgent' : ''}`}>{text}</Text>
      )}
      <Text className="problem-card__foot">{`${marketName} · ${agentName}`}</Text>
      <View className="row row--apart problem-card__foot">
        <Text>{number}</Text>
        <Text>{momentText(foundAt)}</Text>
      </View>
    </View>
  );
}
