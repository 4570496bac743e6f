import { systemClock } from '../src/clock';
import { type AlipaySimulator, startAlipay } from './alipay';
import { type DingtalkSimulator, startDingtalk } from './dingtalk';
import { type OssSimulator, startOss } from './oss';
import { startTsa, type TsaSimulator } from './tsa';
import { startWechat, type WechatSimulator } from './wechat';
import { startWechatPay, type WechatPaySimulator } from './wechat-pay';
import { startWecom, type WecomSimulator } from './wecom';

export type { AlipaySimulator } from './alipay';
export type { DingtalkSimulator } from './dingtalk';
export type { Fault } from './faults';
export type { OssSimulator } from './oss';
export type { TsaSimulator } from './tsa';
export type { WechatSimulator } from './wechat';
export type { WechatPaySimulator } from './wechat-pay';
export type { WecomSimulator } from './wecom';

/** Local stand-ins for Alipay, WeChat, WeChat Pay, WeCom, DingTalk, OSS and a time stamp authority that speak the providers' own protocols with real keys and signatures. */
export interface Simulators {
  /** Exactly the variables that the product is configured by. */
  env: Record<string, string>;
  alipay: AlipaySimulator;
  wechat: WechatSimulator;
  wechatPay: WechatPaySimulator;
  oss: OssSimulator;
  tsa: TsaSimulator;
  wecom: WecomSimulator;
  dingtalk: DingtalkSimulator;
  close(): Promise<void>;
}

export interface SimulatorOptions {
  /** Keys (made at the first start), the bucket's objects and the pay services' orders stay here. */
  directory: string;
  /** Where the RSA keys lie, if elsewhere: it takes a second or two to make them. */
  keys?: string;
  /** Any free ports where none are given. All listen on 127.0.0.1 only. */
  ports?: { oss: number; alipay: number; wechat: number; tsa: number; wechatPay: number; wecom: number; dingtalk: number };
  /** The time of orders and bills, for a story with a clock that it moves; signatures go by the real one. */
  now?: () => Date;
}

/** Starts all of them; where one cannot start, none is left running. */
export async function startSimulators({ directory, keys = directory, ports, now = systemClock.now }: SimulatorOptions): Promise<Simulators> {
  const started: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
  };
  const keep = <Simulator extends { close(): Promise<void> }>(simulator: Simulator) => {
    started.push(simulator);
    return simulator;
  };
  try {
    const oss = keep(await startOss({ directory, keys, port: ports?.oss ?? 0 }));
    const alipay = keep(await startAlipay({ directory, keys, port: ports?.alipay ?? 0, now }));
    const isPaid = (mchid: string, number: string, openId: string) => {
      const order = wechatPay.order(number);
      return order?.state === 'paid' && order.merchantId === mchid && order.payerOpenId === openId;
    };
    const wechat = keep(await startWechat({ directory, port: ports?.wechat ?? 0, isPaid }));
    const tsa = keep(await startTsa({ directory, port: ports?.tsa ?? 0 }));
    const wechatPay: WechatPaySimulator = keep(await startWechatPay({ directory, keys, port: ports?.wechatPay ?? 0, appId: wechat.appId, now }));
    const wecom = keep(await startWecom({ directory, port: ports?.wecom ?? 0 }));
    const dingtalk = keep(await startDingtalk({ directory, port: ports?.dingtalk ?? 0 }));
    const env = { ...alipay.env, ...wechat.env, ...wechatPay.env, ...oss.env, ...tsa.env, ...wecom.env, ...dingtalk.env };
    return { env, alipay, wechat, wechatPay, oss, tsa, wecom, dingtalk, close };
  } catch (error) {
    await close();
    throw error;
  }
}
