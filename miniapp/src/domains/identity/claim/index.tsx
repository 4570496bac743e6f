import { useState } from 'react';
import { useRouter } from '@tarojs/taro';
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

/**
 * 填写姓名与身份证号, after a consent of its own: finds the person's 代理证. With `as=applicant` it only says who they are,
 * for a person who is not registered yet and wants to register a company.
 */
export default function Claim() {
  const account = useAccount();
  const [applicant, setApplicant] = useState(useRouter().params.as === 'applicant');
  const [unknown, setUnknown] = useState(false);
  const consented = account?.consents.some(({ purpose }) => purpose === 'identity_documents') ?? false;
  const [ifRefused, setIfRefused] = useState<string>();
  const [name, setName] = useState('');
  const [idNumber, setIdNumber] = useState('');
  const [fields, setFields] = useState<Record<string, string>>({});
  const claiming = useAction((reason) => {
    if (!(reason instanceof ApiError)) return;
    setFields(Object.fromEntries(reason.fields.map(({ field, message }) => [field, message])));
    setUnknown(reason.code === 'identity.certificate_not_found');
  });

  const claim = () =>
    claiming.run(async () => {
      const as = applicant ? ('applicant' as const) : ('agent' as const);
      const body = { name: name.trim(), idNumber: idNumber.trim().toUpperCase(), as };
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
            text={applicant ? '下一步：实人核验' : '查找我的代理证'}
            disabled={name.trim() === '' || !isIdNumber(idNumber)}
            busy={claiming.busy}
            onTap={() => void claim()}
          />
          {unknown && !applicant && (
            <ActionButton text="登记我的企业" kind="plain" onTap={() => setApplicant(true)} />
          )}
          <ActionButton text="先看看首页" kind="quiet" onTap={() => replaceBy(routes.home)} />
        </>
      }
    >
      <Note>
        {applicant
          ? '登记企业前，先确认您本人的身份，再做一次实人核验。信息加密保存，页面上始终遮盖显示。'
          : '请填写与代理证申请、企业负责人登记一致的姓名和身份证号。信息加密保存，页面上始终遮盖显示。'}
      </Note>
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
      <ActionButton
        text={applicant ? '我是代理人，查找代理证' : '还没有登记？登记自己的企业'}
        kind="quiet"
        onTap={() => setApplicant(!applicant)}
      />
    </Screen>
  );
}
