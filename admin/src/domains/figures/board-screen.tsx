import type { UseQueryResult } from '@tanstack/react-query';
import ExpandOutlined from '@ant-design/icons/ExpandOutlined';
import { Button } from 'antd';
import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import styles from './board.module.css';

interface BoardScreenProps<Board> {
  title: string;
  board: UseQueryResult<Board>;
  /** Which board, and of which market. */
  choice: ReactNode;
  children: (board: Board) => ReactNode;
}

/** A dashboard that fills the window; on a wall (`?wall=1`) in large type, without the menu. */
export function BoardScreen<Board extends { asOf: string }>({ title, board, choice, children }: BoardScreenProps<Board>) {
  const [search, setSearch] = useSearchParams();
  const isWall = search.get('wall') === '1';
  useEffect(() => {
    if (!isWall) return;
    const leave = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') setSearch((now) => withWall(now, false));
    };
    addEventListener('keydown', leave);
    return () => removeEventListener('keydown', leave);
  }, [isWall, setSearch]);
  const { data, error, isPending } = board;
  return (
    <div className={styles.screen} data-wall={isWall}>
      <div className={styles.top}>
        <header className={styles.head}>
          <h1>{title}</h1>
          {data && (
            <p>
              {isWall ? <b>{minuteOf(data.asOf).slice(11)}</b> : `${minuteOf(data.asOf)} 的数字`}
              {isWall ? `　${minuteOf(data.asOf).slice(0, 10)}　每分钟更新` : '，每分钟更新'}
            </p>
          )}
          {isWall ? (
            <button type="button" className={styles.leave} onClick={() => setSearch((now) => withWall(now, false))}>
              退出大屏（Esc）
            </button>
          ) : (
            <div className={styles.choice}>
              {choice}
              <Button className={styles.toWall} icon={<ExpandOutlined />} onClick={() => setSearch((now) => withWall(now, true))}>
                大屏
              </Button>
            </div>
          )}
        </header>
        {error && data ? (
          <AlertLine tone="warn">
            没有更新：{sentenceOf(error)}下面是 {minuteOf(data.asOf)} 的数字。
          </AlertLine>
        ) : null}
      </div>
      {isPending && <PageSkeleton rows={10} />}
      {!data && error ? <LoadFailure error={error} onRetry={() => void board.refetch()} /> : null}
      {data && children(data)}
    </div>
  );
}

function withWall(search: URLSearchParams, isWall: boolean): URLSearchParams {
  const next = new URLSearchParams(search);
  if (isWall) next.set('wall', '1');
  else next.delete('wall');
  return next;
}

/** One part of a dashboard below its numbers. `wide` counts twelfths of the row. */
export function Part({ title, note, wide, children }: { title: string; note?: ReactNode; wide: number; children: ReactNode }) {
  return (
    <section className={styles.part} style={{ '--wide': wide } as CSSProperties} aria-label={title}>
      <h2>
        {title}
        {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  );
}
