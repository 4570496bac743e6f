import { App, Button } from 'antd';
import { call } from '../../api';
import { useAct } from '../../components/use-act';
import { safekeepingKey } from './safekeeping';

/** 立即备份: the database and the new pictures, beside the schedule. */
export function BackUpButton() {
  const { modal, message } = App.useApp();
  const backUp = useAct({
    about: 'system backup',
    send: (_: void, idempotencyKey) => call('POST /system-backups', { body: { tier: 'daily' }, idempotencyKey }),
    renews: [safekeepingKey],
    failed: '没有开始备份',
    onDone: ({ queued }) => void message.success(queued ? '已开始备份，进度显示在备份记录里。' : '已有一次备份在进行或等着开始，不用再备份。'),
  });
  const ask = () =>
    void modal.confirm({
      title: '立即备份数据库和影像？',
      content: '在后台备份数据库的全部内容和上次以后新增的影像，业务不停，不影响每天的自动备份。',
      okText: '立即备份',
      cancelText: '取消',
      // What went wrong is said by the act itself.
      onOk: () => backUp.mutateAsync().catch(() => undefined),
    });
  return (
    <Button type="primary" loading={backUp.isPending} onClick={ask}>
      立即备份…
    </Button>
  );
}
