import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Pair, RowButton, Time } from '../../components/cells';
import cells from '../../components/cells.module.css';
import type { Column } from '../../components/data-table';
import { searchOf } from '../../components/list-filters';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { useStaff } from '../../session';
import { ActDialog } from './act-dialog';
import { OpenAccountDialog } from './open-account-dialog';
import type { StaffRecord } from './queries';
import { ShownPasswordDialog } from './shown-password-dialog';
import type { AskedAct, ShownPassword } from './staff-acts';
import { StaffDrawer } from './staff-drawer';
import { StaffFilterBar } from './staff-filter-bar';
import { filtersOf } from './staff-filters';
import styles from './staff-page.module.css';
import { StaffStateTag } from './staff-state-tag';

const columns: Column<StaffRecord>[] = [
  {
    title: '姓名 / 用户名',
    cell: ({ name, username }) => (
      <Pair>
        <RowButton>{name}</RowButton>
        <span className={cells.mono}>{username}</span>
      </Pair>
    ),
  },
  { title: '岗位', cell: ({ role }) => staffRoles[role] },
  { title: '市场', cell: ({ market }) => market?.name ?? '—' },
  { title: '状态', cell: (staff) => <StaffStateTag staff={staff} /> },
  { title: '到期日', cell: ({ endsOn }) => endsOn ?? '—' },
  { title: '经办 / 确认', cell: ({ proposedBy, confirmedBy }) => (proposedBy ? `${proposedBy} / ${confirmedBy ?? '待确认'}` : '随系统建立') },
  { title: '最近使用', cell: ({ lastSeenAt }) => <Time>{lastSeenAt ? minuteOf(lastSeenAt) : '还没有'}</Time> },
];

/** 员工账号: opened by the technician or a market manager, confirmed and looked after by the security officer, seen by the auditor. */
export default function StaffPage() {
  useTitle('员工账号');
  const viewer = useStaff();
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const cursor = search.get('cursor');
  const [openedId, setOpenedId] = useState<string>();
  const [act, setAct] = useState<AskedAct>();
  const [isOpening, setOpening] = useState(false);
  const [shown, setShown] = useState<ShownPassword>();
  const list = useQuery({
    queryKey: ['staff', 'list', filters, cursor],
    queryFn: ({ signal }) => call('GET /staff', { query: { ...filters, limit: 50, ...(cursor && { cursor }) }, signal }),
    placeholderData: keepPreviousData,
  });
  const waiting = useQuery({
    queryKey: ['staff', 'waiting'],
    queryFn: ({ signal }) => call('GET /staff', { query: { state: 'awaiting_confirmation', limit: 100 }, signal }),
    enabled: viewer.role === 'security_officer',
  });
  const selected = list.data?.items.find(({ id }) => id === openedId);
  const done = (password: ShownPassword | undefined) => {
    setAct(undefined);
    setOpening(false);
    setShown(password);
    void client.invalidateQueries({ queryKey: ['staff'] });
  };
  const hasFilters = Object.keys(filters).length > 0;
  const waitingCount = waiting.data?.items.length ?? 0;
  return (
    <div className="page">
      <PageHead title="员工账号" note={viewer.market ? `${viewer.market.name}的账号` : '开立、确认、审计由三个岗位分别负责'}>
        {(viewer.role === 'technician' || viewer.role === 'market_manager') && (
          <Button type="primary" onClick={() => setOpening(true)}>
            开立账号
          </Button>
        )}
      </PageHead>
      {waitingCount > 0 && filters.state !== 'awaiting_confirmation' && (
        <div className={styles.waiting}>
          <AlertLine
            tone="info"
            actions={
              <Button size="small" onClick={() => setSearch({ state: 'awaiting_confirmation' })}>
                去确认
              </Button>
            }
          >
            有 {waitingCount} 个账号等待您确认。
          </AlertLine>
        </div>
      )}
      <StaffFilterBar key={search.toString()} filters={filters} onChange={(next) => setSearch(searchOf(next))} />
      <RecordList
        caption="员工账号，按用户名排列"
        list={wholeList(list)}
        columns={viewer.market ? columns.filter(({ title }) => title !== '市场') : columns}
        keyOf={({ id }) => id}
        onOpen={({ id }) => setOpenedId(id)}
        empty={
          <Notice title="没有符合条件的账号" actions={hasFilters && <Button onClick={() => setSearch({})}>清除条件</Button>}>
            请检查姓名或用户名，或放宽岗位和状态。
          </Notice>
        }
      />
      {(cursor || list.data?.nextCursor) && (
        <nav className={styles.pages} aria-label="翻页">
          <Button disabled={!cursor} onClick={() => setSearch(searchOf(filters))}>
            回到第一页
          </Button>
          <Button
            disabled={!list.data?.nextCursor || list.isPlaceholderData}
            onClick={() => setSearch(searchOf(filters, { cursor: list.data!.nextCursor }))}
          >
            下一页
          </Button>
        </nav>
      )}
      <StaffDrawer staff={selected} onAct={setAct} onClose={() => setOpenedId(undefined)} />
      {selected && act && <ActDialog key={`${selected.id} ${act}`} staff={selected} act={act} onDone={done} onCancel={() => setAct(undefined)} />}
      {isOpening && <OpenAccountDialog onOpened={done} onCancel={() => setOpening(false)} />}
      {shown && <ShownPasswordDialog shown={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}
