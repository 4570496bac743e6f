import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { PlateBadge } from '../../components/plate-badge';
import { minuteOf } from '../../components/moments';
import styles from './deal-column.module.css';
import type { CounterDeal, StationFacts } from './counter-deal';
import { standOf } from './deal-words';
import { placesOf } from './desk/checklist';

interface DealColumnProps {
  deals: CounterDeal[];
  facts: StationFacts;
  /** The deal on the desk, or the one that is looked at. */
  current: string | null;
  /** Asked for by F3: the list has the keys. */
  isOpen: boolean;
  onOpen: (deal: CounterDeal) => void;
  onClose: () => void;
}

/** 本机交易: what was begun on this PC and is not over, and what was finished today; what came back stands at the top. */
export function DealColumn({ deals, facts, current, isOpen, onOpen, onClose }: DealColumnProps) {
  const list = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const marked = Math.min(at, deals.length - 1);
  useEffect(() => {
    if (isOpen) list.current?.focus();
  }, [isOpen]);
  useEffect(() => {
    list.current?.querySelector('[data-marked=true]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const deal = deals[marked];
    if (move) setAt(Math.min(deals.length - 1, Math.max(0, marked + move)));
    else if ((event.key === 'Enter' || event.key === ' ') && deal) onOpen(deal);
    else if (event.key === 'Escape' || event.key === 'F3') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <aside className={styles.column} data-open={isOpen} aria-label="本机交易">
      <h2>
        本机交易<kbd>F3</kbd>
      </h2>
      {deals.length === 0 && <p className={styles.none}>今天还没有在这台电脑采集的交易。</p>}
      <div
        ref={list}
        className={styles.list}
        role="listbox"
        aria-label="本机交易"
        tabIndex={deals.length > 0 ? 0 : -1}
        aria-activedescendant={isOpen && deals[marked] ? `deal-${deals[marked].id}` : undefined}
        onKeyDown={onKeyDown}
        onBlur={isOpen ? onClose : undefined}
      >
        {deals.map((deal, place) => {
          const { word, tone } = standOf(deal, deal.stage === 'open' ? placesOf(facts.photoRules.rules, deal, null) : null);
          return (
            <div
              key={deal.id}
              id={`deal-${deal.id}`}
              className={styles.deal}
              role="option"
              aria-selected={deal.id === current}
              data-tone={tone}
              data-marked={isOpen && place === marked}
              // Before the list loses the focus, by which it closes.
              onMouseDown={(event) => {
                event.preventDefault();
                onOpen(deal);
              }}
            >
              <PlateBadge plate={deal.input.plate} />
              <span className={styles.time}>{minuteOf(deal.completedAt ?? deal.begunAt).slice(11)}</span>
              <span className={styles.stand}>{word}</span>
              {deal.stage === 'attention' && deal.matters.map(({ sentence }) => <p key={sentence}>{sentence}</p>)}
            </div>
          );
        })}
      </div>
    </aside>
  );
}
