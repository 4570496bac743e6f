import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { staffActs, staffRoles } from '@yongche/contract/vocabulary';
import { App, Button, Drawer } from 'antd';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts, type Fact } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { sessionsQuery, type StaffRecord } from './queries';
import { SessionList } from './session-list';
import { askedActs, isAsked, type AskedAct } from './staff-acts';
import { StaffStateTag } from './staff-state-tag';
import styles from './staff-page.module.css';

interface StaffDrawerProps {
  staff: StaffRecord | undefined;
  onAct: (act: AskedAct) => void;
  onClose: () => void;
}

/** One account: what is known of it, what can be done with it, and where it is logged in. */
export function StaffDrawer({ staff, onAct, onClose }: StaffDrawerProps) {
  return (
    <Drawer open={staff !== undefined} size={520} title={staff && `${staff.name}（${staff.username}）`} onClose={onClose}>
      {staff && (
        <div className={styles.drawer}>
          {staff.lockedAt && <AlertLine tone="warn">{minuteOf(staff.lockedAt)} 起因登录失败过多而锁定，等待安全管理员解锁。</AlertLine>}
          {staff.state === 'awaiting_confirmation' && <AlertLine tone="info">等待安全管理员确认，确认前不能登录。</AlertLine>}
          <Facts isBoxed facts={factsOf(staff)} />
          <div className={styles.acts}>
            {staff.may.filter(isAsked).map((act) => (
              <Button key={act} type={act === 'confirm' ? 'primary' : 'default'} danger={askedActs[act].isSevere} onClick={() => onAct(act)}>
                {staffActs[act]}
              </Button>
            ))}
          </div>
          {staff.may.includes('see_sessions') && <Sessions id={staff.id} />}
        </div>
      )}
    </Drawer>
  );
}

function factsOf(staff: StaffRecord): Fact[] {
  const { role, market, state, endsOn, isSetUp, createdAt, proposedBy, confirmedBy, lastSeenAt } = staff;
  return [
    ['状态', <StaffStateTag staff={staff} />],
    ['岗位', staffRoles[role]],
    ['市场', market?.name],
    ['到期日', endsOn ?? '没有'],
    ['首次登录设置', isSetUp ? '已完成' : '还没有完成'],
    ['最近使用', lastSeenAt ? minuteOf(lastSeenAt) : '还没有登录过'],
    ['开立', minuteOf(createdAt)],
    ['经办人', proposedBy ?? '随系统建立'],
    ['确认人', confirmedBy ?? (state === 'awaiting_confirmation' ? '待确认' : '—')],
  ];
}

function Sessions({ id }: { id: string }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const sessions = useQuery(sessionsQuery(id));
  const settle = {
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery(id).queryKey }),
    onError: (error: unknown) => void message.error(sentenceOf(error)),
  };
  const end = useMutation({
    mutationFn: (sessionId: string) => call('DELETE /staff/:id/sessions/:sessionId', { params: { id, sessionId } }),
    ...settle,
  });
  const endAll = useMutation({ mutationFn: () => call('DELETE /staff/:id/sessions', { params: { id } }), ...settle });
  if (sessions.isError) return <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <PageSkeleton rows={2} />;
  const open = sessions.data.sessions;
  return (
    <section aria-label="登录设备">
      <h2 className={styles.subtitle}>
        登录设备
        {open.length > 0 && (
          <Button size="small" danger loading={endAll.isPending} onClick={() => endAll.mutate()}>
            全部退出
          </Button>
        )}
      </h2>
      {open.length === 0 ? (
        <p className={styles.lead}>现在没有登录。</p>
      ) : (
        <SessionList sessions={open} endingId={end.isPending ? end.variables : undefined} onEnd={end.mutate} />
      )}
    </section>
  );
}
