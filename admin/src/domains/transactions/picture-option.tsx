import { useEffect, useLayoutEffect, useRef } from 'react';
import styles from './picture-list.module.css';
import type { LoadedPicture } from './picture-viewer/picture-viewer';

interface PictureOptionProps {
  /** Of the element, for the list that points at it. */
  id: string;
  title: string;
  /** How it stands, in a word. */
  state: string;
  /** Colour of the state; `plain` has no sign beside it. */
  tone: string;
  tick: string;
  isSelected: boolean;
  /** What stands in the place of a picture where there is none is a word. */
  thumbnail: LoadedPicture | string;
  /** Small, without the sign beside it. */
  isCompact?: boolean;
  onSelect: () => void;
}

/** One line of a list of pictures; the selected one is kept in sight. */
export function PictureOption({ id, title, state, tone, tick, isSelected, thumbnail, isCompact = false, onSelect }: PictureOptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A state makes the line higher.
    if (isSelected && state !== undefined) option.current?.scrollIntoView({ block: 'nearest' });
  }, [isSelected, state]);
  return (
    <div ref={option} id={id} className={styles.option} role="option" aria-selected={isSelected} data-tone={tone} data-compact={isCompact} onClick={onSelect}>
      {typeof thumbnail === 'string' ? <span className={styles.thumbnail}>{thumbnail}</span> : <Thumbnail picture={thumbnail} />}
      <span className={styles.text}>
        <span className={styles.title}>{title}</span>
        {state && <span className={styles.state}>{state}</span>}
      </span>
      {!isCompact && (
        <span className={styles.tick} aria-hidden="true">
          {tick}
        </span>
      )}
    </div>
  );
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
