import Taro from '@tarojs/taro';
import { accountScope } from './platform';

const scoped = (name: string) => `yongche:${accountScope()}:${name}`;

/** Reads a small value that outlives the app, or undefined. */
export function recall<T>(name: string): T | undefined {
  const text: unknown = Taro.getStorageSync(scoped(name));
  return typeof text === 'string' && text !== '' ? (JSON.parse(text) as T) : undefined;
}

/** Writes a small value that outlives the app. */
export function remember(name: string, value: unknown): void {
  Taro.setStorageSync(scoped(name), JSON.stringify(value));
}

export function forget(name: string): void {
  Taro.removeStorageSync(scoped(name));
}
