import { Button } from 'antd';
import { type Place, sentenceOfProblem } from './checklist';
import type { Doubtful } from './use-taking';
import styles from './desk.module.css';

interface PlaceBannerProps {
  place: Place | undefined;
  /** The picture that was just taken for this place, and is not good. */
  doubtful: Doubtful | null;
  /** All that is required is there, and the operator chose no place. */
  isOver: boolean;
  isBusy: boolean;
  onTake: () => void;
}

/** What is to be laid under the camera now, so large that it is read from the side. */
export function PlaceBanner({ place, doubtful, isOver, isBusy, onTake }: PlaceBannerProps) {
  if (isOver) {
    return (
      <div className={styles.banner} data-tone="good" role="status">
        <div>
          <b>必拍的都已拍齐</b>
          <p>
            按 <kbd>F2</kbd> 完成；要补拍或重拍，用 <kbd>↑</kbd> <kbd>↓</kbd> 选中再拍。
          </p>
        </div>
      </div>
    );
  }
  if (!place) return null;
  const faults = doubtful ? doubtful.taken.problems.map((problem) => sentenceOfProblem(problem)) : place.tone === 'bad' ? place.sentences : [];
  return (
    <div className={styles.banner} data-tone={faults.length > 0 ? 'bad' : 'calm'}>
      <div role="status">
        <b>{place.title}</b>
        {faults.length > 0 && <p>{faults.join(' ')}</p>}
        <p>
          {place.hint}　<span className={styles.reason}>{place.required ? `必拍：${place.reason}` : `选拍：${place.reason}`}</span>
        </p>
      </div>
      <Button type="primary" size="large" onClick={onTake}>
        {isBusy ? '处理中…' : doubtful || (place.pictures.length > 0 && !place.mayAdd) ? '重拍' : '拍照'}
        <kbd>空格</kbd>
      </Button>
    </div>
  );
}
