import { useQuery } from '@tanstack/react-query';
import { cleanupStates } from '@yongche/contract/vocabulary';
import { Link, useNavigate } from 'react-router';
import type { Column } from '../../components/data-table';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { batchesQuery, wholeList } from './cleanup-queries';
import type { CleanupBatch } from './cleanup-wording';
import { RegisterList } from './register-list';
import page from './register-page.module.css';

type BatchRow = Omit<CleanupBatch, 'companies'>;

const tones: Record<BatchRow['state'], Tone> = { proposed: 'busy', executed: 'good', refused: 'plain', outdated: 'warn' };

export function BatchState({ state }: { state: BatchRow['state'] }) {
  return <ToneTag tone={tones[state]}>{cleanupStates[state]}</ToneTag>;
}

const columns: Column<BatchRow>[] = [
  {
    title: '批次',
    cell: ({ id, number }) => (
      <Link className={page.number} to={`/register/cleanup/batches/${id}`} onClick={(event) => event.stopPropagation()}>
        {number}
      </Link>
    ),
  },
  { title: '状态', cell: ({ state }) => <BatchState state={state} /> },
  { title: '企业', align: 'right', cell: ({ figures }) => figures.companies },
  { title: '代理证', align: 'right', cell: ({ figures }) => figures.certificates },
  { title: 'APP用户', align: 'right', cell: ({ figures }) => figures.apps },
  { title: '提出', cell: ({ proposedBy, proposedAt }) => <When who={proposedBy} at={proposedAt} /> },
  { title: '复核', cell: ({ decidedBy, decidedAt }) => decidedBy && decidedAt && <When who={decidedBy} at={decidedAt} /> },
];

function When({ who, at }: { who: string; at: string }) {
  return (
    <span className={page.pair}>
      <span>{who}</span>
      <time className={page.time}>{minuteOf(at)}</time>
    </span>
  );
}

/** ③ 清理批次: proposed by one person, decided by another. */
export function CleanupBatches() {
  const navigate = useNavigate();
  const batches = useQuery(batchesQuery);
  return (
    <RegisterList
      caption="清理批次，最近的在前"
      list={wholeList(batches)}
      columns={columns}
      keyOf={({ id }) => id}
      onOpen={({ id }) => void navigate(`/register/cleanup/batches/${id}`)}
      empty={<Notice title="还没有清理批次">文员在“工作单”里选择企业、提出批次，再由另一名文员或会长复核后执行。</Notice>}
    />
  );
}
