import { caller, codeOf, employeeAt } from '../../../test/people';
import { employee } from '../../../test/product';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const login = (username: string, password: string) =>
  caller(product().url).send('POST /staff-sessions', { body: { username, password, ...(password === 'wrong' ? {} : { totp: codeOf(product(), username) }) } });

describe('登录锁定', () => {
  it('after five failures the right password is refused too, and the wait is told', async () => {
    for (let attempt = 0; attempt < 5; attempt++) expect((await login('finance', 'wrong')).error.code).toBe('identity.wrong_credentials');
    const { status, error } = await login('finance', employee('finance').password);
    const { retryAfterSeconds } = error.details as { retryAfterSeconds: number };
    expect([status, error.code]).toEqual([429, 'identity.login_locked']);
    expect(retryAfterSeconds).toBeGreaterThan(14 * 60);
    expect(retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
    const [{ n }] = await product().server.deps.db.query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'identity.login_locked'");
    expect(Number(n)).toBe(1);
  });

  it('a name that nobody has is answered like one that somebody has, up to the lock of the day', async () => {
    const answersFor = async (username: string) => {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 21; attempt++) {
        // A quarter of an hour passes after every fourth try.
        if (attempt % 4 === 0) await product().server.deps.limits.forgive('login', username);
        codes.push((await login(username, 'wrong')).error.code);
      }
      return codes;
    };
    const ofSomebody = await answersFor('operator1');
    expect(ofSomebody).toEqual([...Array(20).fill('identity.wrong_credentials'), 'identity.account_locked']);
    expect(await answersFor('operator9')).toEqual(ofSomebody);
  });

  it('look-alikes of a name get no tries of their own', async () => {
    for (const username of ['ｃｌｅｒｋ', 'clérk']) {
      const reply = await caller(product().url).send('POST /staff-sessions', { body: { username, password: employee('clerk').password, totp: codeOf(product(), 'clerk') } });
      expect(reply.error.code).toBe('identity.wrong_credentials');
    }
    expect((await login('Clerk'.toLowerCase(), employee('clerk').password)).status).toBe(201);
  });

  it('the security officer sees the lock and takes it off', async () => {
    const security = await employeeAt(product(), 'security');
    const { items } = await security.call('GET /staff', { query: { q: 'operator1' } as never });
    expect(items[0]).toMatchObject({ lockedAt: expect.any(String), may: expect.arrayContaining(['unlock']) });
    expect((await security.call('POST /staff/:id/unlocking', { params: { id: items[0]!.id } })).lockedAt).toBeNull();
    expect((await (await employeeAt(product(), 'operator1')).send('GET /staff-account')).status).toBe(200);
    const acts: { action: string }[] = await product().server.deps.db.query('SELECT action FROM audit_events WHERE subject_id = ?', [items[0]!.id]);
    expect(acts.map(({ action }) => action)).toEqual(expect.arrayContaining(['identity.account_locked', 'identity.staff_unlocked']));
  });
});
