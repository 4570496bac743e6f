import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { importsQuery } from '../statistics/queries';
import { periodName } from '../statistics/statistics-wording';
import { BulletinButton } from './bulletin-button';
import { progressOf, progressStops } from './bulletin-wording';
import type { Bulletins } from './bulletins';
import styles from './notices.module.css';
import { useMay } from './rights';

const waits = ['车管所的表格还没有导入。', '表格已上传，核对后发布。', '数据已发布，可以起草通报。', '草稿已做好，等另一人复核。', '复核已通过，可以发送。', '这个月的通报已经发出。'] as const;

/** 本月通报: what of the month that is due is done, what is missing, and the button that goes on. */
export function MonthProgress({ month, bulletins }: { month: string; bulletins: Bulletins }) {
  const waiting = useQuery(importsQuery).data?.items.find(({ period, state }) => period === month && state === 'waiting');
  const { at } = progressOf(month, bulletins, waiting !== undefined);
  return (
    <section className={`card ${styles.progress}`} aria-label="本月通报的进度">
      <div className={styles.progressHead}>
        <h2>{periodName(month)}通报</h2>
        <p>{waits[at]}</p>
        <span>{at < 2 ? <ToImport importId={waiting?.id} /> : <BulletinButton period={month} isPrimary={at < 5} />}</span>
      </div>
      <ol className={styles.stops}>
        {progressStops.map((title, index) => (
          <li key={title} data-state={index < at ? 'done' : index === at ? 'present' : 'coming'} aria-current={index === at ? 'step' : undefined}>
            <span aria-hidden="true">{index < at ? '✓' : index + 1}</span>
            {title}
          </li>
        ))}
      </ol>
    </section>
  );
}

function ToImport({ importId }: { importId: string | undefined }) {
  const may = useMay();
  const navigate = useNavigate();
  if (!may('POST /bulletins')) return null;
  return (
    <Button type="primary" onClick={() => void navigate(importId ? `/statistics/imports/${importId}` : '/statistics/import')}>
      {importId ? '继续处理' : '导入数据'}
    </Button>
  );
}
