import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { BackLink } from '../../components/back-link';
import { Name, NumberLink, Pair, Time, WhoWhen } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import type { AdoptedVersion } from './adopted-version';
import { VersionTag } from './version-tag';

interface VersionsPageProps<V extends AdoptedVersion> {
  /** 管理细则, 会费标准 or 收费标准. */
  what: string;
  note: string;
  /** Where its pages begin, such as `/tariffs`. */
  href: string;
  back?: { to: string; title: string };
  versions: UseQueryResult<{ items: V[] }>;
  /** What a version says, between its number and its state. */
  content: Column<V>[];
  /** 生效日 or 起始年度; null while it is not adopted. */
  from: { title: string; of: (version: V) => string | null };
  mayDraft: boolean;
  /** What it means that there is none. */
  empty: string;
  /** What else can be done here. */
  children?: ReactNode;
}

/** Every version of a text that the general meeting adopts: which one is in force, which ones are on their way. */
export function VersionsPage<V extends AdoptedVersion>({ what, note, href, back, versions, content, from, mayDraft, empty, children }: VersionsPageProps<V>) {
  useTitle(what);
  const navigate = useNavigate();
  const columns: Column<V>[] = [
    { title: '版本', cell: ({ version }) => <NumberLink to={`${href}/${version}`}>{version}</NumberLink> },
    ...content,
    { title: '状态', cell: (version) => <VersionTag version={version} from={from.of(version)} /> },
    { title: from.title, cell: (version) => <Time>{from.of(version) ?? '—'}</Time> },
    {
      title: '通过',
      cell: ({ adoption }) =>
        adoption ? (
          <Pair>
            <Name>{adoption.meeting}</Name>
            <Name>{adoption.resolutionNumber}</Name>
          </Pair>
        ) : (
          '—'
        ),
    },
    { title: '起草', cell: ({ madeBy, createdAt }) => <WhoWhen who={madeBy} at={createdAt} /> },
  ];
  return (
    <div className="page">
      {back && <BackLink {...back} />}
      <PageHead title={what} note={note}>
        {children}
        {mayDraft && (
          <Button type="primary" onClick={() => void navigate(`${href}/new`)}>
            新建草稿
          </Button>
        )}
      </PageHead>
      <RecordList
        caption={`${what}，最近的在前`}
        list={wholeList(versions)}
        columns={columns}
        keyOf={({ version }) => version}
        onOpen={({ version }) => void navigate(`${href}/${version}`)}
        empty={<Notice title={`还没有${what}`}>{empty}</Notice>}
      />
    </div>
  );
}
