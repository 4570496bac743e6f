import styles from '../../transactions/picture-list.module.css';
import { PictureOption } from '../../transactions/picture-option';
import type { PictureStore } from '../../transactions/picture-store';
import { type CaseMarks, marksOf } from './case-marks';
import type { CaseItem } from './case-order';
import type { CaseSight } from './use-case';

interface CaseListProps {
  sight: CaseSight;
  marks: CaseMarks;
  store: PictureStore;
}

/** The pictures of a case with their marks; behind them the photo types that have none, and the deal itself. */
export function CaseList({ sight, marks, store }: CaseListProps) {
  const { items, item: selected, isPaired, other } = sight;
  const stateOf = (item: CaseItem) => {
    const codes = marksOf(marks, item).map(({ code }) => code);
    if (codes.length > 0) return { state: codes.join(' '), tone: 'return', tick: '' };
    return { state: isPaired && item.picture !== undefined && item.picture === other ? '右侧' : '', tone: 'plain', tick: '' };
  };
  return (
    <div className={styles.scroll}>
      <div className={styles.list} role="listbox" aria-label="照片" tabIndex={0} aria-activedescendant={`picture-${selected.key}`}>
        {items.map((item) => (
          <PictureOption
            key={item.key}
            id={`picture-${item.key}`}
            title={item.title}
            {...stateOf(item)}
            isSelected={item === selected}
            thumbnail={item.imageId === null ? (item.slot === null ? '整笔' : '没拍') : store.get('thumbnail', item.imageId)}
            isCompact
            onSelect={() => sight.select(item.key)}
          />
        ))}
      </div>
    </div>
  );
}
