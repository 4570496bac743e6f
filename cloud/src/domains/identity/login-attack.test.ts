import { randomInt } from 'node:crypto';
import { Agent, request } from 'node:http';
import { useProduct } from '../../../test/use-product';
import { readEnv } from '../../env';
import { type RunningServer, startServer } from '../../server';

const product = useProduct();
const agent = new Agent({ keepAlive: true, maxSockets: 50 });
const usernames = ['clerk', 'finance', 'president', 'auditor', 'nobody1', 'nobody2', 'nobody3', 'nobody4'];

function guess({ url }: RunningServer, username: string, address: string): Promise<number> {
  const body = JSON.stringify({ username, password: `guess ${randomInt(1e9)}`, totp: String(randomInt(1e6)).padStart(6, '0') });
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-forwarded-for': address, 'x-real-ip': address };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/staff-sessions`, { method: 'POST', headers, agent }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode!)));
    sent.on('error', reject).end(body);
  });
}

/** So many tries, fifty at a time, each from another address that it claims; returns the statuses and how many passwords were really compared. */
async function attack(server: RunningServer, tries: number) {
  const { passwords } = server.deps;
  const before = passwords.comparisons();
  const statuses: Record<number, number> = {};
  let next = 0;
  async function guesser() {
    for (let at = next++; at < tries; at = next++) {
      const status = await guess(server, usernames[at % usernames.length]!, `198.${18 + (at >> 16)}.${(at >> 8) % 256}.${at % 256}`);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  }
  await Promise.all(Array.from({ length: 50 }, guesser));
  return { statuses, compared: passwords.comparisons() - before };
}

/** A few seconds on a free machine; the rest is for one that is busy. */
const patience = 120_000;

afterAll(() => agent.destroy());

describe('暴力破解登录', () => {
  it('of 10,000 tries from one address under forged addresses at most 40 reach a password comparison, and none opens anything', async () => {
    const { statuses, compared } = await attack(product().server, 10_000);
    // Five for each of eight names in a quarter of an hour; X-Forwarded-For counts for nothing without a trusted proxy.
    expect(compared).toBeLessThanOrEqual(5 * usernames.length);
    expect(statuses).toEqual({ 401: compared, 429: 10_000 - compared });
  }, patience);

  it('nor do more from as many real addresses, behind a proxy that tells them', async () => {
    const server = await startServer(readEnv({ ...product().env, TRUSTED_PROXIES: '1' }), { clock: product().clock });
    await server.deps.db.query("DELETE FROM rate_limits WHERE `key` LIKE 'login%'");
    const { statuses, compared } = await attack(server, 1_000);
    await server.close();
    expect(compared).toBeLessThanOrEqual(5 * usernames.length);
    expect(statuses).toEqual({ 401: compared, 429: 1_000 - compared });
  }, patience);
});
