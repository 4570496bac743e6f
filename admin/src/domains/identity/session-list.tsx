import { Button } from 'antd';
import { minuteOf } from '../../components/moments';
import type { StaffSession } from './queries';
import styles from './session-list.module.css';

interface SessionListProps {
  sessions: StaffSession[];
  /** The one that is being ended. */
  endingId: string | undefined;
  onEnd: (id: string) => void;
}

/** Open log-ins: device, address, first and last use, and a button that ends one. */
export function SessionList({ sessions, endingId, onEnd }: SessionListProps) {
  return (
    <ul className={styles.list}>
      {sessions.map(({ id, device, ip, createdAt, lastSeenAt, isCurrent }) => (
        <li key={id}>
          <span className={styles.device}>
            <b>{device}</b>
            {isCurrent && <span className={styles.current}>当前</span>}
          </span>
          <span className={styles.facts}>
            {ip} · 登录于 {minuteOf(createdAt)} · 最近使用 {minuteOf(lastSeenAt)}
          </span>
          {!isCurrent && (
            <Button className={styles.end} size="small" loading={endingId === id} onClick={() => onEnd(id)}>
              退出这个登录
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
