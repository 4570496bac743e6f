import DownloadOutlined from '@ant-design/icons/DownloadOutlined';
import { App, Button } from 'antd';
import { call } from '../../api';
import { useAct } from '../../components/use-act';
import { type Backup, backupsKey, isUnderWay } from './backups';
import { periodOf, sizeOf } from './backups-wording';
import styles from './backups.module.css';

/** What can be done with one backup: take it home, or remove it. */
export function BackupActs({ backup }: { backup: Backup }) {
  return (
    <span className={styles.acts}>
      {backup.state === 'ready' && <DownloadButton backup={backup} />}
      {backup.state === 'ready' && <RemoveButton backup={backup} />}
    </span>
  );
}

/** The browser's own downloads fetch the file from the storage: they show how far they are, and go on after a break. */
function DownloadButton({ backup: { id, bytes } }: { backup: Backup }) {
  const address = useAct({
    about: `download ${id}`,
    send: () => call('POST /market-backups/:id/address', { params: { id } }),
    renews: [],
    done: '已交给浏览器下载。断线后在浏览器的下载列表里点“继续”。',
    failed: '没有下载',
    onDone: ({ url }) => {
      const link = document.createElement('a');
      link.href = url;
      link.click();
    },
  });
  return (
    <Button type="primary" size="small" icon={<DownloadOutlined />} loading={address.isPending} onClick={() => address.mutate()}>
      下载{bytes !== null && ` ${sizeOf(bytes)}`}
    </Button>
  );
}

/** 删去, or 停止 while it is being made; the row of the list stays. */
export function RemoveButton({ backup }: { backup: Backup }) {
  const { modal } = App.useApp();
  const isStopped = isUnderWay(backup);
  const word = isStopped ? '停止' : '删去';
  const { id } = backup;
  const remove = useAct({
    about: `remove ${id}`,
    send: () => call('DELETE /market-backups/:id', { params: { id } }),
    renews: [[backupsKey]],
    done: isStopped ? '已停止，没有留下文件。' : '备份文件已删去。',
    failed: `没有${word}`,
  });
  const ask = () =>
    void modal.confirm({
      title: `${word}${periodOf(backup)}的备份？`,
      content: isStopped ? '已经做好的部分不会保留；需要时可以重新做一份。' : '删去的是服务器上的文件，您已经下载的不受影响；需要时可以重新做一份。',
      okText: word,
      okButtonProps: { danger: true },
      cancelText: '再看看',
      onOk: () => remove.mutateAsync().catch(() => undefined),
    });
  return (
    <Button size="small" onClick={ask}>
      {word}
    </Button>
  );
}
