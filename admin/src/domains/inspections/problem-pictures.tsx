import { useState } from 'react';
import { minuteOf } from '../../components/moments';
import { useHotkeys } from '../../components/use-hotkeys';
import { type PictureStore, usePictureStore } from '../transactions/picture-store';
import type { Problem, ProblemItem } from './problem';
import { PicturePane, useFullPictures } from './problem-pane';
import { useMay } from './problem-rights';
import { findingOf, violationWord } from './problem-wording';
import styles from './problem.module.css';

/** Every finding with the picture that it is about, and at its right the one that was taken for the correction. */
export function ProblemPictures({ problem: { transactionId, items, state } }: { problem: Problem }) {
  const mayLook = useMay()('POST /transactions/:id/image-views');
  const store = usePictureStore(transactionId);
  const [at, setAt] = useState(0);
  const step = (by: number) => setAt((now) => Math.min(items.length - 1, Math.max(0, now + by)));
  useHotkeys({ j: () => step(1), k: () => step(-1) }, items.length > 1);
  const item = items[at];
  return (
    <section className={`card ${styles.pictures}`} aria-label="有问题的照片和改正的照片">
      <ol className={styles.items}>
        {items.map((one, index) => (
          <li key={`${one.imageId} ${one.code} ${index}`}>
            <button type="button" aria-current={index === at} onClick={() => setAt(index)}>
              <span className={styles.itemTitle}>
                {one.title}
                {one.corrections.length > 0 && <small>已重拍</small>}
              </span>
              <span>{findingOf(one)}</span>
              {violationWord(one) && <span className={styles.soft}>{violationWord(one)}</span>}
            </button>
          </li>
        ))}
      </ol>
      {item && mayLook && <Comparison key={at} item={item} store={store} isOver={state === 'verified' || state === 'withdrawn'} />}
      {!mayLook && <p className={styles.none}>您的岗位不能查看照片，可以查看事实和经过。</p>}
    </section>
  );
}

interface ComparisonProps {
  item: ProblemItem;
  store: PictureStore;
  /** Whether no correction is to come any more. */
  isOver: boolean;
}

function Comparison({ item: { imageId, title, corrections }, store, isOver }: ComparisonProps) {
  const [chosen, setChosen] = useState(corrections.length - 1);
  const correction = corrections[chosen];
  useFullPictures(store, [imageId, correction?.id]);
  if (imageId === null && !correction) return <p className={styles.none}>这一项说的是整笔交易，不是某一张照片。改正情况见代理人的说明。</p>;
  return (
    <div className={styles.comparison}>
      <PicturePane label="原照片" title={`${title}，原照片`} imageId={imageId} store={store} none="原来没有拍这张照片。" hotkeys={!correction} />
      <PicturePane
        label={correction ? '改正照片' : '还没有改正照片'}
        at={correction && `${minuteOf(correction.capturedAt)} 拍摄`}
        title={`${title}，改正照片`}
        imageId={correction?.id ?? null}
        store={store}
        none={isOver ? '这一项没有重拍照片。' : '代理人重拍后显示在这里。'}
        hotkeys={Boolean(correction)}
        choice={
          corrections.length > 1 && (
            <span className={styles.choice} role="group" aria-label="各次改正">
              {corrections.map((one, index) => (
                <button key={one.id} type="button" aria-pressed={index === chosen} onClick={() => setChosen(index)}>
                  第{index + 1}次
                </button>
              ))}
            </span>
          )
        }
      />
    </div>
  );
}
