import { toDataURL } from 'qrcode';

/** A QR code as a PNG data URL, dark on white, for an `<image>` of any mini-program. */
export function qrOf(text: string): Promise<string> {
  return toDataURL(text, { errorCorrectionLevel: 'M', margin: 1, width: 480 });
}
