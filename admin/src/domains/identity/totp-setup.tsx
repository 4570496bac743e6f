import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { factorProblem, normalizeFactor } from './factor-entry';
import styles from './factor-setup.module.css';
import type { StaffAccount } from './queries';

/** Scan, type one code, done. */
export function TotpSetup({ onSet }: { onSet: (account: StaffAccount) => void }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const start = useMutation({ mutationFn: () => call('POST /staff-account/totp') });
  const confirm = useMutation({
    mutationFn: (totp: string) => call('PUT /staff-account/totp', { body: { totp } }),
    onSuccess: onSet,
    onError: () => setCode(''),
  });
  const begin = start.mutate;
  useEffect(() => begin(), [begin]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = factorProblem('totp', code);
    setProblem(found);
    if (!found) confirm.mutate(code);
  };
  if (start.isError) return <LoadFailure error={start.error} onRetry={() => begin()} />;
  if (!start.data) return <PageSkeleton rows={4} />;
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.scan}>
        <img src={start.data.qr} alt="动态码二维码" width={168} height={168} />
        <ol>
          <li>在手机上打开验证器，例如微信小程序“腾讯身份验证器”、Microsoft Authenticator。</li>
          <li>点“添加”，扫描左边的二维码。</li>
          <li>把验证器上显示的6位数字填在下面。</li>
        </ol>
      </div>
      <details className={styles.secret}>
        <summary>不能扫描？手工输入密钥</summary>
        <code>{start.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </details>
      {confirm.isError && <AlertLine tone="bad">{sentenceOf(confirm.error)}</AlertLine>}
      <Field label="验证器上的动态码" error={problem}>
        <Input
          className={styles.code}
          size="large"
          autoFocus
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => {
            setCode(normalizeFactor('totp', event.target.value));
            setProblem(undefined);
          }}
        />
      </Field>
      <Button type="primary" size="large" htmlType="submit" loading={confirm.isPending}>
        确认动态码
      </Button>
    </form>
  );
}
