import { useState } from 'react';
import { call, ApiError } from '@/api';
import { ActionButton } from '@/components/action-button';
import { TextField } from '@/components/fields';
import { Note } from '@/components/notes';
import { Card, Screen } from '@/components/screen';
import { replaceBy, routes } from '@/routes';
import { keepAccount, routeOfNextStep, useAccount } from '@/session';
import { useAction } from '@/use-action';
import { ConsentSheet } from '../consent-sheet';
import { idNumberError, idNumberHint, isIdNumber } from '../id-number-text';

/** 填写姓名与身份证号: finds the person's 代理证, after a consent of its own. */
export default function Claim() {
  const account = useAccount();
  const consented = account?.consents.some(({ purpose }) => purpose === 'identity_documents') ?? false;
  const [ifRefused, setIfRefused] = useState<string>();
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [fields, setFields] = useState<Record<string, string>>({});
  const claiming = useAction((reason) => {
    if (reason instanceof ApiError)
      setFields(Object.fromEntries(reason.fields.map(({ field, message }) => [field, message])));
  });

  const claim = () =>
    claiming.run(async () => {
      const body = { name: name.trim(), idNumber: idNumber.trim().toUpperCase() };
      replaceBy(routeOfNextStep(keepAccount(await call('POST /identity-claims', { body }))));
    });

  /** Who keeps name and number to themselves is verified at a counter by the original card. */
  const goToCounter = () =>
    claiming.run(async () => {
      await call('POST /verifications', { body: { method: 'counter' } });
      keepAccount(await call('GET /account', {}));
      replaceBy(routes.verification);
    });

  if (!consented) {
    return (
      <Screen
        footer={
          ifRefused !== undefined && (
            <>
              {claiming.error && <Note kind="wrong">{claiming.error}</Note>}
              <ActionButton text="到市场柜台核验" busy={claiming.busy} onTap={() => void goToCounter()} />
              <ActionButton text="重新阅读告知" kind="plain" onTap={() => setIfRefused(undefined)} />
              <ActionButton text="先看看首页" kind="quiet" onTap={() => replaceBy(routes.home)} />
            </>
          )
        }
      >
        {ifRefused !== undefined && (
          <Note kind="care">{`您没有同意，我们没有收集您的姓名和身份证号。${ifRefused}`}</Note>
        )}
        {ifRefused === undefined && (
          <ConsentSheet purpose="identity_documents" onAgreed={() => undefined} onRefused={setIfRefused} />
        )}
      </Screen>
    );
  }
  return (
    <Screen
      footer={
        <>
          {claiming.error && <Note kind="wrong">{claiming.error}</Note>}
          <ActionButton
            text="查找我的代理证"
            disabled={name.trim() === '' || !isIdNumber(idNumber)}
            busy={claiming.busy}
            onTap={() => void claim()}
          />
          <ActionButton text="先看看首页" kind="quiet" onTap={() => replaceBy(routes.home)} />
        </>
      }
    >
      <Note>请填写与代理证申请一致的姓名和身份证号。信息加密保存，页面上始终遮盖显示。</Note>
      <Card>
        <TextField
          label="姓名"
          value={name}
          placeholder="与身份证一致"
          maxLength={50}
          error={fields.name}
          onChange={(value) => {
            setName(value);
            setFields({});
          }}
        />
        <TextField
          label="身份证号"
          value={idNumber}
          placeholder="18位"
          keyboard="idcard"
          maxLength={20}
          error={fields.idNumber ?? idNumberError(idNumber)}
          hint={idNumberHint(idNumber)}
          onChange={(value) => {
            setIdNumber(value.toUpperCase());
            setFields({});
          }}
        />
      </Card>
    </Screen>
  );
}
