import type { KeyRing } from '../../adapters/keys/key-ring';
import type { CertificateStatement } from '../registry/certificate-code';

/** What a QR code or an address of ours says, signed: short keys, because every letter makes the code denser. */
export type Statement =
  /** 代理证: signed by the key of its period, see `certificateToken`. */
  | CertificateStatement
  /** 核对凭证: serial of the deal and the digest of its pictures. */
  | { k: 'voucher'; s: string; d: string }
  /** 申请材料的地址: paper, the words of the watermark, the viewer's session, and the Unix second at which it is over. */
  | { k: 'paper'; i: string; w: string; s: string; e: number }
  /** 照片地址: image and variant, and the rest as of a paper. */
  | { k: 'picture'; i: string; v: 'full' | 'thumbnail'; w: string; s: string; e: number };

/** `<payload>.<signature>`, both base64url; Ed25519 over the payload's text. */
export function signStatement(keys: KeyRing, statement: Statement): string {
  const payload = Buffer.from(JSON.stringify(statement)).toString('base64url');
  return `${payload}.${keys.sign(Buffer.from(payload)).toString('base64url')}`;
}

/** The statement of a token, or undefined where it was not signed by us. */
export function readStatement(keys: KeyRing, token: string): Statement | undefined {
  const [payload, signature] = token.split('.');
  if (!payload || !signature) return undefined;
  const statement = parse(payload);
  if (!statement) return undefined;
  const key = statement.k === 'certificate' ? periodKeyFor(keys, statement.p) : keys;
  return key?.verify(Buffer.from(payload), Buffer.from(signature, 'base64url')) ? statement : undefined;
}

const periodKeyFor = (keys: KeyRing, period: unknown) => (typeof period === 'string' && /^\d{4}-\d{2}$/.test(period) ? keys.periodKey(period) : undefined);

/** What the payload says; nothing of it is believed before its signature has been looked at. */
function parse(payload: string): Statement | undefined {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Statement;
  } catch {
    return undefined;
  }
}
