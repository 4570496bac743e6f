import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { staffRoles } from '@yongche/contract/vocabulary';
import { App, Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import styles from './account-page.module.css';
import { PasskeySetup } from './passkey-setup';
import { PasswordForm } from './password-form';
import { accountQuery, ownSessionsQuery, type StaffAccount } from './queries';
import { RecoveryCodes } from './recovery-codes';
import { SessionList } from './session-list';
import { TotpSetup } from './totp-setup';

type Task = 'password' | 'totp' | 'passkey' | 'recovery';
const titles: Record<Task, string> = { password: '修改密码', totp: '设置动态码', passkey: '登记通行密钥', recovery: '重新生成恢复码' };

/** 我的账号与安全: password, second factors, recovery codes, and where one is logged in. */
export default function AccountPage() {
  useTitle('我的账号与安全');
  const account = useQuery(accountQuery);
  const client = useQueryClient();
  const { message } = App.useApp();
  const [task, setTask] = useState<Task>();
  const remove = useMutation({
    mutationFn: (id: string) => call('DELETE /staff-account/passkeys/:id', { params: { id } }),
    onSuccess: (changed) => client.setQueryData(accountQuery.queryKey, changed),
    onError: (error) => message.error(sentenceOf(error)),
  });
  if (account.isError) return <LoadFailure error={account.error} onRetry={() => void account.refetch()} />;
  if (!account.data) return <PageSkeleton />;
  const { name, username, role, market, endsOn, hasTotp, passkeys, recoveryCodesLeft } = account.data;

  const done = (text: string) => (changed: StaffAccount) => {
    client.setQueryData(accountQuery.queryKey, changed);
    void client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey });
    setTask(undefined);
    message.success(text);
  };
  return (
    <div className={`page ${styles.page}`}>
      <h1 className={styles.title}>
        我的账号与安全
        <span>
          {name} · {username} · {staffRoles[role]}
          {market && ` · ${market.name}`}
          {endsOn && ` · 账号有效到 ${endsOn}`}
        </span>
      </h1>
      {recoveryCodesLeft <= 3 && (
        <AlertLine
          tone="warn"
          actions={
            <Button size="small" onClick={() => setTask('recovery')}>
              重新生成
            </Button>
          }
        >
          {recoveryCodesLeft === 0 ? '您没有可用的恢复码：手机丢失时将无法自己登录。' : `恢复码只剩 ${recoveryCodesLeft} 个。`}
        </AlertLine>
      )}
      <Section title="密码" note="至少12个字符；修改后，您的其他登录随即退出。" action={<Button onClick={() => setTask('password')}>修改密码</Button>} />
      <Section
        title="手机动态码"
        note={hasTotp ? '已设置。更换手机时，请在这里重新扫描。' : '没有设置。'}
        action={<Button onClick={() => setTask('totp')}>{hasTotp ? '更换手机' : '设置'}</Button>}
      />
      <Section title="通行密钥" note="用指纹、面容或安全密钥登录，不必输入密码和动态码。" action={<Button onClick={() => setTask('passkey')}>登记</Button>}>
        {passkeys.length > 0 && (
          <ul className={styles.keys}>
            {passkeys.map((key) => (
              <li key={key.id}>
                <b>{key.name}</b>
                <span>
                  登记于 {minuteOf(key.createdAt)} · {key.lastUsedAt ? `最近使用 ${minuteOf(key.lastUsedAt)}` : '还没有用过'}
                </span>
                <Button size="small" loading={remove.isPending && remove.variables === key.id} onClick={() => remove.mutate(key.id)}>
                  删除
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="恢复码" note={`还有 ${recoveryCodesLeft} 个没有用过，共10个。`} action={<Button onClick={() => setTask('recovery')}>重新生成</Button>} />
      <OwnSessions />
      <Modal open={task !== undefined} title={task && titles[task]} footer={null} width={520} destroyOnHidden onCancel={() => setTask(undefined)}>
        <div className={styles.task}>
          {task === 'password' && <PasswordForm currentLabel="现在的密码" submitText="修改密码" onChanged={done('密码已修改，其他登录已退出')} />}
          {task === 'totp' && <TotpSetup onSet={done('动态码已启用，旧的已作废')} />}
          {task === 'passkey' && <PasskeySetup onAdded={done('通行密钥已登记')} />}
          {task === 'recovery' && (
            <RecoveryCodes
              lead="将生成10个新的恢复码，以前的全部作废。"
              makeText="生成新的恢复码"
              onKept={() => {
                setTask(undefined);
                void client.invalidateQueries({ queryKey: accountQuery.queryKey });
              }}
            />
          )}
        </div>
      </Modal>
    </div>
  );
}

interface SectionProps {
  title: string;
  note: string;
  action?: ReactNode;
  children?: ReactNode;
}

function Section({ title, note, action, children }: SectionProps) {
  return (
    <section className={`card ${styles.section}`} aria-label={title}>
      <div className={styles.head}>
        <h2>{title}</h2>
        <p>{note}</p>
        {action}
      </div>
      {children}
    </section>
  );
}

function OwnSessions() {
  const client = useQueryClient();
  const { message } = App.useApp();
  const sessions = useQuery(ownSessionsQuery);
  const settle = {
    onSettled: () => client.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
    onError: (error: unknown) => void message.error(sentenceOf(error)),
  };
  const end = useMutation({ mutationFn: (id: string) => call('DELETE /staff-sessions/:id', { params: { id } }), ...settle });
  const endOthers = useMutation({ mutationFn: () => call('DELETE /staff-sessions/others'), ...settle });
  const open = sessions.data?.sessions ?? [];
  return (
    <Section
      title="登录设备"
      note="30分钟不用自动退出，最长12小时。看到不认识的设备，请立即退出它并修改密码。"
      action={
        <Button danger disabled={open.length < 2} loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          退出其他全部
        </Button>
      }
    >
      {sessions.isError ? (
        <LoadFailure error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <div className={styles.sessions}>
          <SessionList sessions={open} endingId={end.isPending ? end.variables : undefined} onEnd={end.mutate} />
        </div>
      )}
    </Section>
  );
}
