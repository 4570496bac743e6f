import { useState } from 'react';
import { PicturePane, useFullPictures } from '../inspections/problem-pane';
import { SectionBody } from '../registry/file-page';
import { usePictureStore } from '../transactions/picture-store';
import type { Violation } from './discipline';
import styles from './discipline.module.css';
import { useMay } from './rights';

/** 证据照片: those of the deal that show the violation, one at a time. */
export function EvidencePictures({ violation: { transactionId, pictures } }: { violation: Violation }) {
  const mayLook = useMay()('POST /transactions/:id/image-views');
  if (pictures.length === 0 || transactionId === null) return null;
  if (!mayLook) {
    return (
      <SectionBody>
        <p className={styles.soft}>有 {pictures.length} 张证据照片，您的岗位不能查看。</p>
      </SectionBody>
    );
  }
  return <Pictures transactionId={transactionId} pictures={pictures} />;
}

function Pictures({ transactionId, pictures }: { transactionId: string; pictures: Violation['pictures'] }) {
  const store = usePictureStore(transactionId);
  const [at, setAt] = useState(0);
  const picture = pictures[at];
  useFullPictures(store, [picture?.imageId]);
  if (!picture) return null;
  return (
    <div className={styles.evidence}>
      {pictures.length > 1 && (
        <p className={styles.choices} role="group" aria-label="证据照片">
          {pictures.map(({ imageId, title }, index) => (
            <button key={imageId} type="button" aria-pressed={index === at} onClick={() => setAt(index)}>
              {title}
            </button>
          ))}
        </p>
      )}
      <PicturePane
        label={picture.title}
        at={picture.note}
        title={picture.title}
        imageId={picture.imageId}
        store={store}
        none="没有照片。"
        hotkeys
        stageClass={styles.stage}
      />
    </div>
  );
}
