import { timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import type { captureContext } from '@yongche/contract/transactions.shapes';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { CaptureFacts } from '../checks/rules/rule';
import type { Image } from './image.entity';

export type CaptureContext = z.output<typeof captureContext>;
type CaptureColumns = Pick<Image, 'nonceIssuedAt' | 'captureMethod' | 'latitude' | 'longitude' | 'accuracyMetres' | 'device'>;

/** Clocks of two processes may differ by so much. */
const skewSeconds = 60;
/** A position is kept to three decimals, about 100 m: a market's grounds can be told, not where at the counter somebody stood. */
const decimals = 3;
const keptAccuracyMetres = 100;

/**
 * 采集码: the moment at which the server last spoke to this device about this deal, with a seal of ours. A picture that
 * carries it was sent by a device that had opened the deal; who brings a picture from elsewhere has none. Nothing is stored.
 */
export function captureNonceOf(keys: Pick<KeyRing, 'index'>, dealId: string, at: Date): string {
  const issued = Math.floor(at.getTime() / 1000).toString(36);
  return `${issued}.${sealOf(keys, dealId, issued)}`;
}

/** When the nonce was issued for this deal; null for one that is missing, wrong, or of another deal: a signal, never a refusal. */
export function readCaptureNonce(keys: Pick<KeyRing, 'index'>, dealId: string, nonce: string | undefined, now: Date): Date | null {
  const [, issued, seal] = /^([0-9a-z]{1,10})\.([0-9a-f]{32})$/.exec(nonce ?? '') ?? [];
  if (!issued || !seal || !timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(keys, dealId, issued)))) return null;
  const at = new Date(Number.parseInt(issued, 36) * 1000);
  return at.getTime() <= now.getTime() + skewSeconds * 1000 ? at : null;
}

const sealOf = (keys: Pick<KeyRing, 'index'>, dealId: string, issued: string) => keys.index('capture_nonce', `${dealId}|${issued}`);

/** 采集情况 as a picture keeps it; all null where the device said nothing. */
export function captureColumns(keys: Pick<KeyRing, 'index'>, dealId: string, context: CaptureContext | undefined, now: Date): CaptureColumns {
  const position = context?.position;
  return {
    nonceIssuedAt: readCaptureNonce(keys, dealId, context?.nonce, now),
    captureMethod: context?.method ?? null,
    latitude: position ? rounded(position.latitude) : null,
    longitude: position ? rounded(position.longitude) : null,
    accuracyMetres: position ? Math.max(keptAccuracyMetres, Math.round(position.accuracyMetres)) : null,
    device: context?.device || null,
  };
}

const rounded = (degrees: number) => Number(degrees.toFixed(decimals));

/** The same as the rules see it (T-16, T-17); null where the device said nothing. */
export function captureFactsOf({ nonceIssuedAt, captureMethod, latitude, longitude, accuracyMetres, device }: CaptureColumns): CaptureFacts | null {
  if (!captureMethod) return null;
  const position = latitude === null || longitude === null ? null : { latitude, longitude, accuracyMetres: accuracyMetres ?? keptAccuracyMetres };
  return { nonceIssuedAt, method: captureMethod, position, device };
}
