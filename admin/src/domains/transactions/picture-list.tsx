import { imageStates, returnCodes } from '@yongche/contract/vocabulary';
import type { RefObject } from 'react';
import { picturesOf, type Mark, type Marks, type Picture } from './check-marks';
import type { Deal } from './deal';
import styles from './picture-list.module.css';
import { PictureOption } from './picture-option';
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
  return (
    <PictureOption
      id={`picture-${image.id}`}
      title={title}
      state={mark ? wordOf(mark) : image.state === 'accepted' ? (slot.required ? '必拍' : '选拍') : imageStates[image.state]}
      tone={mark?.kind ?? (image.state !== 'accepted' ? image.state : isDecidable ? 'open' : 'plain')}
      tick={mark?.kind === 'checked' ? '✓' : mark?.kind === 'return' || image.state !== 'accepted' ? '↩' : ''}
      isSelected={isSelected}
      thumbnail={thumbnail}
      onSelect={() => onSelect(image.id)}
    />
  );
}

function wordOf(mark: Mark): string {
  return mark.kind === 'checked' ? '已核对' : `退回 ${returnCodes[mark.code]}`;
}
