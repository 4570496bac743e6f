import { App, Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { billingKey, tariffsKey } from '../billing/billing';
import { disciplineKey, ruleBooksKey } from '../discipline/discipline';
import { membersKey, schemesKey } from '../members/member';
import { type AgendaItem, governanceKey, type Meeting, type Resolution } from './governance';
import { ballotWord, consequenceOf, itemStateOf, kindWord, votesWord } from './governance-wording';
import styles from './meeting.module.css';
import { ItemMatter } from './item-matter';
import { ItemWithdrawal } from './item-withdrawal';
import { ResolutionForm } from './resolution-form';

interface AgendaEntryProps {
  item: AgendaItem;
  position: number;
  meeting: Meeting;
}

/** One item of the agenda of a meeting that is or was held: the matter, the resolution, and who does what with it now. */
export function AgendaEntry({ item, position, meeting }: AgendaEntryProps) {
  const { id, title, resolution, may, state } = item;
  const { hash } = useLocation();
  const entry = useRef<HTMLLIElement>(null);
  const isMeant = hash === `#item-${id}`;
  useEffect(() => {
    if (isMeant) entry.current?.scrollIntoView({ block: 'start' });
  }, [isMeant]);
  const [isCorrecting, setCorrecting] = useState(false);
  const { label, tone } = itemStateOf(item);
  const isWriting = may.record && (!resolution || isCorrecting);
  return (
    <li ref={entry} id={`item-${id}`} className={`card ${styles.entry}`}>
      <header>
        <span className={styles.position}>{position}</span>
        <h2>{title}</h2>
        <ToneTag tone="plain">{kindWord(item)}</ToneTag>
        <span className={styles.state}>
          <ToneTag tone={tone}>{label}</ToneTag>
        </span>
      </header>
      <ItemMatter item={item} />
      {resolution && !isCorrecting && <ResolutionView resolution={resolution} />}
      {resolution && may.record && !isCorrecting && (
        <p className="no-print">
          <Button size="small" onClick={() => setCorrecting(true)}>
            更正记录…
          </Button>
        </p>
      )}
      {may.confirm && resolution && <Confirmation item={item} resolution={resolution} />}
      {isWriting && meeting.attendance && (
        <ResolutionForm
          item={item}
          attendance={meeting.attendance}
          onDone={() => setCorrecting(false)}
          onCancel={resolution ? () => setCorrecting(false) : undefined}
        />
      )}
      {may.withdraw && state === 'listed' && !resolution && <ItemWithdrawal item={item} />}
    </li>
  );
}

function ResolutionView({ resolution }: { resolution: Resolution }) {
  const { number, text, recordedBy, recordedAt, confirmedBy, confirmedAt, executed } = resolution;
  return (
    <div className={styles.resolution}>
      <p>
        <b>{number}</b>　{ballotWord(resolution)}：{votesWord(resolution)}
      </p>
      <p className={styles.words}>{text}</p>
      {executed && <p className={styles.executed}>已执行：{executed}</p>}
      <p className={styles.soft}>
        {recordedBy} {minuteOf(recordedAt)} 记录
        {confirmedBy && confirmedAt ? `　${confirmedBy} ${minuteOf(confirmedAt)} 确认` : '　等待会长确认，确认前没有执行'}
      </p>
    </div>
  );
}

/** 会长确认: says what is carried out with it before it is done. */
function Confirmation({ item, resolution }: { item: AgendaItem; resolution: Resolution }) {
  const { modal } = App.useApp();
  const confirm = useAct({
    about: resolution.id,
    send: (_: void, idempotencyKey) => call('POST /resolutions/:id/confirmation', { params: { id: resolution.id }, idempotencyKey }),
    renews: [[governanceKey], [disciplineKey], [ruleBooksKey], [membersKey], [schemesKey], [billingKey], [tariffsKey]],
    done: '决议已确认并执行。',
    failed: '没有确认',
  });
  const consequence = consequenceOf(item, resolution.outcome);
  const ask = () =>
    void modal.confirm({
      title: `确认决议 ${resolution.number}`,
      content: consequence,
      okText: '确认并执行',
      okButtonProps: { danger: item.kind === 'cancellation' && resolution.outcome === 'adopted' },
      cancelText: '再看看',
      onOk: () => confirm.mutateAsync().catch(() => undefined),
    });
  return (
    <div className="no-print">
      <AlertLine
        tone="warn"
        actions={
          <Button type="primary" loading={confirm.isPending} onClick={ask}>
            确认决议…
          </Button>
        }
      >
        确认后：{consequence}
      </AlertLine>
    </div>
  );
}
