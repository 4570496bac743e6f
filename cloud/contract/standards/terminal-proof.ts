/*
 * 固定端证明: what a paired PC sends with each request, said once for the page that writes it and the server that reads it.
 * Imports nothing.
 */

/** Header of a request: `v1;device=…;at=…;body=…;seal=…;page=…;sig=…`. */
export const proofHeader = 'terminal-proof';
/** Header of an answer that hands the PC its next seal, `<number>.<secret>`. */
export const sealHeader = 'terminal-seal';

/** What the device's key signs besides method and address. */
export interface ProofFields {
  /** Id of the paired device. */
  device: string;
  /** When it was signed, in milliseconds since 1970 by the server's clock as far as the PC knows it. */
  at: number;
  /** SHA-256 of the body's bytes, of none where there is no body, in base64url. */
  body: string;
  /** 封签 that the PC holds now, `<number>.<secret>`. */
  seal: string;
  /** Version of the page. */
  page: string;
}

/** ECDSA over P-256 with SHA-256 signs this; `address` is path and query as they are sent. */
export const proofStatement = (method: string, address: string, { device, at, body, seal, page }: ProofFields): string =>
  ['yongche terminal proof 1', method, address, device, at, body, seal, page].join('\n');

/** What a new key signs to show that the browser holds it; the challenge is the server's. */
export const pairingStatement = (challenge: string): string => `yongche terminal pairing 1\n${challenge}`;

/** What it signs each time it asks whether its code was entered. */
export const arrivalStatement = (pairingId: string, at: number): string => `yongche terminal arrival 1\n${pairingId}\n${at}`;

export const writeProof = ({ device, at, body, seal, page }: ProofFields, signature: string): string =>
  `v1;device=${device};at=${at};body=${body};seal=${seal};page=${page};sig=${signature}`;

const written = /^v1;device=([0-9a-f-]{36});at=(\d{13});body=([\w-]{43});seal=(\d{1,9}\.[\w-]{43});page=([\w.+-]{1,40});sig=([\w-]{86})$/;

/** Reads the header again; undefined where it is not one. */
export function readProof(header: string): (ProofFields & { signature: string }) | undefined {
  const [, device, at, body, seal, page, signature] = written.exec(header) ?? [];
  return device && at && body && seal && page && signature ? { device, at: Number(at), body, seal, page, signature } : undefined;
}
