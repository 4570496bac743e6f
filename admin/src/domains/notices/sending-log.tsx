import { useQuery } from '@tanstack/react-query';
import { bulletinSendingStates, bulletinWays } from '@yongche/contract/vocabulary';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { ToneTag } from '../../components/tone-tag';
import { sendingTones } from './bulletin-wording';
import type { Bulletin, Sending } from './bulletins';
import styles from './notices.module.css';
import { sendingsQuery } from './queries';
import { ConfirmButton, NotSentButton } from './sending-acts';

/** 发送记录: who sent what where and when, and what came of it; with the words that were sent. */
export function SendingLog({ bulletin: { id, posterSha256, may } }: { bulletin: Bulletin }) {
  const sendings = useQuery(sendingsQuery(id));
  if (sendings.isError && !sendings.data) return <LoadFailure error={sendings.error} onRetry={() => void sendings.refetch()} />;
  if (!sendings.data || sendings.data.items.length === 0) return null;
  return (
    <section className={`card ${styles.card}`} aria-label="发送记录">
      <h2>
        发送记录<small>{sendings.data.items.length} 次</small>
      </h2>
      <ol className={styles.log}>
        {sendings.data.items.map((sending) => (
          <Entry key={sending.id} sending={sending} presentPoster={posterSha256} isOnlyHere={!may.send} />
        ))}
      </ol>
    </section>
  );
}

interface EntryProps {
  sending: Sending;
  presentPoster: string;
  /** Nothing more is sent, so that what is still with a person is confirmed here. */
  isOnlyHere: boolean;
}

function Entry({ sending, presentPoster, isOnlyHere }: EntryProps) {
  const { way, destinationName, state, sentBy, requestedAt, settledAt, outcome, recipients, text, posterSha256, may } = sending;
  const isUnknown = state === 'unknown';
  return (
    <li data-state={state}>
      <p className={styles.logHead}>
        <ToneTag tone={sendingTones[state]}>{bulletinSendingStates[state]}</ToneTag>
        <b>{destinationName}</b>
        <span>{bulletinWays[way]}</span>
        <span className={styles.logActs}>
          {may.confirm && (isUnknown || isOnlyHere) && (
            <>
              <ConfirmButton sending={sending} label="群里有" note="看过群，已经发出" />
              <NotSentButton sending={sending} label="群里没有…" />
            </>
          )}
        </span>
      </p>
      {isUnknown && <p className={styles.warn}>对方没有回应，可能发出了，也可能没有。请到群里看一下再选；系统不会自己重发。</p>}
      <p className={styles.logWords}>
        {sentBy}　{minuteOf(requestedAt)}
        {settledAt && settledAt !== requestedAt && `，${minuteOf(settledAt)} 有结果`}
        {recipients !== null && `，${recipients} 人`}
        {outcome && `：${outcome}`}
      </p>
      <details>
        <summary>发出的内容</summary>
        <pre>{text}</pre>
        <small title={posterSha256}>长图校验值 {posterSha256.slice(0, 12)}{posterSha256 === presentPoster ? '，与现在的长图相同' : '，与现在的长图不同'}</small>
      </details>
    </li>
  );
}
