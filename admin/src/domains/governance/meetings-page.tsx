import { useQuery } from '@tanstack/react-query';
import { meetingKinds, meetingStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { NumberLink, Pair, Time } from '../../components/cells';
import type { Column } from '../../components/data-table';
import { Notice } from '../../components/notice';
import { PageHead } from '../../components/page-head';
import { RecordList } from '../../components/record-list';
import { ToneTag } from '../../components/tone-tag';
import { wholeList } from '../../components/use-record-list';
import { useTitle } from '../../components/use-title';
import { ConfirmationsCard } from './confirmations-card';
import type { MeetingSummary } from './governance';
import { meetingTones } from './governance-wording';
import styles from './governance.module.css';
import { ItemDialog } from './item-dialog';
import { MeetingDialog } from './meeting-dialog';
import { meetingsQuery } from './queries';
import { useMay } from './rights';
import { WaitingItems } from './waiting-items';

const columns: Column<MeetingSummary>[] = [
  { title: '编号', cell: ({ id, number }) => <NumberLink to={`/meetings/${id}`}>{number}</NumberLink> },
  {
    title: '会议',
    cell: ({ title, kind }) => (
      <Pair>
        <span>{title}</span>
        <span>{meetingKinds[kind]}</span>
      </Pair>
    ),
  },
  { title: '状态', cell: ({ state }) => <ToneTag tone={meetingTones[state]}>{meetingStates[state]}</ToneTag> },
  {
    title: '时间 / 地点',
    cell: ({ heldOn, place }) => (
      <Pair>
        <Time>{heldOn}</Time>
        <span>{place}</span>
      </Pair>
    ),
  },
  { title: '议题', align: 'right', cell: ({ items }) => items },
  { title: '已决议', align: 'right', cell: ({ decided }) => decided },
];

/** 会议: what the system and people put before a meeting, the meetings themselves, and what the president has to confirm. */
export default function MeetingsPage() {
  useTitle('会议');
  const navigate = useNavigate();
  const may = useMay();
  const [asking, setAsking] = useState<'meeting' | 'item'>();
  const meetings = useQuery(meetingsQuery);
  const close = () => setAsking(undefined);
  return (
    <div className="page">
      <PageHead title="会议" note="会长例会与会员大会的议题、议程和决议">
        {may('POST /agenda-items') && <Button onClick={() => setAsking('item')}>提出议题</Button>}
        {may('POST /meetings') && (
          <Button type="primary" onClick={() => setAsking('meeting')}>
            筹备会议
          </Button>
        )}
      </PageHead>
      <div className={styles.sections}>
        <ConfirmationsCard />
        <WaitingItems />
        <div>
          <RecordList
            caption="会议，最近的在前"
            list={wholeList(meetings)}
            columns={columns}
            keyOf={({ id }) => id}
            onOpen={({ id }) => void navigate(`/meetings/${id}`)}
            empty={<Notice title="还没有会议">秘书处筹备会议后显示在这里。</Notice>}
          />
        </div>
      </div>
      {asking === 'meeting' && <MeetingDialog onClose={close} />}
      {asking === 'item' && <ItemDialog onClose={close} />}
    </div>
  );
}
