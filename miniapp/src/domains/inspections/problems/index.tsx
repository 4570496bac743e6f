import { useState } from 'react';
import { problemStates } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Filters } from '@/components/filters';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { usePages } from '@/use-pages';
import { ProblemCard } from '../problem-card';
import type { ProblemSummary } from '../problem-view';

type State = keyof typeof problemStates;
const filters: [State | undefined, string][] = [
  [undefined, '全部'],
  ...(Object.entries(problemStates) as [State, string][]),
];

/** 问题单: what the inspectors have found in this person's deals, or in those of their company, the newest first. */
export default function Problems() {
  const [state, setState] = useState<State>();
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<ProblemSummary>(
    (cursor) => call('GET /problems', { query: { state, cursor, limit: 20 } }),
    [state],
  );
  return (
    <Screen>
      <Filters options={filters} value={state} onChange={setState} />
      {error && first && <Note kind="care">{error}</Note>}
      {!first && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {items.map((problem) => (
        <ProblemCard key={problem.id} problem={problem} />
      ))}
      {first && items.length === 0 && (
        <Empty
          title={state ? '没有这种状态的问题单' : '没有问题单'}
          text={state ? '换一个状态看看。' : '核查员会抽查已完成的交易。发现问题时，会在这里和“消息”里告诉您。'}
        />
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
