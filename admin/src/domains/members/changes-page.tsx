import { membershipChangeStates } from '@yongche/contract/vocabulary';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { BackLink } from '../../components/back-link';
import { CellLink, Name, Pair, Time, WhoWhen } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { keyIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { ChangeStateTag } from './change-page';
import { type MembershipChange, membersKey } from './member';
import { changeWord } from './member-wording';

const columns: Column<MembershipChange>[] = [
  {
    title: '单位',
    cell: ({ id, memberName, creditCode }) => (
      <Pair>
        <Name>
          <CellLink to={`/membership-changes/${id}`}>{memberName}</CellLink>
        </Name>
        <span className={cells.mono}>{creditCode}</span>
      </Pair>
    ),
  },
  { title: '变动', cell: (change) => changeWord(change) },
  { title: '生效日', cell: ({ effectiveOn }) => <Time>{effectiveOn}</Time> },
  { title: '办理', cell: (change) => <ChangeStateTag change={change} /> },
  { title: '决议', cell: ({ resolutionNumber }) => resolutionNumber ?? '—' },
  { title: '提出', cell: ({ proposedBy, proposedAt }) => <WhoWhen who={proposedBy} at={proposedAt} /> },
];

/** 会籍变动: what is proposed, and what the chairs made of it. */
export default function ChangesPage() {
  useTitle('会籍变动');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const filters = withoutEmpty({ state: keyIn(search, 'state', membershipChangeStates) });
  const changes = useRecordList([membersKey, 'changes', filters], (cursor, signal) =>
    call('GET /membership-changes', { query: { ...filters, limit: 100, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <div className="page">
      <BackLink to="/members" title="会员名册" />
      <PageHead title="会籍变动" note="秘书处提出，会长例会决议，会长确认后执行" />
      <FilterBar onSubmit={() => undefined}>
        <ChoiceFilter label="办理" width={136} list={membershipChangeStates} value={filters.state} onChange={(state) => setSearch(searchOf({ state }))} />
      </FilterBar>
      <RecordList
        caption="会籍变动，最近提出的在前"
        list={changes}
        columns={columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/membership-changes/${id}`)}
        empty={
          <EmptyList what="会籍变动" isFiltered={filters.state !== undefined} onClear={() => setSearch({})}>
            在会员名册提出入会，或打开会员提出退会、暂停、恢复和职务调整。
          </EmptyList>
        }
      />
    </div>
  );
}
