import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState, type FormEvent } from 'react';
import { call } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { factorProblem, normalizeFactor, type FactorKind } from './factor-entry';
import { passkeyObstacle, stepUpByPasskey } from './passkey';
import { sentenceOfFactor } from './sentence';
import styles from './step-up-dialog.module.css';

interface StepUpDialogProps {
  onProven: () => void;
  onCancel: () => void;
}

/** Above the questions of whoever sent the request, which the theme puts at 2000 and which stay open while this is answered. */
const aboveAll = 2100;

/** 再次验证身份: before something that must not happen at a desk that somebody left. */
export default function StepUpDialog({ onProven, onCancel }: StepUpDialogProps) {
  const [kind, setKind] = useState<FactorKind>('totp');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const prove = useMutation({
    mutationFn: (given: string | undefined) =>
      given === undefined ? stepUpByPasskey() : call('POST /staff-sessions/current/step-up', { body: { [kind]: given } }),
    onSuccess: onProven,
    onError: () => setCode(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = factorProblem(kind, code);
    setProblem(found);
    if (!found) prove.mutate(code);
  };
  const swap = () => {
    setKind(kind === 'totp' ? 'recoveryCode' : 'totp');
    setCode('');
    setProblem(undefined);
  };
  return (
    <Modal open title="再次验证身份" width={420} zIndex={aboveAll} footer={null} onCancel={onCancel} mask={{ closable: false }}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <p className={styles.lead}>这项操作比较重要，请确认是您本人在操作。验证后5分钟内不再询问。</p>
        {prove.isError && <AlertLine tone="bad">{sentenceOfFactor(prove.error)}</AlertLine>}
        <Field
          label={kind === 'totp' ? '动态码' : '恢复码'}
          error={problem}
          hint={kind === 'totp' ? '刚才登录用过的动态码不能再用，请等下一个' : '每个恢复码只能用一次'}
        >
          <Input
            key={kind}
            className={styles.code}
            size="large"
            autoFocus
            inputMode={kind === 'totp' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => {
              setCode(normalizeFactor(kind, event.target.value));
              setProblem(undefined);
            }}
          />
        </Field>
        <div className={styles.buttons}>
          <Button type="primary" htmlType="submit" loading={prove.isPending}>
            验证并继续
          </Button>
          <Button onClick={onCancel}>取消</Button>
          <span className={styles.others}>
            {!passkeyObstacle() && (
              <Button type="link" disabled={prove.isPending} onClick={() => prove.mutate(undefined)}>
                用通行密钥
              </Button>
            )}
            <Button type="link" onClick={swap}>
              {kind === 'totp' ? '用恢复码' : '用动态码'}
            </Button>
          </span>
        </div>
      </form>
    </Modal>
  );
}
