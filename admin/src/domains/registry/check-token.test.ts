import { canCheckSignatures, type CertificateStatement, type CheckKey, readToken, tokenIn } from './check-token';

const base64url = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
const writtenIn = (says: object) => base64url(new TextEncoder().encode(JSON.stringify(says)));
const newKey = () => crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

let october: CryptoKeyPair;
let november: CryptoKeyPair;
let keys: CheckKey[];
beforeAll(async () => {
  [october, november] = await Promise.all([newKey(), newKey()]);
  const publicKeyOf = async ({ publicKey }: CryptoKeyPair) => base64url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)));
  keys = [
    { period: '2026-10', publicKey: await publicKeyOf(october) },
    { period: '2026-11', publicKey: await publicKeyOf(november) },
  ];
});

const now = Date.parse('2026-11-23T06:03:00Z');
const statement: CertificateStatement = {
  k: 'certificate',
  p: '2026-11',
  c: '0199f3a0-0000-7000-8000-000000000001',
  n: 'NB2026000012',
  h: '甄*范',
  o: '宁波示例二手车经纪有限公司',
  e: now / 1000 + 20,
};

async function signed(says: object, { privateKey } = november): Promise<string> {
  const payload = writtenIn(says);
  const signature = await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(payload));
  return `${payload}.${base64url(new Uint8Array(signature))}`;
}

it('confirms a code of the month without network, to the second', async () => {
  expect(await readToken(await signed(statement), keys, now)).toEqual({ kind: 'valid', statement });
  const kindAt = async (seconds: number) => (await readToken(await signed(statement), keys, now + seconds * 1000)).kind;
  expect(await kindAt(25)).toBe('valid');
  expect(await kindAt(26)).toBe('expired');
  expect(await kindAt(-15)).toBe('valid');
  expect(await kindAt(-16)).toBe('early');
});

it('says by how much a code is late, or this clock is slow', async () => {
  expect(await readToken(await signed(statement), keys, now + 140_000)).toMatchObject({ kind: 'expired', secondsAgo: 120 });
  expect(await readToken(await signed(statement), keys, now - 300_000)).toMatchObject({ kind: 'early', secondsAhead: 290 });
});

it('takes a changed text, a foreign signature and the key of another month for forged', async () => {
  const [payload = '', signature = ''] = (await signed(statement)).split('.');
  const renamed = writtenIn({ ...statement, h: '贾*例' });
  expect(await readToken(`${renamed}.${signature}`, keys, now)).toEqual({ kind: 'forged' });
  expect(await readToken(`${payload}.${'A'.repeat(86)}`, keys, now)).toEqual({ kind: 'forged' });
  expect(await readToken(await signed(statement, october), keys, now)).toEqual({ kind: 'forged' });
  expect(await readToken(await signed(statement, await newKey()), keys, now)).toEqual({ kind: 'forged' });
});

it('does not believe a key of last month that signs today', async () => {
  expect(await readToken(await signed({ ...statement, p: '2026-10' }, october), keys, now)).toEqual({ kind: 'forged' });
});

it('believes the key of last month in the first seconds of this one', async () => {
  const midnight = Date.parse('2026-11-01T00:00:00Z');
  const late = { ...statement, p: '2026-10', e: midnight / 1000 + 12 };
  expect(await readToken(await signed(late, october), keys, midnight)).toMatchObject({ kind: 'valid' });
});

it('names the month whose key is missing, and what is no certificate', async () => {
  expect(await readToken(await signed({ ...statement, p: '2027-02' }), keys, now)).toEqual({ kind: 'key_missing', period: '2027-02' });
  expect(await readToken(await signed({ k: 'voucher', s: '2026', d: 'f' }), keys, now)).toEqual({ kind: 'voucher' });
  for (const says of [{ k: 'other' }, { ...statement, e: 'soon' }, { ...statement, o: 7 }, ['certificate']]) {
    expect(await readToken(await signed(says), keys, now)).toEqual({ kind: 'foreign' });
  }
  expect(await readToken(`bm90IGpzb24.${'A'.repeat(86)}`, keys, now)).toEqual({ kind: 'foreign' });
});

it('finds the token in what a scanner types', async () => {
  const token = await signed(statement);
  const address = `https://yongche.example/check/${token}`;
  const inverted = address.replace(/[a-z]/gi, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));
  const fullWidth = address.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
  expect(tokenIn(address)).toBe(token);
  expect(tokenIn(` ${token}\n`)).toBe(token);
  expect(tokenIn(inverted)).toBe(token);
  expect(tokenIn(fullWidth)).toBe(token);
  expect(tokenIn(address.slice(0, -1))).toBeUndefined();
  expect(tokenIn('https://weixin.example/pay?x=1')).toBeUndefined();
});

it('knows a browser without Ed25519, and one that gives no cryptography to a page without https', async () => {
  expect(await canCheckSignatures()).toBe(true);
  const refuse = jest.spyOn(crypto.subtle, 'importKey').mockRejectedValue(new DOMException('Ed25519', 'NotSupportedError'));
  expect(await readToken(await signed(statement), keys, now)).toEqual({ kind: 'unsupported' });
  refuse.mockRestore();
});
