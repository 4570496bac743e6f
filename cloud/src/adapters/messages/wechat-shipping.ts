import { ProviderError } from '../provider-error';
import type { ShippingReports } from './messages';
import { failure, type WechatApi } from './wechat-api';

const path = '/wxa/sec/order/upload_shipping_info';
/** All of them say that it is reported: done, done twice, nothing new. */
const reported = [0, 10060002, 10060003, 10060023];
/** WeChat's order desk has not heard of the payment yet, or is busy. */
const passing = [10060001, 10060012, 10060019];
const longestDescription = 120;

/** 发货信息录入: a fee is a service, delivered at once and as a whole, without a parcel. */
export function createShippingReports(api: WechatApi): ShippingReports {
  return {
    async reportService({ orderNumber, merchantId, payerOpenId, description, at }) {
      const errcode = await api.call(path, {
        order_key: { order_number_type: 1, mchid: merchantId, out_trade_no: orderNumber },
        logistics_type: 3,
        delivery_mode: 1,
        shipping_list: [{ item_desc: [...description].slice(0, longestDescription).join('') }],
        upload_time: shanghaiRfc3339(at),
        payer: { openid: payerOpenId },
      });
      if (passing.includes(errcode)) throw new ProviderError('unavailable', 'wechat', 'order.upload_shipping_info', errcode);
      if (!reported.includes(errcode)) throw failure('order.upload_shipping_info', errcode);
    },
  };
}

const shanghaiRfc3339 = (at: Date) => `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 23)}+08:00`;
