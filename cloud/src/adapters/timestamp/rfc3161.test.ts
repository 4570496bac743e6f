import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyTimestamp } from 'yongche-verify/timestamp.cjs';
import { startTsa, type TsaSimulator } from '../../../simulators/tsa';
import vector from './openssl-token.json';
import { createRfc3161Authority } from './rfc3161';
import type { TimestampAuthority } from './timestamp';

const directory = mkdtempSync(join(tmpdir(), 'tsa-'));
const note = Buffer.from('what is to be stamped');
let tsa: TsaSimulator;
let authority: TimestampAuthority;

beforeAll(async () => {
  tsa = await startTsa({ directory, port: 0 });
  authority = createRfc3161Authority({ url: tsa.url, certificate: tsa.env.TSA_CERTIFICATE! }, { timeoutMs: 400 });
});
afterAll(async () => {
  await tsa.close();
  rmSync(directory, { recursive: true });
});

describe('a time stamp', () => {
  it('says when and by whom, and is proven by its token alone', async () => {
    const { token, at, authority: name } = await authority.stamp(note);
    expect(Math.abs(at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(name).toBe('模拟时间戳服务器');
    expect(verifyTimestamp(token, { stamped: note, roots: [tsa.env.TSA_CERTIFICATE!] })).toMatchObject({ at, trusted: true });
    expect(verifyTimestamp(token, { stamped: note })).toMatchObject({ at, trusted: false });
    expect(() => verifyTimestamp(token, { stamped: Buffer.from('something else') })).toThrow('时间戳盖的不是这份内容');
  });

  it.each(['wrong_imprint', 'wrong_nonce', 'expired_certificate', 'foreign_root', 'old_time'] as const)('is not believed where the authority lies: %s', async (lie) => {
    tsa.lieNext(lie);
    await expect(authority.stamp(note)).rejects.toMatchObject({ kind: 'untrusted_answer', provider: 'tsa' });
    await expect(authority.stamp(note)).resolves.toBeDefined();
  });

  it.each([
    ['hang', 'timeout'],
    ['reset', 'unavailable'],
    ['html_502', 'unavailable'],
    ['refuse', 'rejected'],
    ['tampered', 'untrusted_answer'],
    ['truncated', 'untrusted_answer'],
  ] as const)('that does not come is told of: %s', async (fault, kind) => {
    tsa.failNext(fault);
    await expect(authority.stamp(note)).rejects.toMatchObject({ kind });
  });

  it('of another maker (OpenSSL, RSA signer, a curve between, SHA-512) is read too, and no changed byte of what it says passes', () => {
    const token = Buffer.from(vector.token, 'base64');
    const wanted = { stamped: Buffer.from(vector.stamped), roots: [vector.root] };
    const { at, authority: name } = verifyTimestamp(token, wanted);
    expect(name).toBe('RSA signer');
    expect(() => verifyTimestamp(token, { ...wanted, roots: [tsa.env.TSA_CERTIFICATE!] })).toThrow('时间戳机构的证书不是由所信任的根证书签发的');
    // Every seventh is enough: reading the certificates anew each time is slow.
    for (let place = 0; place < token.length; place += 7) {
      const changed = Buffer.from(token);
      changed[place]! ^= 1;
      const read = readOrUndefined(() => verifyTimestamp(changed, wanted));
      // Some bytes mean nothing, such as the version; whatever passes says the same.
      if (read) expect(read).toMatchObject({ at, authority: 'RSA signer', trusted: true });
    }
  });
});

function readOrUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
