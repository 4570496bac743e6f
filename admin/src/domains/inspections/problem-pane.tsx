import { type ReactNode, useEffect } from 'react';
import type { PictureStore } from '../transactions/picture-store';
import { PictureViewer } from '../transactions/picture-viewer/picture-viewer';
import styles from './problem.module.css';

/** Loads these pictures in full; each view is written into the audit log, so only those that are on the screen. */
export function useFullPictures(store: PictureStore, imageIds: (string | null | undefined)[]): void {
  const wanted = imageIds.filter(Boolean).join(' ');
  useEffect(() => {
    if (wanted) store.want('full', wanted.split(' '));
  }, [store, wanted]);
}

interface PicturePaneProps {
  label: string;
  /** When it was taken. */
  at?: string | undefined;
  /** For those who cannot see it. */
  title: string;
  imageId: string | null;
  store: PictureStore;
  /** What stands there where there is no picture. */
  none: string;
  hotkeys: boolean;
  /** Another height than the usual one. */
  stageClass?: string | undefined;
  choice?: ReactNode;
}

/** One picture with its caption above; it zooms and turns by itself. */
export function PicturePane({ label, at, title, imageId, store, none, hotkeys, stageClass = '', choice }: PicturePaneProps) {
  return (
    <figure className={styles.pane}>
      <figcaption>
        <b>{label}</b>
        {at && <span className={styles.soft}>{at}</span>}
        {choice}
      </figcaption>
      <div className={`${styles.stage} ${stageClass}`}>
        {imageId ? (
          <PictureViewer key={imageId} picture={store.get('full', imageId)} title={title} onRetry={() => store.retry(imageId)} hotkeys={hotkeys} />
        ) : (
          <p className={styles.none}>{none}</p>
        )}
      </div>
    </figure>
  );
}
