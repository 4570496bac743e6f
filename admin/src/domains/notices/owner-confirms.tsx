import type { Sending } from './bulletins';
import styles from './notices.module.css';
import { ConfirmButton, NotSentButton } from './sending-acts';

/** 群发任务: it is sent from the group owner's own WeCom, so nobody forwards it by hand as well; whoever sees it in the groups says so. */
export function OwnerConfirms({ sending }: { sending: Sending }) {
  return (
    <section className={styles.handOver} aria-label={`${sending.destinationName}等群主确认`}>
      <ol>
        <li>
          <b>请群主在企业微信里确认发送</b>
          <small>{sending.outcome} 不要再手工转发，否则群里会出现两份。</small>
        </li>
        <li>
          <b>群里看到后回来确认</b>
          <span>
            <ConfirmButton sending={sending} label="群里已经有了" note="看过群，已经发出" />
            <NotSentButton sending={sending} label="没有发出…" />
          </span>
        </li>
      </ol>
    </section>
  );
}
