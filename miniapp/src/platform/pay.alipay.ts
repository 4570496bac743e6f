import { returnOfCode } from './pay-codes';
import type { PayLaunch, PayReturn } from './types';

/** Opens Alipay's pay page. @throws with a sentence for an order of WeChat's */
export function openPay(launch: PayLaunch): Promise<PayReturn> {
  if (launch.provider !== 'alipay') return Promise.reject(new Error('这张订单是在微信里下的，请到微信里支付，或先取消订单。'));
  return new Promise((resolve) => {
    void my.tradePay({
      tradeNO: launch.tradeNo,
      success: ({ resultCode }) => resolve(returnOfCode(String(resultCode))),
      fail: () => resolve('unclear'),
    });
  });
}
