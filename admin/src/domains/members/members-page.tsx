import { useQuery } from '@tanstack/react-query';
import { memberPositions, membershipStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../../api';
import { ChoiceFilter, FilterBar } from '../../components/filter';
import { KeywordFilter } from '../../components/keyword-filter';
import { dayIn, keyIn, keywordIn, searchOf, withoutEmpty } from '../../components/list-filters';
import { PageHead } from '../../components/page-head';
import { periodOf } from '../../components/periods';
import { EmptyList, RecordList } from '../../components/record-list';
import { useRecordList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { FlowLine } from './flow-line';
import { JoinDialog } from './join-dialog';
import { membersKey } from './member';
import { memberColumns } from './member-columns';
import styles from './members.module.css';
import { openChangesQuery } from './queries';
import { useMay } from './rights';

/** 会员名册: how many there are and why, who they are, and who stands where with this year's due. */
export default function MembersPage() {
  useTitle('会员名册');
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const period = periodOf({ from: dayIn(search, 'from'), to: dayIn(search, 'to') }, new Date());
  const change = (part: object) => setSearch(searchOf(Object.fromEntries(search), part));
  return (
    <div className="page">
      <PageHead title="会员名册" note="入会、退会和职务都由决议决定">
        {may('GET /members') && <Acts />}
      </PageHead>
      <FlowLine {...period} onChange={change} />
      {may('GET /members') && <Members search={search} onChange={change} onClear={() => setSearch({})} />}
    </div>
  );
}

function Acts() {
  const navigate = useNavigate();
  const may = useMay();
  const [isJoining, setJoining] = useState(false);
  const open = useQuery(openChangesQuery).data?.items.length ?? 0;
  return (
    <>
      <Button onClick={() => void navigate(open > 0 ? '/membership-changes?state=proposed' : '/membership-changes')}>会籍变动{open > 0 && `（${open} 项待决定）`}</Button>
      {may('POST /membership-changes') && (
        <Button type="primary" onClick={() => setJoining(true)}>
          入会…
        </Button>
      )}
      {isJoining && <JoinDialog onClose={() => setJoining(false)} />}
    </>
  );
}

interface MembersProps {
  search: URLSearchParams;
  onChange: (part: object) => void;
  onClear: () => void;
}

function Members({ search, onChange, onClear }: MembersProps) {
  const navigate = useNavigate();
  const filters = withoutEmpty({ q: keywordIn(search), state: keyIn(search, 'state', membershipStates), position: keyIn(search, 'position', memberPositions) });
  const [q, setQ] = useState(filters.q ?? '');
  const members = useRecordList([membersKey, 'members', filters], (cursor, signal) =>
    call('GET /members', { query: { ...filters, ...(cursor && { cursor }) }, signal }),
  );
  return (
    <>
      <FilterBar onSubmit={() => onChange({ q: q.trim() })}>
        <KeywordFilter
          isQuiet
          label="单位名称、会员号或统一社会信用代码"
          placeholder="可以只输名称中的几个字"
          value={q}
          onChange={setQ}
          onClear={() => onChange({ q: undefined })}
        />
        <ChoiceFilter label="会籍" list={membershipStates} value={filters.state} onChange={(state) => onChange({ q: q.trim(), state })} />
        <ChoiceFilter label="职务" width={140} list={memberPositions} value={filters.position} onChange={(position) => onChange({ q: q.trim(), position })} />
        <Button htmlType="submit">查询</Button>
      </FilterBar>
      <RecordList
        caption="会员名册"
        list={members}
        columns={memberColumns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => void navigate(`/members/${id}`)}
        empty={
          <EmptyList
            what="会员"
            isFiltered={Object.keys(filters).length > 0}
            onClear={() => {
              setQ('');
              onClear();
            }}
          >
            秘书处提出入会，会长例会决议并经会长确认后显示在这里。
          </EmptyList>
        }
        foot={members.first && members.first.total > 0 && <p className={styles.foot}>共 {members.first.total} 家</p>}
      />
    </>
  );
}
