import { useEffect } from 'react';
import { Image, Text, View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { certificateStates } from '@yongche/contract/vocabulary';
import { ApiError, call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Mark } from '@/components/marks';
import { Line, Screen } from '@/components/screen';
import { dayText, daysLeft, momentText } from '@/dates';
import { spoken } from '@/platform';
import { open, routes } from '@/routes';
import { refreshAccount, routeOfNextStep, useAccount } from '@/session';
import { useAnswer } from '@/use-answer';
import { useLoginGate } from '@/use-login-gate';
import './index.css';

type Answer = AnswerOf<'GET /certificate'>;

const tones: Record<Answer['certificate']['state'], string> = {
  awaiting_verification: 'wait',
  in_force: 'good',
  suspended: 'wrong',
  expired: 'wrong',
  cancelled: 'off',
};

/** 电子代理证: the certificate with its signed QR, which is asked for anew before it runs out. */
export default function CertificatePage() {
  const entered = useLoginGate();
  return entered ? <Certificate /> : <Loading />;
}

/** The certificate with its QR; before the verification the account knows it already, without QR. Null where there is none. */
async function fetchCertificate(): Promise<Answer | null> {
  const { certificate, nextStep } = await refreshAccount();
  if (!certificate) return null;
  const unverified: Answer = { certificate, qr: null, qrUrl: null, qrExpiresAt: null };
  if (nextStep === 'verification') return unverified;
  return call('GET /certificate', {}).catch((reason: unknown) => {
    if (reason instanceof ApiError && reason.code === 'identity.person_not_claimed') return unverified;
    throw reason;
  });
}

function Certificate() {
  const account = useAccount();
  const { data, error, reload } = useAnswer(fetchCertificate);
  const qrExpiresAt = data?.qrExpiresAt;
  useEffect(() => {
    if (!qrExpiresAt) return undefined;
    const timer = setTimeout(() => void reload(), Math.max(5_000, Date.parse(qrExpiresAt) - Date.now() - 15_000));
    return () => clearTimeout(timer);
  }, [qrExpiresAt, reload]);

  if (data === undefined)
    return <Screen tab>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  if (data === null) {
    return (
      <Screen tab footer={<ActionButton text="去确认身份" onTap={() => open(routes.claim)} />}>
        <Empty title="还没有找到您的代理证" text="请先填写姓名和身份证号。代理证由所在企业向协会申请核发。" />
      </Screen>
    );
  }
  const owes = account && account.nextStep !== 'ready' && account.nextStep !== 'blocked' ? account : undefined;
  return (
    <Screen tab footer={owes && <ActionButton text="去实人核验" onTap={() => open(routeOfNextStep(owes))} />}>
      {error && <Note kind="care">{error}</Note>}
      <CertificateCard {...data} />
      {!data.qr && (
        <Note kind="care">
          {owes
            ? '完成实人核验后代理证生效，并显示查验二维码。'
            : '代理证不在有效状态，不显示查验二维码。请联系所在企业或协会秘书处。'}
        </Note>
      )}
    </Screen>
  );
}

function CertificateCard({ certificate, qr, qrExpiresAt }: Answer) {
  const { state, number, holderName, holderIdNumber, companyName, issuedOn, expiresOn } = certificate;
  return (
    <View className="certificate">
      <View className="certificate__head">
        <View>
          <View className="certificate__title">二手车交易代理证</View>
          <View className="certificate__issuer">宁波市二手车流通协会</View>
        </View>
        <Mark tone={tones[state]} text={certificateStates[state]} />
      </View>
      <View className="certificate__body">
        {qr && (
          <View className="certificate__qr">
            <Image className="qr" src={qr} {...spoken({ role: 'img', label: '代理证查验二维码' })} />
            <Text className="quiet">
              {qrExpiresAt ? `扫码查验，${momentText(qrExpiresAt)}前有效，自动更新` : '扫码查验'}
            </Text>
          </View>
        )}
        <Line name="姓名">{holderName}</Line>
        <Line name="身份证号">{holderIdNumber}</Line>
        <Line name="证号">{number}</Line>
        <Line name="所在企业">{companyName}</Line>
        {issuedOn && <Line name="核发日期">{dayText(issuedOn)}</Line>}
        {expiresOn && (
          <Line name="有效期至">{`${dayText(expiresOn)}（${daysLeft(expiresOn) < 0 ? '已到期' : `剩${daysLeft(expiresOn)}天`}）`}</Line>
        )}
      </View>
    </View>
  );
}
