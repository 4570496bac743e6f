import { useMutation } from '@tanstack/react-query';
import type { AnswerOf } from '@yongche/contract';
import { verificationStates } from '@yongche/contract/vocabulary';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { ApiError, call, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import cells from '../../components/cells.module.css';
import { Facts } from '../../components/facts';
import { Field } from '../../components/field';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { useIdempotencyKey } from '../../components/use-idempotency-key';
import styles from './counter-verification-page.module.css';
import { idNumberSentence, normalizeIdNumber } from './id-number-entry';

type CounterVerification = AnswerOf<'GET /counter-verifications/:code'>;

interface Decision {
  passed: boolean;
  idNumber: string;
  joiningConfirmed?: boolean;
  reason?: string;
}

interface CounterDecisionProps {
  code: string;
  found: CounterVerification;
  onNext: () => void;
}

/** The person who was found, and the operator's conclusion with the original at hand. */
export function CounterDecision({ code, found, onNext }: CounterDecisionProps) {
  const intent = useIdempotencyKey();
  const decide = useMutation({
    mutationFn: (body: Decision) =>
      call('POST /counter-verifications/:code/decision', {
        params: { code },
        body: { ...body, originalSeen: true },
        idempotencyKey: intent.keyFor([code, body]),
      }),
    onSettled: (_, error) => intent.settle(error),
  });
  const current = decide.data ?? found;
  if (current.state !== 'pending') return <Result verification={current} onNext={onNext} />;
  const error = decide.error instanceof ApiError ? decide.error : undefined;
  const fieldError = error?.fields.find(({ field }) => field === 'idNumber')?.message;
  return (
    <section className={`card ${styles.person}`} aria-label="待核验的代理人">
      <Facts
        isBoxed
        facts={[
          ['姓名', <span className={styles.name}>{found.holderName}</span>],
          ['身份证号', <span className={cells.mono}>{found.holderIdNumber}</span>],
          ['所在企业', found.companyName],
          ['代理证号', <span className={cells.mono}>{found.certificateNumber}</span>],
          ['核验码有效到', minuteOf(found.expiresAt)],
        ]}
      />
      {found.joiningOpen && (
        <AlertLine tone="warn">
          本人还没有确认加入“{found.companyName}”。请先问本人是否同意；不同意的，不要办理，请他在小程序选“不同意加入”。
        </AlertLine>
      )}
      {error && !fieldError && <AlertLine tone="bad">没有办成：{sentenceOf(error)}</AlertLine>}
      <DecisionForm
        joiningOpen={found.joiningOpen}
        serverProblem={fieldError}
        isSending={decide.isPending}
        onEdit={decide.reset}
        onDecide={(body) => decide.mutate(body)}
      />
    </section>
  );
}

interface DecisionFormProps {
  joiningOpen: boolean;
  serverProblem: string | undefined;
  isSending: boolean;
  onEdit: () => void;
  onDecide: (body: Decision) => void;
}

function DecisionForm({ joiningOpen, serverProblem, isSending, onEdit, onDecide }: DecisionFormProps) {
  const [idNumber, setIdNumber] = useState('');
  const [hasLeft, setLeft] = useState(false);
  const [originalSeen, setOriginalSeen] = useState(false);
  const [joiningConfirmed, setJoiningConfirmed] = useState(false);
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const problem = serverProblem ?? (idNumber ? idNumberSentence(idNumber, hasLeft) : undefined);
  const isComplete = idNumberSentence(idNumber, true) === undefined && originalSeen;
  return (
    <form className={styles.decision} onSubmit={(event) => event.preventDefault()}>
      <Field label="身份证号（照原件输入全部18位）" error={problem} hint={`已输入 ${idNumber.length} / 18 位`}>
        <Input
          className={styles.code}
          size="large"
          autoFocus
          autoComplete="off"
          spellCheck={false}
          value={idNumber}
          onChange={(event) => {
            setIdNumber(normalizeIdNumber(event.target.value));
            onEdit();
          }}
          onBlur={() => setLeft(true)}
        />
      </Field>
      <Checkbox checked={originalSeen} onChange={(event) => setOriginalSeen(event.target.checked)}>
        {isRefusing ? '已核对身份证原件' : '已核对身份证原件，人证一致'}
      </Checkbox>
      {joiningOpen && !isRefusing && (
        <Checkbox checked={joiningConfirmed} onChange={(event) => setJoiningConfirmed(event.target.checked)}>
          本人当面确认加入该企业
        </Checkbox>
      )}
      {isRefusing && (
        <Field label="不通过的原因" hint="例如：人与证件照片不像、证件过期、证件是复印件。代理人会看到。">
          <Input.TextArea
            autoFocus
            autoSize={{ minRows: 2, maxRows: 4 }}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
      )}
      <div className={styles.buttons}>
        {isRefusing ? (
          <>
            <Button
              key="refuse"
              type="primary"
              danger
              size="large"
              disabled={!isComplete || reason.trim() === ''}
              loading={isSending}
              onClick={() => onDecide({ passed: false, idNumber, reason: reason.trim() })}
            >
              确认不通过
            </Button>
            <Button key="back" size="large" onClick={() => setRefusing(false)}>
              返回
            </Button>
          </>
        ) : (
          <>
            <Button
              key="pass"
              type="primary"
              size="large"
              disabled={!isComplete || (joiningOpen && !joiningConfirmed)}
              loading={isSending}
              onClick={() => onDecide({ passed: true, idNumber, joiningConfirmed })}
            >
              通过
            </Button>
            <Button key="refusing" size="large" danger disabled={isSending} onClick={() => setRefusing(true)}>
              不通过
            </Button>
          </>
        )}
      </div>
    </form>
  );
}

const results: Record<Exclude<CounterVerification['state'], 'pending'>, string> = {
  passed: '代理证已生效，代理人刷新小程序即可办理交易。',
  failed: '结论已记录。代理人可以在小程序重新发起核验。',
  expired: '这个核验码已超时，请代理人在小程序重新发起。',
};

function Result({ verification, onNext }: { verification: CounterVerification; onNext: () => void }) {
  const { state, holderName } = verification;
  if (state === 'pending') return null;
  return (
    <section className="card">
      <Notice
        tone={state === 'passed' ? 'good' : 'bad'}
        title={`${holderName}：${verificationStates[state]}`}
        actions={
          <Button type="primary" autoFocus onClick={onNext}>
            核验下一位
          </Button>
        }
      >
        {results[state]}
      </Notice>
    </section>
  );
}
