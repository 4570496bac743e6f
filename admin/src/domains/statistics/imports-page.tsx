import { useQuery } from '@tanstack/react-query';
import { statisticImportStates } from '@yongche/contract/vocabulary';
import { useNavigate } from 'react-router';
import { CellLink, WhoWhen } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag, type Tone } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { wholeList } from '../../components/use-record-list';
import { importsQuery } from './queries';
import type { ImportSummary } from './statistics';
import { StatisticsTabs } from './statistics-tabs';
import { editionName, periodName } from './statistics-wording';

const tones: Record<ImportSummary['state'], Tone> = { waiting: 'warn', accepted: 'good', discarded: 'plain' };

const columns: Column<ImportSummary>[] = [
  { title: '文件', cell: ({ id, fileName }) => <CellLink to={`/statistics/imports/${id}`}>{fileName}</CellLink> },
  { title: '期间', cell: ({ period, edition }) => `${periodName(period)}${edition === null ? '' : `　${editionName(edition)}`}` },
  { title: '状态', cell: ({ state }) => <ToneTag tone={tones[state]}>{statisticImportStates[state]}</ToneTag> },
  { title: '上传', cell: ({ uploadedBy, uploadedAt }) => <WhoWhen who={uploadedBy} at={uploadedAt} /> },
  { title: '处理', cell: ({ decidedBy, decidedAt }) => (decidedBy && decidedAt ? <WhoWhen who={decidedBy} at={decidedAt} /> : '—') },
  { title: '文件校验值', cell: ({ sha256 }) => <span className={cells.mono} title={sha256}>{sha256.slice(0, 12)}</span> },
];

/** 导入记录: every file that came, and what became of it. */
export default function ImportsPage() {
  useTitle('车管数据导入记录');
  const navigate = useNavigate();
  return (
    <div className="page">
      <PageHead title="车管数据" note="每份文件按内容校验，读出的表格留存" />
      <StatisticsTabs />
      <RecordList caption="导入记录，最近的在前" list={wholeList(useQuery(importsQuery))} columns={columns} keyOf={({ id }) => id} onOpen={({ id }) => void navigate(`/statistics/imports/${id}`)} empty={<Notice title="还没有导入过车管数据">秘书处文员上传文件后，会显示在这里。</Notice>} />
    </div>
  );
}
