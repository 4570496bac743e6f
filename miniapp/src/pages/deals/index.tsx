import { useRef, useState } from 'react';
import { Input } from '@tarojs/components';
import { transactionStates } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Filters } from '@/components/filters';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { DealCard, type DealSummary } from '@/domains/transactions/deal-card';
import { spoken } from '@/platform';
import { usePages } from '@/use-pages';
import { useLoginGate } from '@/use-login-gate';
import './index.css';

type State = keyof typeof transactionStates;
const filters: [State | undefined, string][] = [
  [undefined, '全部'],
  ...(Object.entries(transactionStates) as [State, string][]),
];

/** 交易: all deals of this agent, by state, found by serial, plate or VIN. */
export default function Deals() {
  const entered = useLoginGate();
  return entered ? <DealList /> : <Loading />;
}

function DealList() {
  const [typed, setTyped] = useState('');
  const [q, setQ] = useState('');
  const [state, setState] = useState<State>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<DealSummary>(
    (cursor) => call('GET /transactions', { query: { q: q || undefined, state, cursor, limit: 20 } }),
    [q, state],
  );
  function type(text: string) {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setQ(text.trim()), 400);
  }

  return (
    <Screen tab>
      <Input
        className="search"
        type="text"
        confirmType="search"
        value={typed}
        placeholder="搜流水号、车牌、车架号"
        placeholderClass="field__placeholder"
        maxlength={40}
        {...spoken({ label: '搜索交易' })}
        onInput={({ detail }) => type(String(detail.value))}
      />
      <Filters options={filters} value={state} onChange={setState} />
      {error && first && <Note kind="care">{error}</Note>}
      {!first && (error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />)}
      {items.map((deal) => (
        <DealCard key={deal.id} deal={deal} />
      ))}
      {first && items.length === 0 && (
        <Empty
          title={q || state ? '没有找到交易' : '还没有交易'}
          text={q || state ? '请核对搜索内容，或换一个状态看看。' : '在首页点“新建交易”开始第一笔。'}
        />
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
