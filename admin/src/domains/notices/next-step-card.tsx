import { Button } from 'antd';
import { useState } from 'react';
import { BulletinButton } from './bulletin-button';
import { nextStepOf } from './bulletin-wording';
import type { Bulletin } from './bulletins';
import { ApproveButton, RefuseButton } from './decision-buttons';
import { ChangeDialog } from './change-dialog';
import styles from './notices.module.css';
import { useMay } from './rights';
import { SendPanel } from './send-panel';
import type { Poster } from './use-poster';

/** 下一步: what the person who looks at it is to do now, and the button for it; nothing else stands out on the page. */
export function NextStepCard({ bulletin, poster }: { bulletin: Bulletin; poster: Poster }) {
  const may = useMay();
  const [isChanging, setChanging] = useState(false);
  const { act, tone, title, words } = nextStepOf(bulletin, may('POST /bulletins'));
  return (
    <section className={styles.next} data-tone={tone} aria-label="下一步">
      <div className={styles.nextHead}>
        <div>
          <h2>{title}</h2>
          <p>{words}</p>
        </div>
        <span>
          {act === 'approve' && (
            <>
              {bulletin.may.refuse && <RefuseButton bulletin={bulletin} />}
              <ApproveButton bulletin={bulletin} />
            </>
          )}
          {act === 'change' && (
            <Button type={bulletin.refusal === null ? 'default' : 'primary'} onClick={() => setChanging(true)}>
              修改标题和编者按…
            </Button>
          )}
          {act === 'redraft' && <BulletinButton period={bulletin.period} isPrimary label="按更正版重新起草" openLabel="打开更正后的通报" />}
        </span>
      </div>
      {act === 'send' && <SendPanel bulletin={bulletin} poster={poster} />}
      {isChanging && <ChangeDialog bulletin={bulletin} onClose={() => setChanging(false)} />}
    </section>
  );
}
