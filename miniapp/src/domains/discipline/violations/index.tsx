import { useState } from 'react';
import { violationStates } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Filters } from '@/components/filters';
import { Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { usePages } from '@/use-pages';
import type { ViolationSummary } from '../points-view';
import { ViolationRow } from '../violation-row';

type State = keyof typeof violationStates;
const filters: [State | undefined, string][] = [
  [undefined, '全部'],
  ...(Object.entries(violationStates) as [State, string][]),
];

/** 违规记录 of this person, or of the company that they manage, over all cycles, the newest first. */
export default function Violations() {
  const [state, setState] = useState<State>();
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<ViolationSummary>(
    (cursor) => call('GET /violations', { query: { state, cursor, limit: 20 } }),
    [state],
  );
  return (
    <Screen>
      <Filters options={filters} value={state} onChange={setState} />
      {error && first && <Note kind="care">{error}</Note>}
      {!first && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {items.length > 0 && (
        <Links>
          {items.map((violation) => (
            <ViolationRow key={violation.id} violation={violation} named />
          ))}
        </Links>
      )}
      {first && items.length === 0 && (
        <Empty
          title={state ? '没有这种状态的违规' : '没有违规记录'}
          text={state ? '换一个状态看看。' : '有违规时，会在这里和“消息”里告诉您依据、分值和怎样申诉。'}
        />
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
