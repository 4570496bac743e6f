import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { ToneTag } from '../../components/tone-tag';
import { useAct } from '../../components/use-act';
import { fitting, moved } from './agenda-order';
import { type AgendaItem, governanceKey, type Meeting } from './governance';
import { kindWord } from './governance-wording';
import styles from './meeting.module.css';
import { ItemMatter } from './item-matter';
import { agendaItemsQuery } from './queries';

/** 排定议程: which items and in which order, by hand or with Alt and the arrows; nothing is changed before 保存议程. */
export function AgendaEditor({ meeting }: { meeting: Meeting }) {
  const { id, kind, agenda } = meeting;
  const waiting = useQuery(agendaItemsQuery('waiting'));
  const saved = agenda.filter(({ state }) => state === 'listed').map((item) => item.id);
  const [order, setOrder] = useState(saved);
  const known = new Map([...(waiting.data?.items ?? []), ...agenda].map((item) => [item.id, item]));
  const { open, later } = fitting([...known.values()].filter((item) => !order.includes(item.id) && item.state !== 'withdrawn'), kind);
  const save = useAct({
    about: id,
    send: (itemIds: string[]) => call('PUT /meetings/:id/agenda', { params: { id }, body: { itemIds } }),
    renews: [[governanceKey]],
    done: '议程已保存。',
    onDone: (answer) => setOrder(answer.agenda.filter(({ state }) => state === 'listed').map((item) => item.id)),
  });
  const isChanged = order.join() !== saved.join();
  const shown = order.flatMap((itemId) => known.get(itemId) ?? []);
  return (
    <div className={styles.editor}>
      <section className={`card ${styles.chosen}`} aria-label="议程">
        <header>
          <h2>议程{shown.length > 0 && <span>{shown.length} 项</span>}</h2>
          <Button className="no-print" type="primary" disabled={!isChanged} loading={save.isPending} onClick={() => save.mutate(order)}>
            保存议程
          </Button>
        </header>
        {save.isError && <AlertLine tone="bad">没有保存：{sentenceOf(save.error)}</AlertLine>}
        {shown.length === 0 && <p className={styles.soft}>还没有议题，从右边列入。</p>}
        <ChosenItems
          items={shown}
          onMove={(itemId, by) => setOrder(moved(order, itemId, by))}
          onRemove={(itemId) => setOrder(order.filter((one) => one !== itemId))}
        />
        {shown.length > 1 && (
          <p className={`${styles.soft} no-print`}>
            用按钮，或在一项上按 <kbd>Alt</kbd> <kbd>↑</kbd> <kbd>↓</kbd> 调整顺序。
          </p>
        )}
      </section>
      <section className={`card ${styles.chosen} no-print`} aria-label="待上会的议题">
        <h2>待上会{open.length > 0 && <span>{open.length} 项</span>}</h2>
        {waiting.isPending && <p className={styles.soft}>正在读取…</p>}
        {waiting.isError && <p className={styles.soft}>没有加载出来：{sentenceOf(waiting.error)}</p>}
        {waiting.data && open.length === 0 && <p className={styles.soft}>没有可以列入的议题。</p>}
        {open.map((item) => (
          <div key={item.id} className={styles.candidate}>
            <p>
              <b>{item.title}</b> <ToneTag tone="plain">{kindWord(item)}</ToneTag>
            </p>
            <p className={styles.soft}>{item.proposal}</p>
            <Button size="small" onClick={() => setOrder([...order, item.id])}>
              列入议程
            </Button>
          </div>
        ))}
        {later.length > 0 && <p className={styles.soft}>另有 {later.length} 项须由会员大会决定：{later.map(({ title }) => title).join('；')}。</p>}
      </section>
    </div>
  );
}

interface ChosenItemsProps {
  items: AgendaItem[];
  onMove: (id: string, by: -1 | 1) => void;
  onRemove: (id: string) => void;
}

function ChosenItems({ items, onMove, onRemove }: ChosenItemsProps) {
  const list = useRef<HTMLOListElement>(null);
  // Whoever moves an item by keyboard keeps hold of it at its new place.
  const [held, setHeld] = useState<string>();
  const order = items.map(({ id }) => id).join();
  useEffect(() => {
    if (held) list.current?.querySelector<HTMLElement>(`[data-id="${held}"]`)?.focus();
  }, [held, order]);
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    setHeld(id);
    onMove(id, event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <ol ref={list} className={styles.order}>
      {items.map((item, at) => (
        <li key={item.id} data-id={item.id} tabIndex={0} aria-label={`第${at + 1}项 ${item.title}`} onKeyDown={(event) => onKeyDown(event, item.id)}>
          <span className={styles.position}>{at + 1}</span>
          <div>
            <p>
              <b>{item.title}</b> <ToneTag tone="plain">{kindWord(item)}</ToneTag>
            </p>
            <ItemMatter item={item} />
          </div>
          <span className={`${styles.movers} no-print`}>
            <Button aria-label={`上移 ${item.title}`} title="上移" disabled={at === 0} onClick={() => onMove(item.id, -1)}>
              ↑
            </Button>
            <Button aria-label={`下移 ${item.title}`} title="下移" disabled={at === items.length - 1} onClick={() => onMove(item.id, 1)}>
              ↓
            </Button>
            <Button aria-label={`移出议程 ${item.title}`} title="移出议程" onClick={() => onRemove(item.id)}>
              ✕
            </Button>
          </span>
        </li>
      ))}
    </ol>
  );
}
