import type { KeyRing } from '../../adapters/keys/key-ring';

/** What a QR code of ours says, signed: short keys, because every letter makes the code denser. */
export type Statement =
  /** 代理证: id of the certificate, and the Unix second after which the code is stale. */
  | { k: 'certificate'; c: string; e: number }
  /** 核对凭证: serial of the deal and the digest of its pictures. */
  | { k: 'voucher'; s: string; d: string };

/** `<payload>.<signature>`, both base64url; Ed25519 over the payload's text. */
export function signStatement(keys: KeyRing, statement: Statement): string {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return `${payload}.${keys.sign(Buffer.from(payload)).toString('base64url')}`;
}

/** The statement of a token, or undefined where it was not signed by us. */
export function readStatement(keys: KeyRing, token: string): Statement | undefined {
  const [payload, signature] = token.split('.');
  if (!payload || !signature || !keys.verify(Buffer.from(payload), Buffer.from(signature, 'base64url'))) return undefined;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Statement;
}
