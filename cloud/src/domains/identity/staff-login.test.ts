import { caller, employeeAt } from '../../../test/people';
import { employee } from '../../../test/product';
import { useProduct } from '../../../test/use-product';
import { totpAt } from './totp';

const product = useProduct();
const codeNow = (username: string) => totpAt(employee(username).totpSecret, Math.floor(product().clock.now().getTime() / 30_000));
const login = (username: string, change: object = {}) =>
  caller(product().url).send('POST /staff-sessions', { body: { username, password: employee(username).password, totp: codeNow(username), ...change } });

describe('员工登录', () => {
  it('takes password and one-time code, and keeps the session in a cookie that scripts cannot read', async () => {
    const reply = await login('clerk');
    expect([reply.status, reply.body.role]).toEqual([201, 'clerk']);
    expect(reply.headers.get('set-cookie')).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
  });
  it('takes no code twice', async () => {
    product().clock.advance(31);
    expect((await login('finance')).status).toBe(201);
    expect((await login('finance')).error.code).toBe('identity.wrong_credentials');
  });
  it('does not say what was wrong', async () => {
    product().clock.advance(31);
    const replies = [await login('inspector1', { password: 'wrong' }), await login('inspector1', { totp: '000000' }), await login('clerk', { username: 'nobody' })];
    expect(replies.map(({ error }) => error.code)).toEqual(Array(3).fill('identity.wrong_credentials'));
  });
  it('locks a name after five failures, also against the right password, and opens again after a quarter of an hour', async () => {
    for (let attempt = 0; attempt < 5; attempt++) await login('inspector2', { password: `guess ${attempt}` });
    const locked = await login('inspector2');
    expect([locked.status, Number(locked.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
  it('ends after half an hour without use', async () => {
    const technician = await employeeAt(product(), 'technician');
    product().clock.advance(29 * 60);
    expect((await technician.send('GET /staff-sessions/current')).status).toBe(200);
    product().clock.advance(31 * 60);
    expect((await technician.send('GET /staff-sessions/current')).status).toBe(401);
  });
  it('writes only from our own pages', async () => {
    const operator = await employeeAt(product(), 'operator1');
    for (const origin of ['https://evil.example', 'null', '']) {
      const reply = await operator.send('DELETE /staff-sessions/current', { headers: { origin } });
      expect(reply.error.code).toBe('request.foreign_origin');
    }
    expect((await operator.send('DELETE /staff-sessions/current')).status).toBe(204);
    expect((await operator.send('GET /staff-sessions/current')).status).toBe(401);
  });
  it('an agent’s token opens nothing of the staff’s, nor a cookie the agent’s', async () => {
    const operator = await employeeAt(product(), 'operator2');
    expect((await operator.send('GET /account')).status).toBe(401);
  });
});
