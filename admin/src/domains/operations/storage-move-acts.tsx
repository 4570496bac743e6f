import { App, Button } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { countOf } from '../../components/counts';
import { useAct } from '../../components/use-act';
import { SpeedDialog } from './storage-speed-dialog';
import { movesKey, spaceKey, type StorageMove } from './storage';
import styles from './storage.module.css';

interface MoveAct {
  word: string;
  isFirst?: boolean;
  isGrave?: boolean;
  when: StorageMove['state'][];
  /** Whether it is still too early for it. */
  isEarly?: (move: StorageMove) => boolean;
  /** What happens, and what does not stop. */
  consequence: (move: StorageMove) => string;
  send: (id: string) => Promise<StorageMove>;
  done: string;
}

const acts: MoveAct[] = [
  {
    word: '切换到新存储',
    isFirst: true,
    when: ['ready'],
    consequence: ({ from, to }) => `以后从“${to}”读取，“${from}”仍然同时写入，随时可以退回。业务不停，正在上传的照片不受影响。`,
    send: (id) => call('POST /storage-moves/:id/switch', { params: { id } }),
    done: '已切换，仍双写，可以退回。',
  },
  {
    word: '完成搬迁',
    isFirst: true,
    isGrave: true,
    when: ['switched'],
    isEarly: ({ settledAt }) => settledAt === null,
    consequence: ({ from, to }) => `以后只写入“${to}”，不能再退回。“${from}”里的文件不会删除，但不再更新。业务不停。`,
    send: (id) => call('POST /storage-moves/:id/finish', { params: { id } }),
    done: '搬迁完成。',
  },
  {
    word: '退回原存储',
    when: ['switched'],
    consequence: ({ from, owed }) => `重新从“${from}”读取。${owed > 0 ? `它还缺${countOf(owed)}个文件，补齐以前不能退回。` : '切换以后的照片两边都有，不会丢。'}业务不停，之后可以再切换或取消。`,
    send: (id) => call('POST /storage-moves/:id/switch-back', { params: { id } }),
    done: '已退回原存储。',
  },
  {
    word: '取消搬迁',
    isGrave: true,
    when: ['copying', 'verifying', 'ready'],
    consequence: ({ from, to }) => `停止双写和复制，继续只用“${from}”。“${to}”里已经复制的文件不会删除。业务不停。`,
    send: (id) => call('POST /storage-moves/:id/cancel', { params: { id } }),
    done: '已取消，原存储不变。',
  },
];

/** What the state of a move allows, each with what follows from it. */
export function MoveActs({ move }: { move: StorageMove }) {
  const [isLimiting, setLimiting] = useState(false);
  return (
    <p className={styles.acts}>
      {acts
        .filter(({ when }) => when.includes(move.state))
        .map((act) => (
          <ActButton key={act.word} act={act} move={move} />
        ))}
      {(move.state === 'copying' || move.state === 'verifying') && <Button onClick={() => setLimiting(true)}>限速…</Button>}
      {isLimiting && <SpeedDialog move={move} onClose={() => setLimiting(false)} />}
    </p>
  );
}

function ActButton({ act: { word, isFirst = false, isGrave = false, isEarly, consequence, send, done }, move }: { act: MoveAct; move: StorageMove }) {
  const { modal } = App.useApp();
  const run = useAct({ about: `${word} ${move.id}`, send: () => send(move.id), renews: [movesKey, spaceKey], done, failed: `没有${word}` });
  const ask = () =>
    void modal.confirm({
      title: `${word}？`,
      content: consequence(move),
      okText: word,
      okButtonProps: { danger: isGrave },
      cancelText: '再看看',
      // What went wrong is said by the act itself.
      onOk: () => run.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type={isFirst ? 'primary' : 'default'} danger={isGrave && !isFirst} disabled={isEarly?.(move)} loading={run.isPending} onClick={ask}>
      {word}…
    </Button>
  );
}
