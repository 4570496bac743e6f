import Taro from '@tarojs/taro';

/** Phone, system and client in one line, such as `HUAWEI ANA-AN00 / Android 12 / 8.0.50`; undefined where the host does not tell. */
export function deviceName(): string | undefined {
  try {
    const { brand, model, system, version } = Taro.getSystemInfoSync();
    return [[brand, model].filter(Boolean).join(' '), system, version].filter(Boolean).join(' / ').slice(0, 120) || undefined;
  } catch {
    return undefined;
  }
}
