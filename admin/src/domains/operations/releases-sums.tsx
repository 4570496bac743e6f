import { Button } from 'antd';
import { useState } from 'react';
import { useMay, type PageReleases, type Standing } from './releases';
import { MinimumDialog } from './releases-minimum-dialog';
import { standingNotes, standings } from './releases-wording';
import styles from './releases.module.css';

/** How many terminals stand how, and the oldest version that is answered. */
export function ReleaseSums({ releases }: { releases: PageReleases }) {
  const { terminals, minimum } = releases;
  const may = useMay();
  const [isSetting, setSetting] = useState(false);
  const countOf = (standing: Standing) => terminals.filter((terminal) => terminal.standing === standing).length;
  const tone = (standing: Standing) => (countOf(standing) === 0 ? undefined : standing === 'below_minimum' ? 'bad' : standing === 'behind' ? 'warn' : undefined);
  return (
    <dl className={styles.sums}>
      {(['current', 'behind', 'below_minimum', 'unseen'] as const).map((standing) => (
        <div key={standing} className="card" data-tone={tone(standing)}>
          <dt>{standings[standing]}</dt>
          <dd>
            {countOf(standing)} <small>台</small>
          </dd>
          <dd className={styles.note}>{standingNotes[standing]}</dd>
        </div>
      ))}
      <div className={`card ${styles.minimum}`}>
        <dt>最低版本</dt>
        <dd>{minimum ? <span className={styles.version}>{minimum}</span> : '不要求'}</dd>
        <dd className={styles.note}>{minimum ? '更旧的页面不受理，打开即更新' : '任何版本的页面都受理'}</dd>
        {may('PUT /page-minimum') && (
          <Button size="small" onClick={() => setSetting(true)}>
            {minimum ? '更改…' : '设置…'}
          </Button>
        )}
      </div>
      {isSetting && <MinimumDialog releases={releases} onClose={() => setSetting(false)} />}
    </dl>
  );
}
