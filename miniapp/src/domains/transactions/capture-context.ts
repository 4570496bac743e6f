import type { RequestOf } from '@yongche/contract';
import { captureMethod, deviceName, positionNow, type Position } from '@/platform';
import { recall, remember } from '@/storage';
import { createStore } from '@/store';
import type { Deal } from './slot-state';

/** 采集情况 of one photo, as it goes to the server. */
export type CaptureContext = NonNullable<RequestOf<'POST /transactions/:id/images'>['body']['images'][number]['capture']>;

/** 记录拍摄位置: the agent's own choice, off until they turn it on; kept on this phone. */
export const keepsPosition = createStore(false);
export const recallPositionChoice = () => keepsPosition.set(recall<boolean>('keeps-position') ?? false);

/** Remembers the choice; turning it on asks the phone at once. @returns whether positions are kept from now on */
export async function choosePosition(on: boolean): Promise<boolean> {
  latest = on ? await positionNow() : undefined;
  const keeps = latest !== undefined;
  remember('keeps-position', keeps);
  keepsPosition.set(keeps);
  return keeps;
}

const freshMs = 3 * 60_000;
let latest: Position | undefined;
let askedAt = 0;

/** What goes with a photo taken now; a photo never waits for a position. */
export function captureContext({ captureNonce }: Pick<Deal, 'captureNonce'>): CaptureContext {
  refreshPosition();
  const device = deviceName();
  return {
    method: captureMethod,
    ...(captureNonce ? { nonce: captureNonce } : {}),
    ...(keepsPosition.get() && latest ? { position: latest } : {}),
    ...(device ? { device } : {}),
  };
}

/** Asks the phone for its place beside the photos; call it when the camera opens. */
export function refreshPosition(): void {
  if (!keepsPosition.get() || Date.now() - askedAt < freshMs) return;
  askedAt = Date.now();
  void positionNow().then((position) => {
    latest = position ?? latest;
  });
}
