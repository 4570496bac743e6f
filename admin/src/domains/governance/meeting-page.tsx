import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { meetingKinds, meetingStates } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { isRefusal } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { AgendaEditor } from './agenda-editor';
import { AgendaEntry } from './agenda-entry';
import type { Meeting } from './governance';
import { meetingNext, meetingTones, quorumSentence } from './governance-wording';
import styles from './meeting.module.css';
import { MeetingActs } from './meeting-acts';
import { meetingQuery } from './queries';

/** 会议: its agenda before it, the resolutions in it, and what became of them. */
export default function MeetingPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const meeting = useQuery(meetingQuery(id));
  useTitle(meeting.data?.title ?? '会议');
  if (meeting.isPending) return <PageSkeleton rows={10} />;
  if (meeting.data) return <MeetingView key={id} meeting={meeting.data} />;
  if (!isRefusal(meeting.error, 'governance.meeting_not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={meeting.error} onRetry={() => void meeting.refetch()} />;
  }
  return (
    <Notice
      title="没有找到这次会议"
      actions={
        <Button type="primary" onClick={() => navigate('/meetings')}>
          回到会议
        </Button>
      }
    >
      地址可能不完整，请从会议列表打开。
    </Notice>
  );
}

function MeetingView({ meeting }: { meeting: Meeting }) {
  const { kind, title, number, state, heldOn, place, attendance, agenda, may } = meeting;
  const isOpen = agenda.some((item) => item.state === 'listed');
  return (
    <div className={`page ${styles.meeting}`}>
      <Link className={`${styles.back} no-print`} to="/meetings">
        <ArrowLeftOutlined /> 会议
      </Link>
      <header className={`card ${styles.head}`}>
        <div>
          <p className={styles.soft}>
            {meetingKinds[kind]}　{number}
          </p>
          <h1>
            {title} <ToneTag tone={meetingTones[state]}>{meetingStates[state]}</ToneTag>
          </h1>
          <p>
            {heldOn}　{place}
            {attendance && `　应到 ${attendance.entitled} 人，实到 ${attendance.present} 人`}
            {attendance?.guests && `　列席：${attendance.guests}`}
          </p>
        </div>
        <MeetingActs meeting={meeting} />
      </header>
      <div className="no-print">
        <AlertLine tone={state === 'held' && !isOpen ? 'good' : 'info'}>
          {meetingNext(meeting)} {isOpen && quorumSentence(meeting)}
        </AlertLine>
      </div>
      {may.change ? (
        <AgendaEditor meeting={meeting} />
      ) : agenda.length === 0 ? (
        <section className="card">
          <Notice title="没有议程">{state === 'cancelled' ? '会议取消后，议题退回待上会。' : '秘书处排定议程后显示在这里。'}</Notice>
        </section>
      ) : (
        <ol className={styles.agenda} aria-label="议程">
          {agenda.map((item, at) => (
            <AgendaEntry key={item.id} item={item} position={at + 1} meeting={meeting} />
          ))}
        </ol>
      )}
    </div>
  );
}
