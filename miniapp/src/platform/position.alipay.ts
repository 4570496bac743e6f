import type { Position } from './types';

/** Alipay's position; undefined where it is refused. It is GCJ-02, some hundred metres off in China: told by its accuracy. */
export function positionNow(): Promise<Position | undefined> {
  return new Promise((resolve) => {
    my.getLocation({
      type: 0,
      success: ({ latitude, longitude, accuracy }) =>
        resolve({ latitude: Number(latitude), longitude: Number(longitude), accuracyMetres: Number(accuracy) + 600 }),
      fail: () => resolve(undefined),
    });
  });
}
