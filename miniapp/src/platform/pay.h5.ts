import { host } from './host.h5';
import { showLayer } from './layer.h5';
import { returnOfCode } from './pay-codes';
import type { PayLaunch, PayReturn } from './types';

/** Where the simulators are (`/m/preview.json`); absent for a provider that is real. */
type Simulators = Partial<Record<'wechatPay' | 'alipay', string>>;

const wechatReturns: Record<string, PayReturn> = { ok: 'done', cancel: 'cancelled', fail: 'failed' };

/**
 * The preview opens the pay page of the host's simulator over the app; closing it is what closing the host's page is.
 * @throws with a sentence for an order of the other host, or where the pay service is real
 */
export async function openPay(launch: PayLaunch): Promise<PayReturn> {
  if (launch.provider !== host()) throw new Error('这张订单是在另一个应用里下的，请到那里支付，或先取消订单。');
  const simulators = (await (await fetch('/m/preview.json')).json()) as Simulators;
  const wechat = launch.provider === 'wechat';
  const origin = wechat ? simulators.wechatPay : simulators.alipay;
  if (!origin) throw new Error('网页预览不能使用真实的支付服务，请在手机上支付。');
  const url = `${origin}/cashier?${launch.provider === 'wechat' ? launch.package : `trade_no=${encodeURIComponent(launch.tradeNo)}`}`;
  const resultOf = (data: unknown) => {
    const { source, resultCode } = (data ?? {}) as { source?: string; resultCode?: string };
    return source === (wechat ? 'wechat-pay-simulator' : 'alipay-simulator') ? resultCode : undefined;
  };
  const code = await showLayer({ url, title: wechat ? '微信支付' : '支付宝', close: '关闭付款页面', resultOf });
  if (code === undefined) return 'cancelled';
  return wechat ? (wechatReturns[code] ?? 'unclear') : returnOfCode(code);
}
