import { View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { LinkRow, Links } from '@/components/links';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { dayText, daysLeft } from '@/dates';
import { appActions, certificateActions } from '@/domains/registry/actions';
import { adviceToHolder } from '@/domains/registry/states';
import { open, routes } from '@/routes';
import { type Account, refreshAccount, routeOfNextStep, useAccount } from '@/session';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';
import { CertificateCard } from './certificate-card';

type Answer = AnswerOf<'GET /certificate'>;

/** 电子代理证: the certificate with its signed QR, how long it lasts, and what its holder may ask for. */
export default function CertificatePage() {
  const entered = useLoginGate();
  return entered ? <Certificate /> : <Loading />;
}

/** The certificate with its QR; before the verification the account knows it already, without QR. Null where there is none. */
async function fetchCertificate(): Promise<Answer | null> {
  const { certificate, nextStep } = await refreshAccount();
  if (!certificate) return null;
  const unverified: Answer = {
    certificate,
    qr: null,
    qrUrl: null,
    qrExpiresAt: null,
    checkCode: null,
    renewableFrom: null,
  };
  if (nextStep === 'acceptance' || nextStep === 'verification') return unverified;
  return call('GET /certificate', {}).catch((reason: unknown) => {
    if (reason instanceof ApiError && reason.code === 'identity.person_not_claimed') return unverified;
    throw reason;
  });
}

const stepTexts: Partial<Record<Account['nextStep'], string>> = {
  acceptance: '去确认加入企业',
  verification: '去实人核验',
};

function Certificate() {
  const account = useAccount();
  const { data, error, reload } = useAnswer(fetchCertificate);
  if (data === undefined || !account)
    return <Screen tab>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (data === null) return <None account={account} />;

  const { certificate, renewableFrom } = data;
  const { state } = certificate;
  const stepText = stepTexts[account.nextStep];
  const advice = account.nextStep === 'acceptance' ? '请先确认是否加入该企业，再做实人核验。' : adviceToHolder[state];
  const appClosed = state === 'in_force' && account.nextStep === 'blocked';
  const renewable = renewableFrom !== null && daysLeft(renewableFrom) <= 0;
  // Who has not been verified on this phone is nobody in particular to the register yet.
  const verified = Boolean(account.holder?.verifiedAt);
  const actions = verified
    ? [...certificateActions(certificate, renewable), ...appActions(certificate, { hasApp: !appClosed, appClosed })]
    : [];
  return (
    <Screen
      tab
      footer={stepText && <ActionButton text={stepText} onTap={() => open(routeOfNextStep(account))} />}
    >
      {error && <Note kind="care">{error}</Note>}
      <CertificateCard {...data} onRenew={reload} />
      {advice && <Note kind={state === 'awaiting_verification' ? 'care' : 'wrong'}>{advice}</Note>}
      {!verified && !stepText && <Note>本机还没有通过实人核验，请由所在企业在“我的企业”里代为申请。</Note>}
      {appClosed && <Note kind="wrong">您的APP使用资格已注销，不能办理交易。需要恢复时请申请“重新开通APP”。</Note>}
      {state === 'in_force' && renewableFrom && (
        <Note kind={renewable ? 'care' : 'calm'}>
          {renewable ? '现在可以办理年度延期，请在到期前申请。' : `${dayText(renewableFrom)}起可以办理年度延期。`}
        </Note>
      )}
      {actions.length > 0 && (
        <>
          <View className="section">办理业务</View>
          <Links>
            {actions.map(({ kind, text, under, danger }) => (
              <LinkRow
                key={kind}
                text={text}
                under={under}
                danger={danger ?? false}
                onTap={() => open(routes.requestForm, { kind })}
              />
            ))}
            <LinkRow text="登记申请" under="办理中和已办结的" onTap={() => open(routes.requests)} />
          </Links>
        </>
      )}
    </Screen>
  );
}

/** Nobody has asked for a certificate for this person, or who they are is not known yet. */
function None({ account: { nextStep, manages } }: { account: Account }) {
  if (nextStep === 'identity')
    return (
      <Screen tab footer={<ActionButton text="去确认身份" onTap={() => open(routes.claim)} />}>
        <Empty title="还没有找到您的代理证" text="请先填写姓名和身份证号。代理证由所在企业向协会申请核发。" />
      </Screen>
    );
  if (nextStep === 'verification')
    return (
      <Screen tab footer={<ActionButton text="去实人核验" onTap={() => open(routes.verification)} />}>
        <Empty title="您名下还没有代理证" text="完成实人核验后，可以登记或管理企业，或由所在企业为您申请代理证。" />
      </Screen>
    );
  return (
    <Screen
      tab
      footer={
        manages ? (
          <ActionButton text="我的企业" onTap={() => open(routes.company)} />
        ) : (
          <ActionButton text="登记我的企业" onTap={() => open(routes.requestForm, { kind: 'company_issue' })} />
        )
      }
    >
      <Empty
        title="您名下还没有代理证"
        text={
          manages
            ? '企业负责人不必持有代理证。您本人也要办理过户时，请在“我的企业”邀请自己。'
            : '请所在企业在小程序“我的企业”里邀请您；或者登记自己的企业。'
        }
      />
    </Screen>
  );
}
