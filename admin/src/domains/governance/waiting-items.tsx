import { useQuery } from '@tanstack/react-query';
import { meetingKinds } from '@yongche/contract/vocabulary';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { ToneTag } from '../../components/tone-tag';
import { ItemMatter } from './item-matter';
import { ItemWithdrawal } from './item-withdrawal';
import styles from './governance.module.css';
import { kindWord } from './governance-wording';
import { agendaItemsQuery } from './queries';

/** 待上会: what waits for a meeting, each with its facts behind its title. */
export function WaitingItems() {
  const waiting = useQuery(agendaItemsQuery('waiting'));
  return (
    <section className={`card ${styles.waiting}`}>
      <h2>
        待上会的议题{waiting.data && waiting.data.items.length > 0 && <span>{waiting.data.items.length}</span>}
      </h2>
      {waiting.isPending && <PageSkeleton rows={2} />}
      {waiting.isError && !waiting.data && <LoadFailure error={waiting.error} onRetry={() => void waiting.refetch()} />}
      {waiting.data?.items.length === 0 && <p className={styles.soft}>没有。取消资格及其申诉、屡教不改、会籍变动、拒缴会费、管理细则和收费标准由系统列为议题，其他事项可以提出。</p>}
      {waiting.data?.items.map((item) => (
        <details key={item.id} className={styles.item}>
          <summary>
            <b>{item.title}</b>
            <ToneTag tone="plain">{kindWord(item)}</ToneTag>
            {item.decidedIn === 'general' && <ToneTag tone="warn">须由{meetingKinds.general}决定</ToneTag>}
          </summary>
          <ItemMatter item={item} />
          {item.may.withdraw && <ItemWithdrawal item={item} />}
        </details>
      ))}
    </section>
  );
}
