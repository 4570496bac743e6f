import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import styles from './factor-setup.module.css';
import { passkeyObstacle, registerPasskey } from './passkey';
import type { StaffAccount } from './queries';
import { sentenceOfFactor } from './sentence';

/** Names a passkey and makes it in the browser's own dialog. */
export function PasskeySetup({ onAdded }: { onAdded: (account: StaffAccount) => void }) {
  const [name, setName] = useState('');
  const [isChecked, setChecked] = useState(false);
  const add = useMutation({ mutationFn: registerPasskey, onSuccess: onAdded });
  const obstacle = passkeyObstacle();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim()) add.mutate(name.trim());
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <p className={styles.lead}>
        通行密钥保存在这台设备或一把安全密钥里，登录时按指纹、看面容或输 PIN 即可，不会被钓鱼网站骗走。公用电脑上请用安全密钥。
      </p>
      {obstacle && <AlertLine tone="warn">{obstacle}</AlertLine>}
      {add.isError && <AlertLine tone="bad">{sentenceOfFactor(add.error)}</AlertLine>}
      <Field
        label="给它起个名字"
        error={isChecked && name.trim() === '' ? '请填写名称，以便以后辨认' : undefined}
        hint="例如：办公室电脑、蓝色安全密钥"
      >
        <Input size="large" maxLength={40} value={name} disabled={obstacle !== undefined} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Button type="primary" size="large" htmlType="submit" disabled={obstacle !== undefined} loading={add.isPending}>
        登记通行密钥
      </Button>
    </form>
  );
}
