import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { call, isRefusal, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import styles from './factor-setup.module.css';
import type { StaffAccount } from './queries';
import { problemOf } from './sentence';

interface PasswordFormProps {
  /** What the present password is called: 临时密码 at the first log-in. */
  currentLabel: string;
  submitText: string;
  onChanged: (account: StaffAccount) => void;
}

/** A new password, typed twice. */
export function PasswordForm({ currentLabel, submitText, onChanged }: PasswordFormProps) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [isChecked, setChecked] = useState(false);
  const change = useMutation({
    mutationFn: () => call('PUT /staff-account/password', { body: { current, next } }),
    onSuccess: onChanged,
  });
  const problems = {
    current: current === '' ? `请填写${currentLabel}` : undefined,
    next: next.length < 12 ? '新密码至少12个字符，可以是一句话' : undefined,
    again: again !== next ? '两次输入的新密码不一样' : undefined,
  };
  const shown = (name: keyof typeof problems) => (isChecked ? problems[name] : undefined) ?? problemOf(change.error, name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (Object.values(problems).every((problem) => problem === undefined)) change.mutate();
  };
  const edit = (set: (text: string) => void) => (event: { target: { value: string } }) => {
    set(event.target.value);
    change.reset();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {change.isError && !isRefusal(change.error, 'request.invalid') && <AlertLine tone="bad">{sentenceOf(change.error)}</AlertLine>}
      <Field label={currentLabel} error={shown('current')}>
        <Input.Password size="large" autoFocus autoComplete="current-password" maxLength={200} value={current} onChange={edit(setCurrent)} />
      </Field>
      <Field label="新密码" error={shown('next')} hint="至少12个字符，不要包含用户名，不要用常见密码">
        <Input.Password size="large" autoComplete="new-password" maxLength={200} value={next} onChange={edit(setNext)} />
      </Field>
      <Field label="再输一次新密码" error={shown('again')}>
        <Input.Password size="large" autoComplete="new-password" maxLength={200} value={again} onChange={edit(setAgain)} />
      </Field>
      <Button type="primary" size="large" htmlType="submit" loading={change.isPending}>
        {submitText}
      </Button>
    </form>
  );
}
