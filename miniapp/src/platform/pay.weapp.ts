import Taro from '@tarojs/taro';
import type { PayLaunch, PayReturn } from './types';

/** Opens WeChat's pay page. Its `ok` comes from the phone and proves nothing: only the server's own query does. @throws with a sentence for an order of Alipay's */
export async function openPay(launch: PayLaunch): Promise<PayReturn> {
  if (launch.provider !== 'wechat') throw new Error('这张订单是在支付宝里下的，请到支付宝里支付，或先取消订单。');
  const { timeStamp, nonceStr, package: prepay, signType, paySign } = launch;
  try {
    await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign });
    return 'done';
  } catch (reason) {
    return /cancel/.test((reason as { errMsg?: string })?.errMsg ?? '') ? 'cancelled' : 'failed';
  }
}
