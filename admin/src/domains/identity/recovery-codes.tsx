import { useMutation } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { call } from '../../api';
import { LoadFailure } from '../../components/load-failure';
import styles from './factor-setup.module.css';

interface RecoveryCodesProps {
  /** What making them means here: at the first log-in, or in place of former ones. */
  lead: string;
  makeText: string;
  onKept: () => void;
}

/** Makes ten recovery codes and shows them this once; goes on when they are kept somewhere. */
export function RecoveryCodes({ lead, makeText, onKept }: RecoveryCodesProps) {
  const { message } = App.useApp();
  const [isKept, setKept] = useState(false);
  const make = useMutation({ mutationFn: () => call('POST /staff-account/recovery-codes') });
  if (make.isError) return <LoadFailure error={make.error} onRetry={() => make.mutate()} />;
  const codes = make.data?.codes;
  if (!codes) {
    return (
      <div className={styles.form}>
        <p className={styles.lead}>{lead}</p>
        <Button type="primary" size="large" loading={make.isPending} onClick={() => make.mutate()}>
          {makeText}
        </Button>
      </div>
    );
  }
  const text = codes.join('\n');
  const copy = () => void navigator.clipboard.writeText(text).then(() => message.success('已复制10个恢复码'));
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([`甬车员工登录恢复码，每个只能用一次：\n${text}\n`], { type: 'text/plain' }));
    link.download = '甬车恢复码.txt';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className={styles.form}>
      <p className={styles.lead}>
        手机或密钥不在身边时，每个恢复码可以代替一次动态码。<b>只显示这一次</b>，请抄下或打印，放在只有您能拿到的地方。
      </p>
      <ol className={styles.codes} aria-label="恢复码">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className={styles.buttons}>
        <Button onClick={copy}>复制</Button>
        <Button onClick={save}>存成文件</Button>
        <Button onClick={() => window.print()}>打印</Button>
      </div>
      <Checkbox checked={isKept} onChange={(event) => setKept(event.target.checked)}>
        我已保存好这些恢复码
      </Checkbox>
      <Button type="primary" size="large" disabled={!isKept} onClick={onKept}>
        完成
      </Button>
    </div>
  );
}
