import { useQuery } from '@tanstack/react-query';
import { bulletinWays } from '@yongche/contract/vocabulary';
import { App, Button } from 'antd';
import { Link } from 'react-router';
import { call } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { useAct } from '../../components/use-act';
import { wayHints } from './bulletin-wording';
import { type Bulletin, bulletinsKey, type Destination, type Sending } from './bulletins';
import { HandOver } from './hand-over';
import styles from './notices.module.css';
import { OwnerConfirms } from './owner-confirms';
import { destinationsQuery, sendingsQuery } from './queries';
import { useMay } from './rights';
import { RetryButton } from './sending-acts';
import type { Poster } from './use-poster';

/** 发送: every destination with how it stands there, and its button; what is to be forwarded by hand opens below its line. */
export function SendPanel({ bulletin, poster }: { bulletin: Bulletin; poster: Poster }) {
  const may = useMay();
  const destinations = useQuery(destinationsQuery);
  const sendings = useQuery(sendingsQuery(bulletin.id));
  if (destinations.isPending || sendings.isPending) return <PageSkeleton rows={3} />;
  if (!destinations.data || !sendings.data) return <LoadFailure error={destinations.error ?? sendings.error} onRetry={() => void (destinations.isError ? destinations.refetch() : sendings.refetch())} />;
  const { items, ways } = destinations.data;
  const open = items.filter(({ enabled }) => enabled);
  const isConfigured = (way: Destination['way']) => ways.find((one) => one.way === way)?.isConfigured ?? false;
  const lastAt = ({ id }: Destination) => sendings.data.items.find(({ destinationId }) => destinationId === id);
  const next = open.find((one) => one.isComplete && isConfigured(one.way) && !['waiting', 'handed_over', 'unknown', 'sent'].includes(lastAt(one)?.state ?? ''));
  if (open.length === 0) return <p className={styles.noDestination}>还没有发送去处。{may('POST /bulletin-destinations') ? <Link to="/bulletin-destinations">去登记会员群</Link> : '请秘书处文员先登记会员群。'}</p>;
  return (
    <ul className={styles.destinations} aria-label="发送去处">
      {open.map((destination) => (
        <Line
          key={destination.id}
          bulletin={bulletin}
          poster={poster}
          destination={destination}
          isConfigured={isConfigured(destination.way)}
          isNext={destination === next && !sendings.data.items.some(({ state }) => state === 'handed_over')}
          last={lastAt(destination)}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  bulletin: Bulletin;
  poster: Poster;
  destination: Destination;
  isConfigured: boolean;
  /** The one that is proposed. */
  isNext: boolean;
  /** What was sent there last. */
  last: Sending | undefined;
}

function Line({ bulletin, poster, destination: { id, way, name, isComplete }, isConfigured, isNext, last }: LineProps) {
  const { modal } = App.useApp();
  const isByHand = way === 'wechat_group';
  const send = useAct({
    about: `send ${bulletin.id}`,
    // The key of the request is the sending's own id: whatever is repeated, it is sent once.
    send: (destinationId: string, idempotencyKey) => call('POST /bulletins/:id/sendings', { params: { id: bulletin.id }, body: { id: idempotencyKey, destinationId }, idempotencyKey }),
    renews: [[bulletinsKey]],
    ...(isByHand ? {} : { done: `已交给系统发送到“${name}”。` }),
    failed: '没有发送',
  });
  const isUnderWay = last !== undefined && ['waiting', 'handed_over', 'unknown'].includes(last.state);
  const press = () => {
    if (last?.state !== 'sent') return send.mutate(id);
    void modal.confirm({
      title: `再发一次到“${name}”`,
      content: `${minuteOf(last.settledAt ?? last.requestedAt)} 已经发过。再发一次，群里会出现两份。`,
      okText: '再发一次',
      cancelText: '不发了',
      onOk: () => send.mutateAsync(id).catch(() => undefined),
    });
  };
  return (
    <li>
      <div className={styles.destination}>
        <span>
          <b>{name}</b>
          <small>
            {bulletinWays[way]}　{wayHints[way]}
          </small>
        </span>
        <span className={styles.destinationState}>{stateWord(last)}</span>
        {!isConfigured ? (
          <span className={styles.soft}>系统没有配置</span>
        ) : !isComplete ? (
          <Link to="/bulletin-destinations">补全密钥</Link>
        ) : last?.state === 'failed' && last.may.retry ? (
          <RetryButton sending={last} isPrimary={isNext} />
        ) : (
          last?.state !== 'handed_over' && (
            <Button type={isNext ? 'primary' : 'default'} disabled={isUnderWay} loading={send.isPending} onClick={press}>
              {last?.state === 'sent' ? '再发…' : isByHand ? '转发' : '发送'}
              <span className="visually-hidden">到{name}</span>
            </Button>
          )
        )}
      </div>
      {last?.state === 'handed_over' && (isByHand ? <HandOver bulletin={bulletin} sending={last} poster={poster} /> : <OwnerConfirms sending={last} />)}
    </li>
  );
}

function stateWord(last: Sending | undefined): string {
  if (!last) return '';
  if (last.state === 'sent') return `✓ ${minuteOf(last.settledAt ?? last.requestedAt).slice(5)} 已发`;
  return { waiting: '正在发送……', handed_over: last.way === 'wechat_group' ? '等您转发' : '等群主确认', failed: '上次没有发出', unknown: '结果未知，见发送记录' }[last.state];
}
