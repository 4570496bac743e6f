import type { PictureStore } from '../../transactions/picture-store';
import { PictureViewer } from '../../transactions/picture-viewer/picture-viewer';
import styles from './stage.module.css';
import type { CaseSight } from './use-case';

interface StageProps {
  sight: CaseSight;
  store: PictureStore;
  /** Which of the two is to be seen while they take turns. */
  flicker: 'off' | 'one' | 'other';
  /** False while a dialog is open. */
  hotkeys: boolean;
}

/** The picture that is looked at; beside it another one, or both in turn in one frame. */
export function Stage({ sight, store, flicker, hotkeys }: StageProps) {
  const { item, frame, other, otherFrame, isPaired } = sight;
  const { imageId, picture } = item;
  if (imageId === null || !picture) return <NoPicture title={item.title} isDeal={item.slot === null} />;
  const shown = store.get('full', imageId);
  const beside = other && store.get('full', other.image.id);
  const over = flicker === 'other' && other && beside?.state === 'ready' ? { element: beside.element, title: other.title, frame: otherFrame } : undefined;
  const isBeside = isPaired && flicker === 'off';
  return (
    <div className={styles.stage} data-paired={isBeside}>
      <figure className={styles.frame}>
        <PictureViewer key={imageId} picture={shown} title={picture.title} frame={frame} over={over} onRetry={() => store.retry(imageId)} hotkeys={hotkeys} />
        {(isPaired || flicker !== 'off') && <figcaption>{over?.title ?? picture.title}</figcaption>}
      </figure>
      {isBeside && other && beside && (
        <figure className={styles.frame}>
          <PictureViewer
            key={other.image.id}
            picture={beside}
            title={other.title}
            frame={otherFrame}
            onRetry={() => store.retry(other.image.id)}
            hotkeys={hotkeys}
          />
          <figcaption>{other.title}</figcaption>
        </figure>
      )}
    </div>
  );
}

/** In the place of a picture: what can be marked here all the same. */
function NoPicture({ title, isDeal }: { title: string; isDeal: boolean }) {
  return (
    <div className={styles.none}>
      <h2>{title}</h2>
      <p>{isDeal ? '照片上看不到的问题标在这里。' : '这笔交易没有拍这一张；如果应当拍，按 1 标记漏拍。'}</p>
    </div>
  );
}
