import { Image, Text, View } from '@tarojs/components';
import { ActionButton } from '@/components/action-button';
import { Card } from '@/components/screen';
import { momentText } from '@/dates';
import { spoken } from '@/platform';
import type { Verification } from './index';
import './counter-code.css';

/** 柜台核验码: eight digits and a QR for the operator; the page learns the result by itself. */
export function CounterCode({ attempt, onFace }: { attempt: Verification; onFace(): void }) {
  const code = attempt.counterCode ?? '';
  return (
    <View>
      <Card title="请向市场柜台出示核验码">
        <View className="counter-code" {...spoken({ role: 'img', label: `核验码 ${code}` })}>
          <Text>{code.slice(0, 4)}</Text>
          <Text>{code.slice(4)}</Text>
        </View>
        {attempt.counterQr && (
          <Image className="qr" src={attempt.counterQr} {...spoken({ role: 'img', label: '柜台核验二维码' })} />
        )}
        <View className="paragraph">一、带身份证原件到任一市场柜台。</View>
        <View className="paragraph">二、出示核验码，由操作员核对身份证原件和本人。</View>
        <View className="paragraph">三、核对通过后，本页会自动显示结果。</View>
        <View className="quiet">{`核验码${momentText(attempt.expiresAt)}前有效`}</View>
      </Card>
      <ActionButton text="改用支付宝人脸核验" kind="plain" onTap={onFace} />
    </View>
  );
}
