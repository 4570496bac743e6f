import { randomInt } from 'node:crypto';
import { codeOf, employeeAt } from '../../../test/people';
import { employee } from '../../../test/product';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

const usernames = ['clerk', 'finance', 'president', 'auditor', 'nobody1', 'nobody2', 'nobody3', 'nobody4'];
const comparisons = () => product().server.deps.passwords.comparisons();

async function guess(username: string, address: string): Promise<number> {
  const body = JSON.stringify({ username, password: `guess ${randomInt(1e9)}`, totp: String(randomInt(1e6)).padStart(6, '0') });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address, 'x-real-ip': address };
  const response = await fetch(`${product().url}/api/staff-sessions`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

/** Ten thousand tries, fifty at a time; returns how often each status was answered. */
async function attack(addressOf: (at: number) => string): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  let next = 0;
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let at = next++; at < 10_000; at = next++) {
        const status = await guess(usernames[at % usernames.length]!, addressOf(at));
        statuses[status] = (statuses[status] ?? 0) + 1;
      }
    }),
  );
  return statuses;
}

describe('暴力破解登录', () => {
  it('ten thousand tries from one address with forged X-Forwarded-For reach at most 40 password comparisons and open nothing', async () => {
    const before = comparisons();
    const statuses = await attack((at) => `198.51.${(at >> 8) % 256}.${at % 256}`);
    const compared = comparisons() - before;
    // Five a name in a quarter of an hour, and never more than sixty from one address.
    expect(compared).toBeLessThanOrEqual(5 * usernames.length);
    expect(statuses[201]).toBeUndefined();
    expect(statuses).toEqual({ 401: compared, 429: 10_000 - compared });
  });

  it('the right password is refused with the rest while its name is locked, and the wait is told', async () => {
    const response = await fetch(`${product().url}/api/staff-sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'clerk', password: employee('clerk').password, totp: codeOf(product(), 'clerk') }),
    });
    const { error } = (await response.json()) as { error: { code: string; details: { retryAfterSeconds: number } } };
    expect([response.status, error.code]).toEqual([429, 'identity.login_locked']);
    expect(error.details.retryAfterSeconds).toBeGreaterThan(60);
    expect(error.details.retryAfterSeconds).toBeLessThanOrEqual(15 * 60);
  });

  it('a name that nobody has is answered like one that somebody has, up to the lock of the day', async () => {
    const { limits } = product().server.deps;
    const answers = new Map<string, string[]>();
    for (const username of ['operator1', 'operator9']) {
      const codes: string[] = [];
      for (let attempt = 0; attempt < 21; attempt++) {
        // A quarter of an hour passes after every fourth try.
        if (attempt % 4 === 0) await limits.forgive('login', username);
        const response = await fetch(`${product().url}/api/staff-sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password: 'wrong' }) });
        codes.push(((await response.json()) as { error: { code: string } }).error.code);
      }
      answers.set(username, codes);
    }
    expect(answers.get('operator1')).toEqual([...Array(20).fill('identity.wrong_credentials'), 'identity.account_locked']);
    expect(answers.get('operator9')).toEqual(answers.get('operator1'));
  });

  it('the security officer sees the lock and takes it off', async () => {
    const security = await employeeAt(product(), 'security');
    const { items } = await security.call('GET /staff', { query: { q: 'operator1' } as never });
    expect(items[0]).toMatchObject({ lockedAt: expect.any(String), may: expect.arrayContaining(['unlock']) });
    expect((await security.call('POST /staff/:id/unlocking', { params: { id: items[0]!.id } })).lockedAt).toBeNull();
    expect((await (await employeeAt(product(), 'operator1')).send('GET /staff-account')).status).toBe(200);
    const actions: { action: string }[] = await product().server.deps.db.query('SELECT action FROM audit_events WHERE subject_id = ?', [items[0]!.id]);
    const seen = actions.map(({ action }) => action);
    expect([seen.includes('identity.account_locked'), seen.includes('identity.staff_unlocked')]).toEqual([true, true]);
  });
});
