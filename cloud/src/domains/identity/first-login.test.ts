import { createTestDatabase } from '../../../test/database';
import { caller, employeeAt, firstLogin, withCookieOf } from '../../../test/people';
import { useProduct } from '../../../test/use-product';
import { openDatabase } from '../../database';
import { openFirstAccounts } from './first-accounts';
import { totpAt } from './totp';

const product = useProduct();
const ownPassword = '柳汀街口早上有豆浆和油条';
const codeFor = (secret: string) => totpAt(secret, Math.floor(product().clock.now().getTime() / 30_000));

/** A new employee with a temporary password, confirmed. */
async function newClerk(username: string) {
  const technician = await employeeAt(product(), 'technician');
  const security = await employeeAt(product(), 'security');
  const { staff, temporaryPassword } = await technician.call('POST /staff', { body: { username, name: '新文员', role: 'clerk' } });
  await security.call('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role: 'clerk' } });
  return { id: staff.id, username, password: temporaryPassword.password };
}

describe('首次登录', () => {
  it('goes from the temporary password to the second factor to the recovery codes, and opens nothing before', async () => {
    const { username, password } = await newClerk('newclerk1');
    const clerk = await firstLogin(product(), username, password);
    expect((await clerk.call('GET /staff-sessions/current')).owes).toBe('password');
    expect((await clerk.send('GET /transactions')).error.code).toBe('identity.setup_required');
    expect((await clerk.send('POST /staff-account/totp')).error.code).toBe('identity.setup_order');

    const account = await clerk.call('PUT /staff-account/password', { body: { current: password, next: ownPassword } });
    expect([account.owes, account.hasTotp]).toEqual(['second_factor', false]);
    expect((await clerk.send('POST /staff-account/recovery-codes')).error.code).toBe('identity.setup_order');

    const { secret, qr } = await clerk.call('POST /staff-account/totp');
    expect(qr).toMatch(/^data:image\/png;base64,/);
    expect((await clerk.send('PUT /staff-account/totp', { body: { totp: '000000' } })).error.code).toBe('identity.second_factor_wrong');
    expect((await clerk.call('PUT /staff-account/totp', { body: { totp: codeFor(secret) } })).owes).toBe('recovery_codes');

    const { codes } = await clerk.call('POST /staff-account/recovery-codes');
    expect(codes).toHaveLength(10);
    expect(codes.every((code) => /^([2-9A-Z]{4}-){2}[2-9A-Z]{4}$/.test(code))).toBe(true);
    expect(await clerk.call('GET /staff-account')).toMatchObject({ owes: null, hasTotp: true, recoveryCodesLeft: 10 });
    expect((await clerk.send('GET /transactions')).status).toBe(200);

    const [stored] = await product().server.deps.db.query("SELECT GROUP_CONCAT(code_index) AS codes FROM staff_recovery_codes");
    expect(codes.some((code) => String(stored.codes).includes(code.replaceAll('-', '')))).toBe(false);
  });

  it('takes a recovery code in place of the one-time code once, typed in any way', async () => {
    const { username, password } = await newClerk('newclerk2');
    const clerk = await firstLogin(product(), username, password);
    await clerk.call('PUT /staff-account/password', { body: { current: password, next: ownPassword } });
    const { secret } = await clerk.call('POST /staff-account/totp');
    await clerk.call('PUT /staff-account/totp', { body: { totp: codeFor(secret) } });
    const { codes } = await clerk.call('POST /staff-account/recovery-codes');
    const login = (recoveryCode: string) => caller(product().url).send('POST /staff-sessions', { body: { username, password: ownPassword, recoveryCode } });
    expect((await login(codes[0]!.toLowerCase().replaceAll('-', ' '))).status).toBe(201);
    expect((await login(codes[0]!)).error.code).toBe('identity.wrong_credentials');
    expect((await clerk.call('GET /staff-account')).recoveryCodesLeft).toBe(9);
    // Made anew, all former ones are worth nothing; the session is young enough only after the factor is given again.
    expect((await clerk.send('POST /staff-account/recovery-codes')).error.code).toBe('identity.step_up_required');
    product().clock.advance(31);
    const stepped = await clerk.send('POST /staff-sessions/current/step-up', { body: { totp: codeFor(secret) } });
    await withCookieOf(product(), stepped).call('POST /staff-account/recovery-codes');
    expect((await login(codes[1]!)).error.code).toBe('identity.wrong_credentials');
  });

  it('goes on where it was left, and asks for the factor that is already set', async () => {
    const { username, password } = await newClerk('newclerk3');
    const clerk = await firstLogin(product(), username, password);
    await clerk.call('PUT /staff-account/password', { body: { current: password, next: ownPassword } });
    const again = await firstLogin(product(), username, ownPassword);
    expect((await again.call('GET /staff-sessions/current')).owes).toBe('second_factor');
    const { secret } = await again.call('POST /staff-account/totp');
    await again.call('PUT /staff-account/totp', { body: { totp: codeFor(secret) } });
    const withoutCode = await caller(product().url).send('POST /staff-sessions', { body: { username, password: ownPassword } });
    expect(withoutCode.error.code).toBe('identity.wrong_credentials');
  });

  it('a new system begins with three persons, and only once', async () => {
    const db = await openDatabase(await createTestDatabase(), 2);
    await db.runMigrations();
    const made = await openFirstAccounts(db, product().clock.now());
    expect(made.map(({ username }) => username)).toEqual(['technician', 'security', 'auditor']);
    expect(await openFirstAccounts(db, product().clock.now())).toEqual([]);
    const [{ n }] = await db.query("SELECT COUNT(*) AS n FROM staff WHERE state = 'active' AND set_up_at IS NULL AND temporary_password_until IS NOT NULL");
    expect(Number(n)).toBe(3);
    await db.destroy();
  });

  it('refuses short, common and unchanged passwords, and a wrong present one', async () => {
    const { username, password } = await newClerk('newclerk4');
    const clerk = await firstLogin(product(), username, password);
    const tries = [{ current: password, next: 'too short' }, { current: password, next: 'Password1234' }, { current: password, next: 'i-am-newclerk4' }, { current: password, next: password }, { current: 'wrong', next: ownPassword }];
    for (const body of tries) expect((await clerk.send('PUT /staff-account/password', { body })).error).toMatchObject({ code: 'request.invalid', fields: [{ field: body.current === 'wrong' ? 'current' : 'next' }] });
  });

  it('ends with the temporary password’s time', async () => {
    const { username, password } = await newClerk('newclerk5');
    product().clock.advance(73 * 3600);
    const late = await caller(product().url).send('POST /staff-sessions', { body: { username, password } });
    expect(late.error.code).toBe('identity.temporary_password_expired');
  });

  it('a new password puts the other log-ins out', async () => {
    const finance = await employeeAt(product(), 'finance');
    const elsewhere = await employeeAt(product(), 'finance');
    await finance.call('PUT /staff-account/password', { body: { current: 'Yongche-2026', next: ownPassword } });
    expect([(await finance.send('GET /staff-account')).status, (await elsewhere.send('GET /staff-account')).status]).toEqual([200, 401]);
  });
});
