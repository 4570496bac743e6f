import { softwareAuthenticator } from '../../../test/authenticator';
import { type Caller, caller, employeeAt, firstLogin, withCookieOf } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const stranger = () => caller(product().url);
const refused = 'identity.passkey_refused';

async function enrolled(employee: Caller, key = softwareAuthenticator(product().url)) {
  const { options } = await employee.call('POST /staff-account/passkey-challenges');
  const account = await employee.call('POST /staff-account/passkeys', { body: { name: '办公电脑', attestation: key.attest(options) } });
  return { key, account };
}
const challenge = async () => (await stranger().call('POST /passkey-challenges')).options;
const logIn = (assertion: object) => stranger().send('POST /passkey-sessions', { body: { assertion } as never });

describe('通行密钥', () => {
  it('logs in by itself, verified by finger, face or PIN', async () => {
    const { key, account } = await enrolled(await employeeAt(product(), 'clerk'));
    expect(account.passkeys).toMatchObject([{ name: '办公电脑', lastUsedAt: null }]);
    const reply = await logIn(key.assert(await challenge()));
    expect([reply.status, reply.body.username]).toEqual([201, 'clerk']);
    const clerk = withCookieOf(product(), reply);
    expect((await clerk.call('GET /staff-account')).passkeys[0]!.lastUsedAt).not.toBeNull();
    // Such a log-in counts as a fresh second factor.
    expect((await clerk.send('POST /staff-account/recovery-codes')).status).toBe(201);
  });

  it('refuses answers without verification, from another site, to a strange or old challenge, twice, by another key or a copied one', async () => {
    const { key } = await enrolled(await employeeAt(product(), 'finance'));
    const codeOf = async (assertion: object) => (await logIn(assertion)).error?.code;
    expect(await codeOf(key.assert(await challenge(), { userVerified: false }))).toBe(refused);
    expect(await codeOf(key.assert(await challenge(), { from: 'https://evil.example' }))).toBe(refused);
    expect(await codeOf(key.assert({ challenge: Buffer.alloc(40).toString('base64url') }))).toBe(refused);
    const { options: ofOtherPurpose } = await (await employeeAt(product(), 'finance')).call('POST /staff-sessions/current/passkey-challenges');
    expect(await codeOf(key.assert(ofOtherPurpose))).toBe(refused);
    const late = await challenge();
    product().clock.advance(6 * 60);
    expect(await codeOf(key.assert(late))).toBe(refused);
    expect(await codeOf(softwareAuthenticator(product().url).assert(await challenge()))).toBe(refused);
    const stolen = { ...softwareAuthenticator(product().url).assert(await challenge()), id: key.id, rawId: key.id };
    expect(await codeOf(stolen)).toBe(refused);
    const once = key.assert(await challenge());
    expect([await codeOf(once), await codeOf(once)]).toEqual([undefined, refused]);
    key.rewind();
    expect(await codeOf(key.assert(await challenge()))).toBe(refused);
  });

  it('of somebody suspended opens nothing', async () => {
    const { key } = await enrolled(await employeeAt(product(), 'president'));
    const security = await employeeAt(product(), 'security');
    const { id } = (await security.call('GET /staff', { query: { q: 'president' } as never })).items[0]!;
    await security.call('POST /staff/:id/suspension', { params: { id }, body: { reason: 'leave' } });
    expect((await logIn(key.assert(await challenge()))).error.code).toBe('identity.account_not_in_force');
  });

  it('serves as the second factor of the first log-in, and cannot be the last to go', async () => {
    const technician = await employeeAt(product(), 'technician');
    const { staff, temporaryPassword } = await technician.call('POST /staff', { body: { username: 'keyholder', name: '新同事', role: 'inspector' } });
    await (await employeeAt(product(), 'security')).call('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role: 'inspector' } });
    const inspector = await firstLogin(product(), 'keyholder', temporaryPassword.password);
    await inspector.call('PUT /staff-account/password', { body: { current: temporaryPassword.password, next: '三江口的灯火照着一条夜航船' } });
    const { key, account } = await enrolled(inspector);
    expect(account.owes).toBe('recovery_codes');
    await inspector.call('POST /staff-account/recovery-codes');
    expect((await stranger().send('POST /staff-sessions', { body: { username: 'keyholder', password: '三江口的灯火照着一条夜航船' } })).error.code).toBe('identity.wrong_credentials');
    const again = withCookieOf(product(), await logIn(key.assert(await challenge())));
    const [passkey] = (await again.call('GET /staff-account')).passkeys;
    expect((await again.send('DELETE /staff-account/passkeys/:id', { params: { id: passkey!.id } })).error.code).toBe('identity.last_second_factor');
    const second = await enrolled(again);
    expect(second.account.passkeys).toHaveLength(2);
    expect((await again.call('DELETE /staff-account/passkeys/:id', { params: { id: passkey!.id } })).passkeys).toHaveLength(1);
    expect((await logIn(key.assert(await challenge()))).error.code).toBe(refused);
  });

  it('steps up a session, with a key of the same employee only', async () => {
    const operator = await employeeAt(product(), 'operator1');
    const { key } = await enrolled(operator);
    const { key: foreign } = await enrolled(await employeeAt(product(), 'operator2'));
    const answer = async (by: typeof key) => {
      const { options } = await operator.call('POST /staff-sessions/current/passkey-challenges');
      return operator.send('POST /staff-sessions/current/step-up', { body: { assertion: by.assert(options) } });
    };
    expect((await answer(foreign)).error.code).toBe(refused);
    expect((await answer(key)).status).toBe(200);
  });
});
