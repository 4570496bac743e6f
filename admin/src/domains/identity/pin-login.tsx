import { useMutation } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { AnswerOf } from '@yongche/contract';
import { call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Field } from '../../components/field';
import type { Staff } from '../../session';
import styles from './pin-login.module.css';

export type OperatorHere = AnswerOf<'GET /terminal'>['operators'][number];

interface PinLoginProps {
  operators: OperatorHere[];
  onEntered: (staff: Staff) => void;
}

/** 快速切换: who it is, and six digits; the sixth one sends them. Who has no PIN of today logs in in full. */
export function PinLogin({ operators, onEntered }: PinLoginProps) {
  const withPin = operators.filter(({ hasPin }) => hasPin);
  const [username, setUsername] = useState(withPin[0]?.username);
  const [pin, setPin] = useState('');
  const input = useRef<InputRef>(null);
  const enter = useMutation({
    mutationFn: (body: { username: string; pin: string }) => call('POST /staff-sessions/pin', { body }),
    onSuccess: onEntered,
    onError: () => setPin(''),
  });
  useEffect(() => input.current?.focus(), [username]);
  const type = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, 6);
    setPin(digits);
    if (digits.length === 6 && username && !enter.isPending) enter.mutate({ username, pin: digits });
  };
  return (
    <div className={styles.form}>
      <div className={styles.people} role="radiogroup" aria-label="操作员">
        {withPin.map((operator) => (
          <button
            key={operator.username}
            type="button"
            role="radio"
            aria-checked={operator.username === username}
            onClick={() => {
              setUsername(operator.username);
              setPin('');
              enter.reset();
            }}
          >
            <b>{operator.name}</b>
            <span>{operator.username}</span>
          </button>
        ))}
      </div>
      {enter.isError && <AlertLine tone="bad">{sentenceOf(enter.error)}</AlertLine>}
      <Field label="PIN" hint="您今天在这台电脑设置的6位数字">
        <Input.Password
          ref={input}
          className={styles.pin}
          size="large"
          visibilityToggle={false}
          inputMode="numeric"
          autoComplete="off"
          disabled={enter.isPending || enter.isSuccess}
          value={pin}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
    </div>
  );
}
