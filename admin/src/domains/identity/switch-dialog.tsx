import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { type FormEvent, useState } from 'react';
import { useHref } from 'react-router';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { forgetOperator, logOut, useStaff } from '../../session';
import { ownTerminalQuery } from '../../own-terminal';
import { PinLogin } from './pin-login';
import { problemOf } from './sentence';
import styles from './switch-dialog.module.css';

/** 切换操作员: one PC, many operators, each with the own account; the session of the one before ends. */
export default function SwitchDialog({ onClose }: { onClose: () => void }) {
  const staff = useStaff();
  const [home, login] = [useHref('/'), useHref('/login')];
  const place = useQuery({ ...ownTerminalQuery, staleTime: 0 });
  const leave = useMutation({ mutationFn: logOut, onSuccess: () => window.location.assign(login) });
  const operators = place.data?.state === 'paired' ? place.data.here.operators : [];
  const hasPin = operators.some(({ username, hasPin: has }) => has && username === staff.username);
  const others = operators.filter(({ username }) => username !== staff.username);
  return (
    <Modal open title="切换操作员" width={460} footer={null} onCancel={onClose}>
      <div className={styles.dialog}>
        {place.isPending && <PageSkeleton rows={3} />}
        {place.isError && !place.data && <LoadFailure error={place.error} onRetry={() => void place.refetch()} />}
        {place.data && !hasPin && <NewPin onSet={onClose} />}
        {others.some((other) => other.hasPin) && (
          // A full load leaves nothing of the former operator in memory.
          <PinLogin operators={others} onEntered={() => void forgetOperator().finally(() => window.location.assign(home))} />
        )}
        {place.data && !others.some((other) => other.hasPin) && <p className={styles.lead}>今天还没有其他操作员在这台电脑设置PIN。第一次登录须用密码和第二因素。</p>}
        {leave.isError && <AlertLine tone="bad">{sentenceOf(leave.error)}</AlertLine>}
        <Button block loading={leave.isPending} onClick={() => leave.mutate()}>
          其他人用密码登录（您将退出）
        </Button>
        <p className={styles.rule}>账号和PIN仅限本人使用。共用账号属违规（E02），市场要扣分；每张照片、每次核对都记在登录人名下。</p>
      </div>
    </Modal>
  );
}

/** 设置PIN of today, for who has logged in in full. */
function NewPin({ onSet }: { onSet: () => void }) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const [pin, setPin] = useState('');
  const set = useMutation({
    mutationFn: (chosen: string) => call('PUT /staff-sessions/current/pin', { body: { pin: chosen } }),
    onSuccess: () => {
      void message.success('PIN已设置，今天在这台电脑有效。');
      void client.invalidateQueries(ownTerminalQuery);
      onSet();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pin.length === 6) set.mutate(pin);
  };
  return (
    <form className={styles.newPin} onSubmit={submit} noValidate>
      {set.isError && <AlertLine tone="bad">{problemOf(set.error, 'pin') ?? sentenceOf(set.error)}</AlertLine>}
      <Field label="为自己设置今天的PIN" hint="6位数字，只在这台电脑、今天有效；别用连续或相同的数字">
        <Input.Password
          className={styles.pin}
          autoFocus
          visibilityToggle={false}
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          onChange={(event) => setPin(event.target.value.replace(/\D/g, '').slice(0, 6))}
        />
      </Field>
      <Button type="primary" htmlType="submit" disabled={pin.length !== 6} loading={set.isPending}>
        设置PIN
      </Button>
    </form>
  );
}
