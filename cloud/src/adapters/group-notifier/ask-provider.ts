/**
 * How a request ended: `answered` with JSON · `not_reached` it never got there, so nothing happened · `refused` by HTTP before anything
 * was done · `lost` it may have been carried out.
 */
export type Asked = { end: 'answered'; body: unknown } | { end: 'not_reached' | 'refused' | 'lost' };

/** Codes of a connection that was never made. */
const neverConnected = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'];

/** Asks once, follows no redirect, and keeps keys, which stand in the address, out of everything it says. */
export async function askProvider(address: URL, init: RequestInit, timeoutMs: number): Promise<Asked> {
  try {
    const answer = await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (answer.status >= 400 && answer.status < 500) return { end: 'refused' };
    if (!answer.ok) return { end: 'lost' };
    return { end: 'answered', body: await answer.json() };
  } catch (error) {
    return { end: neverConnected.includes((error as { cause?: { code?: string } }).cause?.code ?? '') ? 'not_reached' : 'lost' };
  }
}

export const postJson = (address: URL, body: object, timeoutMs: number): Promise<Asked> =>
  askProvider(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, timeoutMs);
