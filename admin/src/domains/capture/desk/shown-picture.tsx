import { Modal } from 'antd';
import { usePictureUrl } from '../use-picture-url';
import { type Place, type PlacedPicture, sentenceOfProblem } from './checklist';
import styles from './shown-picture.module.css';
import type { Doubtful } from './use-taking';

interface ShownPictureProps {
  place: Place | undefined;
  shown: PlacedPicture | undefined;
  doubtful: Doubtful | null;
  onEnlarge: () => void;
}

/** The picture that the keys mean, which is the one taken last, with what the machine saw at once. */
export function ShownPicture({ place, shown, doubtful, onEnlarge }: ShownPictureProps) {
  const kept = usePictureUrl(doubtful ? null : (shown?.picture.id ?? null), 'thumbnail');
  if (doubtful) {
    return (
      <section className={styles.shown} data-tone="bad" aria-label="刚拍的照片">
        <img src={doubtful.url} alt={doubtful.place.title} />
        <div>
          <b>{doubtful.place.title}：需重拍</b>
          {doubtful.taken.problems.map((problem) => (
            <p key={problem}>{sentenceOfProblem(problem)}</p>
          ))}
          <p className={styles.keys}>
            <span>
              <kbd>空格</kbd> 重拍
            </span>
            <span>
              <kbd>Enter</kbd> 仍用这张
            </span>
            <span>
              <kbd>退格</kbd> 不要
            </span>
          </p>
        </div>
      </section>
    );
  }
  if (!place || !shown) {
    return (
      <section className={styles.shown} data-tone="none" aria-label="刚拍的照片">
        <p className={styles.none}>拍好的照片显示在这里</p>
      </section>
    );
  }
  const { tone, label, sentences } = shown;
  const at = place.pictures.indexOf(shown) + 1;
  return (
    <section className={styles.shown} data-tone={tone} aria-label="刚拍的照片">
      <button type="button" onClick={onEnlarge} aria-label={`放大${place.title}`}>
        {kept && <img src={kept} alt={place.title} />}
      </button>
      <div>
        <b>
          {place.title}
          {place.pictures.length > 1 && ` ${at}/${place.pictures.length}`}：{tone === 'waiting' ? '清晰，已存' : label}
        </b>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p className={styles.keys}>
          <span>
            <kbd>V</kbd> 放大
          </span>
          <span>
            <kbd>1–9</kbd> 有问题
          </span>
          <span>
            <kbd>退格</kbd> 删去
          </span>
        </p>
      </div>
    </section>
  );
}

/** The picture as large as the window, until any key closes it. */
export function EnlargedPicture({ place, shown, onClose }: { place: Place; shown: PlacedPicture; onClose: () => void }) {
  const url = usePictureUrl(shown.picture.id, 'full');
  return (
    <Modal open centered width="min(96vw, 160vh)" title={`${place.title}　${shown.picture.width}×${shown.picture.height}　${Math.round(shown.picture.bytes / 1024)} KB`} footer={null} onCancel={onClose}>
      {url && <img className={styles.large} src={url} alt={place.title} />}
    </Modal>
  );
}
