import { useQuery } from '@tanstack/react-query';
import { cleanupStates } from '@yongche/contract/vocabulary';
import { useNavigate } from 'react-router';
import { NumberLink, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { RecordList } from '../../components/record-list';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { batchesQuery } from './cleanup-queries';
import type { CleanupBatch } from './cleanup-wording';

type BatchRow = Omit<CleanupBatch, 'companies'>;

const tones: Record<BatchRow['state'], Tone> = { proposed: 'busy', executed: 'good', refused: 'plain', outdated: 'warn' };

export function BatchState({ state }: { state: BatchRow['state'] }) {
  return <ToneTag tone={tones[state]}>{cleanupStates[state]}</ToneTag>;
}

const columns: Column<BatchRow>[] = [
  {
    title: '批次',
    cell: ({ id, number }) => <NumberLink to={`/register/cleanup/batches/${id}`}>{number}</NumberLink>,
  },
  { title: '状态', cell: ({ state }) => <BatchState state={state} /> },
  { title: '企业', align: 'right', cell: ({ figures }) => figures.companies },
  { title: '代理证', align: 'right', cell: ({ figures }) => figures.certificates },
  { title: 'APP用户', align: 'right', cell: ({ figures }) => figures.apps },
  { title: '提出', cell: ({ proposedBy, proposedAt }) => <WhoWhen who={proposedBy} at={proposedAt} /> },
  { title: '复核', cell: ({ decidedBy, decidedAt }) => decidedBy && decidedAt && <WhoWhen who={decidedBy} at={decidedAt} /> },
];

/** ③ 清理批次: proposed by one person, decided by another. */
export function CleanupBatches() {
  const navigate = useNavigate();
  const batches = useQuery(batchesQuery);
  return (
    <RecordList
      caption="清理批次，最近的在前"
      list={wholeList(batches)}
      columns={columns}
      keyOf={({ id }) => id}
      onOpen={({ id }) => void navigate(`/register/cleanup/batches/${id}`)}
      empty={<Notice title="还没有清理批次">文员在“工作单”里选择企业、提出批次，再由另一名文员或会长复核后执行。</Notice>}
    />
  );
}
