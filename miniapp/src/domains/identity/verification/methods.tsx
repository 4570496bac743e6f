import { View } from '@tarojs/components';
import { verificationMethods } from '@yongche/contract/vocabulary';
import { ActionButton } from '@/components/action-button';
import { Card } from '@/components/screen';

interface Props {
  again: boolean;
  busy: boolean;
  onFace(): void;
  onCounter(): void;
}

/** The two ways to be verified, side by side and equal in effect. */
export function Methods({ again, busy, onFace, onCounter }: Props) {
  return (
    <View>
      <Card title={verificationMethods.alipay_face}>
        <View className="paragraph">约一分钟。人脸只在支付宝中采集和比对，本系统只保存结果。</View>
        <ActionButton text={again ? '再试一次人脸核验' : '开始人脸核验'} busy={busy} onTap={onFace} />
      </Card>
      <Card title={verificationMethods.counter}>
        <View className="paragraph">
          带身份证原件到任一市场柜台，由操作员当面核对。效力与人脸核验相同，不需要采集人脸。
        </View>
        <ActionButton text="改到市场柜台核验" kind="plain" busy={busy} onTap={onCounter} />
      </Card>
    </View>
  );
}
