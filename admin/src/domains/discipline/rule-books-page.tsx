import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { NumberLink, Pair, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { dayOf, minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { versionStateOf } from '../governance/adopted-version';
import type { RuleBookSummary } from './discipline';
import { ruleBooksQuery } from './queries';
import { useMay } from './rights';

export function BookStateTag({ book }: { book: Pick<RuleBookSummary, 'state' | 'inForce' | 'effectiveOn'> }) {
  const { label, tone } = versionStateOf({ ...book, from: book.effectiveOn }, dayOf(new Date()));
  return <ToneTag tone={tone}>{label}</ToneTag>;
}

const columns: Column<RuleBookSummary>[] = [
  { title: '版本', cell: ({ version }) => <NumberLink to={`/rule-books/${version}`}>{version}</NumberLink> },
  { title: '名称', cell: ({ title }) => title },
  { title: '状态', cell: (book) => <BookStateTag book={book} /> },
  { title: '生效日', cell: ({ effectiveOn }) => <Time>{effectiveOn ?? '—'}</Time> },
  {
    title: '通过',
    cell: ({ adoption }) =>
      adoption ? (
        <Pair>
          <span>{adoption.meeting}</span>
          <span>{adoption.resolutionNumber}</span>
        </Pair>
      ) : (
        <span className={cells.soft}>没有决议</span>
      ),
  },
  {
    title: '起草',
    cell: ({ madeBy, createdAt }) => (
      <Pair>
        <span>{madeBy}</span>
        <Time>{minuteOf(createdAt)}</Time>
      </Pair>
    ),
  },
];

/** 管理细则: every version of the rule book, which one is in force, and which ones are being drafted. */
export default function RuleBooksPage() {
  useTitle('管理细则');
  const navigate = useNavigate();
  const may = useMay();
  const books = useQuery(ruleBooksQuery);
  return (
    <div className="page">
      <PageHead title="管理细则" note="违规按告知那天生效的版本处理，以后也不改">
        {may('POST /rule-books') && (
          <Button type="primary" onClick={() => void navigate('/rule-books/new')}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption="管理细则，最近的在前"
        list={wholeList(books)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`/rule-books/${version}`)}
        empty={<Notice title="还没有管理细则">经会员大会通过并生效的细则显示在这里。</Notice>}
      />
    </div>
  );
}
