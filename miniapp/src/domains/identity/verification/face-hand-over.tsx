import { Image, View } from '@tarojs/components';
import { ActionButton } from '@/components/action-button';
import { Card } from '@/components/screen';
import { momentText } from '@/dates';
import { handOverFace, spoken } from '@/platform';
import type { Verification } from './index';

/** From WeChat to Alipay: a QR for another phone, or the link for this one; the page learns the result by itself. */
export function FaceHandOver({ attempt, onCounter }: { attempt: Verification; onCounter(): void }) {
  const { faceUrl } = attempt;
  return (
    <View>
      <Card title="请用支付宝完成人脸核验">
        {attempt.faceQr && (
          <Image className="qr" src={attempt.faceQr} {...spoken({ role: 'img', label: '支付宝人脸核验二维码' })} />
        )}
        <View className="paragraph">一、用支付宝“扫一扫”扫描上面的二维码；或点下面的按钮在支付宝中打开。</View>
        <View className="paragraph">二、按支付宝的提示完成，再回到这里，本页会自动显示结果。</View>
        <View className="quiet">{`请在${momentText(attempt.expiresAt)}前完成`}</View>
      </Card>
      {faceUrl && <ActionButton text="在支付宝中打开" onTap={() => void handOverFace(faceUrl)} />}
      <ActionButton text="改到市场柜台核验" kind="plain" onTap={onCounter} />
    </View>
  );
}
