import { imageStates, returnCodes } from '@yongche/contract/vocabulary';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { picturesOf, type Mark, type Marks, type Picture } from './check-marks';
import type { Deal } from './deal';
import styles from './picture-list.module.css';
import type { PictureStore } from './picture-store';
import type { LoadedPicture } from './picture-viewer/picture-viewer';

interface PictureListProps {
  deal: Deal;
  marks: Marks;
  selected: string | undefined;
  onSelect: (imageId: string) => void;
  store: PictureStore;
  listRef: RefObject<HTMLDivElement>;
}

/** All photo types of the deal with their pictures; what is missing stands in its place. */
export function PictureList({ deal, marks, selected, onSelect, store, listRef }: PictureListProps) {
  const pictures = picturesOf(deal);
  const missing = deal.slots.filter((slot) => !pictures.some((picture) => picture.slot.code === slot.code));
  return (
    <div className={styles.scroll}>
      <div
        ref={listRef}
        className={styles.list}
        role="listbox"
        aria-label="照片"
        tabIndex={0}
        aria-activedescendant={selected && `picture-${selected}`}
      >
        {pictures.map((picture) => (
          <Option
            key={picture.image.id}
            picture={picture}
            mark={deal.state === 'completed' ? { kind: 'checked' } : marks[picture.image.id]}
            isDecidable={deal.may.complete || deal.may.return}
            isSelected={picture.image.id === selected}
            thumbnail={store.get('thumbnail', picture.image.id)}
            onSelect={onSelect}
          />
        ))}
      </div>
      {missing.length > 0 && (
        <ul className={styles.missing} aria-label="没有照片的类型">
          {missing.map(({ code, title, required, images }) => (
            <li key={code} data-required={required}>
              <span>{title}</span>
              <span>{images.some(({ state }) => state === 'uploading') ? '上传中' : required ? '必拍，未拍' : '选拍'}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

interface OptionProps {
  picture: Picture;
  mark: Mark | undefined;
  isDecidable: boolean;
  isSelected: boolean;
  thumbnail: LoadedPicture;
  onSelect: (imageId: string) => void;
}

function Option({ picture: { image, slot, title }, mark, isDecidable, isSelected, thumbnail, onSelect }: OptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isSelected) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected]);
  const tone = mark?.kind ?? (image.state !== 'accepted' ? image.state : isDecidable ? 'open' : 'plain');
  return (
    <div
      ref={option}
      id={`picture-${image.id}`}
      className={styles.option}
      role="option"
      aria-selected={isSelected}
      data-tone={tone}
      onClick={() => onSelect(image.id)}
    >
      <Thumbnail picture={thumbnail} />
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        <span className={styles.state}>
          {mark ? wordOf(mark) : image.state === 'accepted' ? (slot.required ? '必拍' : '选拍') : imageStates[image.state]}
        </span>
      </span>
      <span className={styles.tick} aria-hidden="true">
        {mark?.kind === 'checked' ? '✓' : mark?.kind === 'return' || image.state !== 'accepted' ? '↩' : ''}
      </span>
    </div>
  );
}

function wordOf(mark: Mark): string {
  return mark.kind === 'checked' ? '已核对' : `退回 ${returnCodes[mark.code]}`;
}

function Thumbnail({ picture }: { picture: LoadedPicture }) {
  const host = useRef<HTMLSpanElement>(null);
  const element = picture.state === 'ready' ? picture.element : undefined;
  useLayoutEffect(() => {
    if (!element) return;
    element.alt = '';
    element.draggable = false;
    host.current?.replaceChildren(element);
  }, [element]);
  if (element) return <span key="picture" ref={host} className={styles.thumbnail} />;
  return (
    <span key="none" className={styles.thumbnail} data-failed={picture.state === 'failed'}>
      {picture.state === 'failed' ? '未加载' : picture.state === 'gone' ? '已删除' : ''}
    </span>
  );
}
