import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { call, isRefusal } from '../../api';
import { useAct } from '../../components/use-act';
import { bulletinsKey } from './bulletins';
import { bulletinQuery, bulletinsQuery } from './queries';
import { useMay } from './rights';

interface BulletinButtonProps {
  /** Only a month has a bulletin; a whole year has none, and the button is not there. */
  period: string;
  isPrimary?: boolean;
  /** So that Enter goes on. */
  isFocused?: boolean;
  label?: string;
  /** What it says where the month has a bulletin of the edition in force. */
  openLabel?: string;
}

/** From a published month straight to its bulletin: drafts it, or opens the one that is there. */
export function BulletinButton({ period, isPrimary = false, isFocused = false, label = '起草通报', openLabel = '打开通报' }: BulletinButtonProps) {
  const may = useMay();
  const navigate = useNavigate();
  const client = useQueryClient();
  const isMonth = period.length === 7;
  const bulletins = useQuery({ ...bulletinsQuery, enabled: isMonth && may('GET /bulletins') });
  const draft = useAct({
    about: 'draft',
    send: (month: string, idempotencyKey) => call('POST /bulletins', { body: { period: month }, idempotencyKey }),
    renews: [[bulletinsKey]],
    failed: '没有起草',
    onDone: (bulletin) => {
      client.setQueryData(bulletinQuery(bulletin.id).queryKey, bulletin);
      void navigate(`/bulletins/${bulletin.id}`);
    },
  });
  if (!isMonth || !bulletins.data) return null;
  const present = bulletins.data.items.find((one) => one.period === period && one.state !== 'withdrawn' && !one.isOutdated);
  const type = isPrimary ? 'primary' : 'default';
  if (present) {
    return (
      <Button type={type} onClick={() => void navigate(`/bulletins/${present.id}`)}>
        {openLabel}
      </Button>
    );
  }
  if (!may('POST /bulletins')) return null;
  return (
    <Button type={type} autoFocus={isFocused} loading={draft.isPending} onClick={() => draft.mutate(period, { onError: (error) => isRefusal(error, 'bulletin.exists') && void bulletins.refetch() })}>
      {label}
    </Button>
  );
}
