import { sides } from '@yongche/contract/vocabulary';
import { type RefObject, useEffect } from 'react';
import type { CounterDeal } from '../counter-deal';
import { nameOf } from '../deal-words';
import { usePictureUrl } from '../use-picture-url';
import { type Place, progressOf } from './checklist';
import styles from './checklist-view.module.css';

interface ChecklistViewProps {
  deal: CounterDeal;
  places: Place[];
  current: string | undefined;
  busyWith: string | null;
  /** Fingerprints of pictures that came from another deal of the batch. */
  shared: ReadonlySet<string>;
  listRef: RefObject<HTMLDivElement>;
  onSelect: (code: string) => void;
  onNotice: (position: number) => void;
}

/** 拍照清单 down the side: first who has read the notice, then each photo type with its picture and how it stands. */
export function ChecklistView({ deal, places, current, busyWith, shared, listRef, onSelect, onNotice }: ChecklistViewProps) {
  const { done, of } = progressOf(places);
  const firstOptional = places.findIndex(({ required }) => !required);
  useEffect(() => {
    listRef.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current, listRef]);
  return (
    <section className={styles.checklist} aria-label="采集进度">
      <header className={styles.head}>
        <h2>拍照清单</h2>
        <span className={styles.count} data-whole={done === of}>
          必拍 <b>{done}</b>/{of}
        </span>
      </header>
      <ul className={styles.notices} data-many={deal.input.parties.length > 2} aria-label="当事人告知">
        {deal.input.parties.map((party, at) => (
          <li key={at}>
            <button type="button" data-done={Boolean(deal.notifiedAt[at])} onClick={() => onNotice(at)}>
              <span className={styles.mark} aria-hidden="true">
                {deal.notifiedAt[at] ? '✓' : '!'}
              </span>
              <span className={styles.who}>
                {sides[party.side]} {nameOf(party)}
              </span>
              <span className={styles.told}>{deal.notifiedAt[at] ? '已同意' : '待告知'}</span>
              {!deal.notifiedAt[at] && <kbd>Y</kbd>}
            </button>
          </li>
        ))}
      </ul>
      <div ref={listRef} className={styles.list} role="listbox" aria-label="拍照清单" tabIndex={0} aria-activedescendant={current && `place-${current}`}>
        {places.map((place, at) => (
          <Row
            key={place.code}
            place={place}
            isCurrent={place.code === current}
            isBusy={place.code === busyWith}
            isFirstOptional={at === firstOptional}
            isShared={place.pictures.some(({ picture }) => shared.has(picture.sha256))}
            onSelect={() => onSelect(place.code)}
          />
        ))}
      </div>
    </section>
  );
}

interface RowProps {
  place: Place;
  isCurrent: boolean;
  isBusy: boolean;
  isFirstOptional: boolean;
  isShared: boolean;
  onSelect: () => void;
}

function Row({ place, isCurrent, isBusy, isFirstOptional, isShared, onSelect }: RowProps) {
  const thumbnail = usePictureUrl(place.pictures.at(-1)?.picture.id ?? null, 'thumbnail');
  const label = isBusy ? '处理中…' : `${isShared && place.tone !== 'bad' ? '沿用 ' : ''}${place.label}`;
  return (
    <div
      id={`place-${place.code}`}
      className={styles.row}
      role="option"
      aria-selected={isCurrent}
      data-tone={place.tone}
      data-first-optional={isFirstOptional}
      onClick={onSelect}
    >
      <span className={styles.thumbnail} aria-hidden="true">
        {thumbnail ? <img src={thumbnail} alt="" /> : place.code.slice(1)}
      </span>
      <span className={styles.title}>
        {place.title}
        <span className="visually-hidden">{place.required ? '（必拍）' : '（选拍）'}</span>
      </span>
      <span className={styles.state}>{label}</span>
      {place.tone === 'bad' && <span className={styles.why}>{place.sentences.join(' ')}</span>}
    </div>
  );
}
