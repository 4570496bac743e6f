import { useQuery } from '@tanstack/react-query';
import { auditActions } from '@yongche/contract/vocabulary';
import { History, HistoryEvent } from '../../components/history';
import { LoadFailure } from '../../components/load-failure';
import { secondOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import type { Deal } from './deal';
import { actorOf, detailsOf, stepsOf, titlesOf } from './history-wording';
import { historyQuery } from './queries';

const good = new Set(['transactions.completed', 'transactions.image_accepted', 'transactions.submitted']);
const bad = new Set(['transactions.returned', 'transactions.image_rejected', 'transactions.image_lost', 'transactions.cancelled']);

/** 经过: who did what to this deal, and when; the latest act comes first. */
export function DealHistory({ deal }: { deal: Deal }) {
  const history = useQuery(historyQuery(deal.id));
  if (history.isPending) return <PageSkeleton rows={5} />;
  if (!history.data) return <LoadFailure error={history.error} onRetry={() => void history.refetch()} />;
  const { entries } = history.data;
  const titleOf = titlesOf(deal, entries);
  return (
    <History label="交易经过">
      {stepsOf(entries)
        .reverse()
        .map((step) => {
          const { entry, until, details } = step;
          return (
            <HistoryEvent
              key={entry.id}
              tone={good.has(entry.action) ? 'good' : bad.has(entry.action) ? 'bad' : 'plain'}
              title={auditActions[entry.action]}
              times={details.length > 1 && `${details.length}次`}
              who={actorOf(entry)}
              at={entry.at}
              more={secondOf(until) !== secondOf(entry.at) && ` 至 ${secondOf(until).slice(11)}`}
            >
              {detailsOf(step, titleOf).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </HistoryEvent>
          );
        })}
    </History>
  );
}
