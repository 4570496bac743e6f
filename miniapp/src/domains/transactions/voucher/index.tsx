import { Image, Text, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { businesses } from '@yongche/contract/vocabulary';
import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Failure, Loading } from '@/components/notes';
import { Plate, Vin } from '@/components/marks';
import { Card, Line, Screen } from '@/components/screen';
import { momentText } from '@/dates';
import { copyText, say, spoken } from '@/platform';
import { useAnswer } from '@/use-answer';
import './index.css';

/** 核对凭证: the proof that this deal's pictures were checked, which anyone can verify by its QR. */
export default function Voucher() {
  const id = useRouter().params.id ?? '';
  const {
    data: voucher,
    error,
    reload,
  } = useAnswer(() => call('GET /transactions/:id/voucher', { params: { id } }), [id]);

  if (!voucher)
    return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen
      footer={
        <ActionButton
          text="复制查验链接"
          onTap={() =>
            void copyText(voucher.checkUrl).then(
              () => say('查验链接已复制'),
              () => say('没有复制成功，请长按二维码保存'),
            )
          }
        />
      }
    >
      <Card className="voucher">
        <View className="voucher__title">二手车交易影像核对凭证</View>
        <View className="voucher__serial">{voucher.serial}</View>
        <Image
          className="qr"
          src={voucher.qr}
          showMenuByLongpress
          {...spoken({ role: 'img', label: '核对凭证二维码' })}
        />
        <View className="quiet voucher__how">扫码查验真伪</View>
        <Line name="车牌号">
          <Plate plate={voucher.plate} />
        </Line>
        <Line name="车架号">
          <Vin vin={voucher.vin} />
        </Line>
        <Line name="业务类型">{businesses[voucher.business]}</Line>
        <Line name="核对市场">{voucher.marketName}</Line>
        <Line name="代理企业">{voucher.companyName}</Line>
        <Line name="完成时间">{momentText(voucher.completedAt)}</Line>
        <Line name="核对照片">{`${voucher.imageCount}张`}</Line>
        <View className="voucher__digest">
          <Text className="quiet">照片指纹（SHA-256）</Text>
          <Text className="voucher__hash">{voucher.imagesDigest}</Text>
        </View>
      </Card>
    </Screen>
  );
}
