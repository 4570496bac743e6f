import { Text, View } from '@tarojs/components';
import type { AnswerOf } from '@yongche/contract';
import { Mark } from '@/components/marks';
import { Line } from '@/components/screen';
import { dayText, daysLeft } from '@/dates';
import { CertificateMark } from '@/domains/registry/states';
import { RotatingQr } from './rotating-qr';
import './index.css';

/** How many days before its end the date is told in red. */
const soon = 30;

/** The certificate as it is shown to others. */
export function CertificateCard({
  certificate,
  qr,
  qrExpiresAt,
  checkCode,
  onRenew,
}: AnswerOf<'GET /certificate'> & { onRenew(): Promise<void> }) {
  const { state, number, holderName, holderIdNumber, companyName, issuedOn, expiresOn } = certificate;
  const left = expiresOn ? daysLeft(expiresOn) : undefined;
  return (
    <View className="certificate">
      <View className="certificate__head">
        <View>
          <View className="certificate__title">二手车交易代理证</View>
          <View className="certificate__issuer">宁波市二手车流通协会</View>
        </View>
        <CertificateMark state={state} />
      </View>
      <View className="certificate__body">
        {qr && qrExpiresAt && <RotatingQr qr={qr} expiresAt={qrExpiresAt} onRenew={onRenew} />}
        {checkCode && (
          <View className="certificate__check">
            <Text className="quiet">不能扫码时，凭证号和查验码查验</Text>
            <Text className="certificate__code">{checkCode}</Text>
          </View>
        )}
        <Line name="姓名">{holderName}</Line>
        <Line name="身份证号">{holderIdNumber}</Line>
        <Line name="证号">{number}</Line>
        <Line name="所在企业">{companyName}</Line>
        {issuedOn && <Line name="核发日期">{dayText(issuedOn)}</Line>}
        {expiresOn && left !== undefined && (
          <Line name="有效期至">
            {left < soon ? (
              <Mark tone="wrong" text={`${dayText(expiresOn)}，${left < 0 ? '已到期' : `剩${left}天`}`} />
            ) : (
              `${dayText(expiresOn)}（剩${left}天）`
            )}
          </Line>
        )}
      </View>
    </View>
  );
}
