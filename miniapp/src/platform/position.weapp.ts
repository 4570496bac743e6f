import Taro from '@tarojs/taro';
import type { Position } from './types';

/** WeChat's position in WGS-84; undefined where it is refused. */
export async function positionNow(): Promise<Position | undefined> {
  try {
    const { latitude, longitude, accuracy } = await Taro.getLocation({ type: 'wgs84' });
    return { latitude: Number(latitude), longitude: Number(longitude), accuracyMetres: Number(accuracy) };
  } catch {
    return undefined;
  }
}
