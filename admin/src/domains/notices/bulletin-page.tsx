import { useQuery, useQueryClient } from '@tanstack/react-query';
import { bulletinStates } from '@yongche/contract/vocabulary';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { BackLink } from '../../components/back-link';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { RecordPage } from '../../components/record-page';
import { ToneTag } from '../../components/tone-tag';
import { useTitle } from '../../components/use-title';
import { editionName } from '../statistics/statistics-wording';
import { BulletinActs } from './bulletin-acts';
import { BulletinCharts } from './bulletin-charts';
import { bulletinTones } from './bulletin-wording';
import type { Bulletin } from './bulletins';
import { NextStepCard } from './next-step-card';
import styles from './notices.module.css';
import { PhonePreview } from './phone-preview';
import { bulletinQuery, sendingsQuery } from './queries';
import { SendingLog } from './sending-log';
import { usePoster } from './use-poster';

/** One bulletin: as the members get it at the left; at the right the one next step, what it is made of, and where it went. */
export default function BulletinPage() {
  const { id = '' } = useParams();
  const bulletin = useQuery(bulletinQuery(id));
  useTitle(bulletin.data?.title ?? '月度通报');
  return (
    <RecordPage record={bulletin} missing="bulletin.not_found" title="没有找到这份通报" back={{ to: '/bulletins', title: '月度通报' }}>
      {(found) => <BulletinView key={id} bulletin={found} />}
    </RecordPage>
  );
}

function BulletinView({ bulletin }: { bulletin: Bulletin }) {
  const { id, title, state, edition, madeBy, madeAt, approvedBy, approvedAt } = bulletin;
  const poster = usePoster(bulletin);
  useStateAfterSending(id);
  return (
    <div className="page">
      <BackLink to="/bulletins" title="月度通报" />
      <PageHead title={title} note={[editionName(edition), `${madeBy} ${minuteOf(madeAt)} 起草`, approvedBy && approvedAt && `${approvedBy} ${minuteOf(approvedAt)} 复核`].filter(Boolean).join('　')}>
        <ToneTag tone={bulletinTones[state]}>{bulletinStates[state]}</ToneTag>
        <BulletinActs bulletin={bulletin} />
      </PageHead>
      <div className={styles.bulletin}>
        <PhonePreview bulletin={bulletin} poster={poster} />
        <div className={styles.column}>
          <NextStepCard bulletin={bulletin} poster={poster} />
          <SendingLog bulletin={bulletin} />
          <BulletinCharts content={bulletin.content} />
        </div>
      </div>
    </div>
  );
}

/** Once nothing is on its way any more, how the bulletin stands is asked anew: the first sending that arrives makes it 已发送. */
function useStateAfterSending(id: string): void {
  const client = useQueryClient();
  const isOnItsWay = useQuery(sendingsQuery(id)).data?.items.some(({ state }) => state === 'waiting') ?? false;
  useEffect(() => {
    if (!isOnItsWay) return;
    return () => void client.invalidateQueries({ queryKey: bulletinQuery(id).queryKey });
  }, [client, id, isOnItsWay]);
}
