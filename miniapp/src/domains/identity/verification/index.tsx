import { useState } from 'react';
import type { AnswerOf } from '@yongche/contract';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { openFace, opensFace } from '@/platform';
import { replaceBy, routes } from '@/routes';
import { keepAccount, useAccount } from '@/session';
import { useAction } from '@/use-action';
import { usePolling } from '@/use-polling';
import { ConsentSheet } from '../consent-sheet';
import { CounterCode } from './counter-code';
import { FaceHandOver } from './face-hand-over';
import { Methods } from './methods';

export type Verification = AnswerOf<'POST /verifications'>;

/** What Alipay's face page says when it closes; only the server's own query decides. */
const cancelled = new Set(['6001', '6002']);

/** 实人核验: by Alipay's face check or at a market's counter; neither is a dead end. */
export default function VerificationPage() {
  const account = useAccount();
  const [attempt, setAttempt] = useState<Verification | undefined>(account?.verification ?? undefined);
  const [asking, setAsking] = useState(false);
  const [told, setTold] = useState<string>();
  const action = useAction();
  const nextStep = account?.nextStep;
  const pending = attempt?.state === 'pending' ? attempt : undefined;

  async function check({ id }: Verification, clientStatus?: string) {
    const answer = await call('POST /verifications/:id/check', {
      params: { id },
      body: clientStatus ? { clientStatus } : {},
    });
    setAttempt(answer.verification);
    keepAccount(answer.account);
    return answer.verification;
  }
  usePolling(pending !== undefined && !action.busy, 2000, async () => pending && check(pending));

  const begin = (method: Verification['method']) =>
    action.run(async () => {
      setTold(undefined);
      const opened = await call('POST /verifications', { body: { method } });
      if (method === 'alipay_face' && opensFace() && opened.faceUrl && opened.certifyId) {
        const status = await openFace({ faceUrl: opened.faceUrl, certifyId: opened.certifyId });
        const result = await check(opened, status);
        if (result.state === 'pending')
          setTold(
            cancelled.has(status)
              ? '您取消了人脸核验，可以再试一次，或改到市场柜台核验。'
              : '支付宝还没有给出结果，正在继续查询。',
          );
        if (cancelled.has(status)) setAttempt(undefined);
        return;
      }
      setAttempt(opened);
    });

  function chooseFace() {
    const consented = account?.consents.some(({ purpose }) => purpose === 'face');
    if (consented) void begin('alipay_face');
    else setAsking(true);
  }

  if (nextStep === 'ready' && account?.certificate?.state !== 'in_force') {
    return (
      <Screen footer={<ActionButton text="打开我的企业" onTap={() => replaceBy(routes.company)} />}>
        <Note kind="good">实人核验已通过，可以管理您的企业了。</Note>
      </Screen>
    );
  }
  if (nextStep === 'ready') {
    return (
      <Screen footer={<ActionButton text="查看电子代理证" onTap={() => replaceBy(routes.certificate)} />}>
        <Note kind="good">实人核验已通过，您的代理证已生效，可以开始办理交易。</Note>
      </Screen>
    );
  }
  if (nextStep === 'no_certificate') {
    return (
      <Screen
        footer={
          <>
            <ActionButton
              text="登记我的企业"
              onTap={() => replaceBy(routes.requestForm, { kind: 'company_issue' })}
            />
            <ActionButton text="先看看首页" kind="quiet" onTap={() => replaceBy(routes.home)} />
          </>
        }
      >
        <Note kind="good">实人核验已通过。您名下还没有代理证，可以登记自己的企业，或请所在企业为您申请。</Note>
      </Screen>
    );
  }
  const handedOver = pending?.method === 'alipay_face' && !opensFace();
  const atCounter = pending?.method === 'counter';
  const decided = attempt && attempt.state !== 'pending' ? sentenceOf(attempt) : undefined;
  return (
    <Screen>
      {action.error && <Note kind="wrong">{action.error}</Note>}
      {told && <Note kind="care">{told}</Note>}
      {decided && <Note kind="wrong">{decided}</Note>}
      {handedOver && <FaceHandOver attempt={pending} onCounter={() => void begin('counter')} />}
      {atCounter && <CounterCode attempt={pending} onFace={chooseFace} />}
      {!handedOver && !atCounter && (
        <Methods
          again={attempt !== undefined || told !== undefined}
          busy={action.busy}
          onFace={chooseFace}
          onCounter={() => void begin('counter')}
        />
      )}
      <ActionButton text="稍后再核验" kind="quiet" onTap={() => replaceBy(routes.home)} />
      {asking && (
        <ConsentSheet
          purpose="face"
          onAgreed={() => {
            setAsking(false);
            void begin('alipay_face');
          }}
          onRefused={(ifRefused) => {
            setAsking(false);
            setTold(`您没有同意使用人脸信息。${ifRefused}`);
          }}
        />
      )}
    </Screen>
  );
}

function sentenceOf({ state, reason, method }: Verification): string | undefined {
  if (state === 'expired') return '上一次核验已超时，请重新发起。';
  if (state !== 'failed') return undefined;
  const way = method === 'counter' ? '柜台核验没有通过' : '人脸核验没有通过';
  return `${way}：${reason ?? '没有说明原因'}。可以再试一次，或换一种方式。`;
}
