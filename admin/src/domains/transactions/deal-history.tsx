import { useQuery } from '@tanstack/react-query';
import { auditActions } from '@yongche/contract/vocabulary';
import { LoadFailure } from '../../components/load-failure';
import { secondOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import type { Deal } from './deal';
import styles from './deal-history.module.css';
import { actorOf, detailsOf } from './history-wording';
import { historyQuery } from './queries';

const good = new Set(['transactions.completed', 'transactions.image_accepted', 'transactions.submitted']);
const bad = new Set(['transactions.returned', 'transactions.image_rejected', 'transactions.image_lost', 'transactions.cancelled']);

/** 经过: who did what to this deal, and when. */
export function DealHistory({ deal }: { deal: Deal }) {
  const history = useQuery(historyQuery(deal.id));
  if (history.isPending) return <PageSkeleton rows={5} />;
  if (!history.data) return <LoadFailure error={history.error} onRetry={() => void history.refetch()} />;
  const titles = Object.fromEntries(deal.slots.map(({ code, title }) => [code, title]));
  return (
    <ol className={styles.history} aria-label="交易经过">
      {history.data.entries.map((entry) => (
        <li key={entry.id} data-tone={good.has(entry.action) ? 'good' : bad.has(entry.action) ? 'bad' : 'plain'}>
          <p className={styles.action}>{auditActions[entry.action]}</p>
          {detailsOf(entry, titles).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <p className={styles.who}>
            {actorOf(entry)}　<time dateTime={entry.at}>{secondOf(entry.at)}</time>
          </p>
        </li>
      ))}
    </ol>
  );
}
