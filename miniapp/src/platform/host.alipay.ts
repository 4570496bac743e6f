import Taro from '@tarojs/taro';
import type { Host } from './types';

export const host = (): Host => 'alipay';
/** One account per phone: nothing to tell apart. */
export const accountScope = () => '';

/** Alipay's one-time authorisation code, silent scope `auth_base`. */
export async function loginCode(): Promise<string> {
  const { code } = await Taro.login();
  return code;
}

/** Nothing to prepare here. */
export function prepareHost(): void {}
