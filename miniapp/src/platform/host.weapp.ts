import Taro from '@tarojs/taro';
import type { Host } from './types';

export const host = (): Host => 'wechat';
/** One account per phone: nothing to tell apart. */
export const accountScope = () => '';

/** WeChat's one-time login code. */
export async function loginCode(): Promise<string> {
  const { code } = await Taro.login();
  return code;
}

/** Nothing to prepare here. */
export function prepareHost(): void {}
