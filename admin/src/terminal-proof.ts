import { proofHeader, proofStatement, sealHeader, writeProof } from '@yongche/contract/standards/terminal-proof';
import { pageVersion } from './page-version';
import { changePairing, isNoTerminal, readPairing } from './terminal-store';

/** Bytes in base64url. */
export function base64url(bytes: ArrayBuffer): string {
  const text = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Signs a statement with this PC's key. */
export async function signWith(key: CryptoKey, statement: string): Promise<string> {
  return base64url(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(statement)));
}

/** 固定端证明 for one request: a header on a paired PC, nothing elsewhere. */
export async function proofFor(method: string, address: string, body: string | Blob | undefined): Promise<Record<string, string>> {
  if (isNoTerminal()) return {};
  const kept = await readPairing();
  if (kept?.state !== 'paired') return {};
  const bytes = body instanceof Blob ? await body.arrayBuffer() : new TextEncoder().encode(body ?? '');
  const digest = base64url(await crypto.subtle.digest('SHA-256', bytes));
  const fields = { device: kept.device, at: Date.now() + kept.ahead, body: digest, seal: kept.seal, page: pageVersion };
  return { [proofHeader]: writeProof(fields, await signWith(kept.key, proofStatement(method, address, fields))) };
}

const numberOf = (seal: string) => Number(seal.split('.')[0]);

/** Keeps the seal that came with an answer. Of several with one number the first one counts, in all tabs alike. */
export async function takeSeal(headers: Headers): Promise<void> {
  const offered = headers.get(sealHeader);
  if (!offered) return;
  await changePairing((kept) => (kept?.state === 'paired' && numberOf(offered) > numberOf(kept.seal) ? { ...kept, seal: offered } : kept)).catch(() => {
    // What was not kept is offered again with the next answer.
  });
}

/** The server has told its time, because this PC's clock is wrong: signs by the server's from now on. */
export async function takeTime(details: unknown): Promise<void> {
  const { now } = details as { now: number };
  await changePairing((kept) => (kept && kept.state !== 'out' ? { ...kept, ahead: now - Date.now() } : kept));
}

/** The server has put this PC out: its key is worth nothing, and what stays is why. */
export async function takePuttingOut(details: unknown): Promise<void> {
  const { reason } = details as { reason: string | null };
  await changePairing((kept) => (kept?.state === 'paired' ? { state: 'out', reason, terminal: kept.terminal } : kept));
}
