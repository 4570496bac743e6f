import { useMutation } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { useRef, useState, type FormEvent } from 'react';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import { useTitle } from '../../components/use-title';
import { CounterDecision } from './counter-decision';
import styles from './counter-verification-page.module.css';

/** 柜台实人核验: the way without a face check. The operator compares the person and the original of the ID card. */
export default function CounterVerificationPage() {
  useTitle('柜台实人核验');
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const input = useRef<InputRef>(null);
  const find = useMutation({
    mutationFn: (sought: string) => call('GET /counter-verifications/:code', { params: { code: sought } }),
    onError: () => input.current?.select(),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!/^\d{8}$/.test(code)) return setProblem('核验码是8位数字，请看代理人的手机。');
    find.mutate(code);
  };
  const startAgain = () => {
    setCode('');
    find.reset();
    setTimeout(() => input.current?.focus());
  };
  return (
    <div className={`page ${styles.page}`}>
      <h1>柜台实人核验</h1>
      <p className={styles.lead}>
        代理人不用人脸核验时，可以带身份证原件到柜台。请看清：证是原件、没有过期，人与证件照片是同一个人。
      </p>
      <form className={`card ${styles.find}`} role="search" onSubmit={submit}>
        <Field
          label="代理人的8位核验码"
          error={problem ?? (find.isError ? sentenceOf(find.error) : undefined)}
          hint="扫描代理人手机上的二维码，或请他念出8位数字"
        >
          <Input
            ref={input}
            className={styles.code}
            size="large"
            autoFocus
            inputMode="numeric"
            autoComplete="off"
            maxLength={8}
            value={code}
            disabled={find.isSuccess}
            onChange={(event) => {
              setCode(event.target.value.normalize('NFKC').replace(/\D/g, ''));
              setProblem(undefined);
              if (find.isError) find.reset();
            }}
          />
        </Field>
        {find.isSuccess ? (
          <Button size="large" onClick={startAgain}>
            换一个人
          </Button>
        ) : (
          <Button size="large" type="primary" htmlType="submit" loading={find.isPending}>
            查找
          </Button>
        )}
      </form>
      {find.data && <CounterDecision key={find.data.id} code={code} found={find.data} onNext={startAgain} />}
      {!find.data && (
        <AlertLine tone="info">核验码由代理人在小程序“实人核验 → 市场柜台核验”中取得，过期后请他重新发起。</AlertLine>
      )}
    </div>
  );
}
