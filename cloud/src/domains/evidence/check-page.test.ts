import { createPublicKey, verify } from 'node:crypto';
import { caller, newDeal, verifiedAgent } from '../../../test/people';
import { enrolledAgent, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const textAt = async (url: string) => (await fetch(url)).text();
const byHand = (number: string, code: string) => `${product().url}/check?number=${encodeURIComponent(number)}&code=${encodeURIComponent(code)}`;

/** As the market's page does it, with nothing but the public key: the statement, or what is wrong. */
async function readOffline(token: string, keys: { period: string; publicKey: string }[]) {
  const [payload, signature] = token.split('.') as [string, string];
  const said = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { p: string; n: string; h: string; o: string; e: number };
  const key = keys.find(({ period }) => period === said.p);
  if (!key) return 'unknown period';
  const open = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' });
  return verify(null, Buffer.from(payload), open, Buffer.from(signature, 'base64url')) ? said : 'forged';
}

describe('the electronic certificate', () => {
  it('shows a code for 30 seconds: then it is stale, and a screenshot is worth nothing', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product(), '查验车行'), { name: '查验甲' });
    const { qrUrl, qrExpiresAt } = await agent.call('GET /certificate');
    expect(new Date(qrExpiresAt!).getTime() - product().clock.now().getTime()).toBeLessThanOrEqual(30_000);
    const shown = await textAt(qrUrl!);
    expect(shown).toContain('代理证有效');
    expect(shown).toContain('查**');
    expect(shown).toContain('查验车行');
    expect(shown).not.toContain('查验甲');
    product().clock.advance(31);
    expect(await textAt(qrUrl!)).toContain('二维码已过期');
  });

  it('is read by a market without a network, by the public key of its month alone', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product(), '离线车行'));
    const { keys } = await caller(product().url).call('GET /check-keys');
    const token = (await agent.call('GET /certificate')).qrUrl!.split('/').at(-1)!;
    expect(await readOffline(token, keys)).toMatchObject({ n: agent.number, h: '工**', o: '离线车行' });
    const [payload, signature] = token.split('.') as [string, string];
    const changed = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('离线车行', '冒名车行')).toString('base64url');
    expect(await readOffline(`${changed}.${signature}`, keys)).toBe('forged');
    expect(await textAt(`${product().url}/check/${changed}.${signature}`)).toContain('无法确认');
    expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(3);
  });

  it('is checked by hand with number and 查验码, however they are written, as page and as JSON', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { checkCode } = await agent.call('GET /certificate');
    expect(checkCode).toMatch(/^[2-9A-HJ-NP-Y]{8}$/);
    expect(await textAt(byHand(agent.number, ` ${checkCode!.toLowerCase()} `))).toContain('代理证有效');
    const json = await fetch(byHand(agent.number, checkCode!), { headers: { accept: 'application/json' } });
    expect(await json.json()).toMatchObject({ tone: 'good', rows: expect.arrayContaining([['代理证号', agent.number]]) });
    const [wrongCode, wrongNumber] = [await textAt(byHand(agent.number, '22222222')), await textAt(byHand('甬代20269999', checkCode!))];
    expect(wrongCode).toContain('没有查到');
    expect(wrongNumber).toBe(wrongCode);
    expect(await textAt(`${product().url}/check`)).toContain('查验码');
  });
});

describe('ten thousand tries', () => {
  /** Sends many requests, twenty at a time; gives how often each outcome came. */
  async function attack(tries: number, one: (at: number) => Promise<string>): Promise<Record<string, number>> {
    const outcomes: Record<string, number> = {};
    let next = 0;
    const line = async () => {
      while (next < tries) {
        const outcome = await one(next++);
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: 20 }, line));
    return outcomes;
  }
  const outcomeAt = async (url: string, n: number) => {
    const response = await fetch(url, { headers: { accept: 'application/json', 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` } });
    if (response.status === 429) return 'too many';
    return ((await response.json()) as { tone: string }).tone === 'good' ? 'found' : 'nothing';
  };

  it('at codes and numbers find no certificate: 60 are looked at a minute, forged addresses count as one', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { qrUrl } = await agent.call('GET /certificate');
    const [start, token] = [qrUrl!.slice(0, qrUrl!.lastIndexOf('/') + 1), qrUrl!.split('/').at(-1)!];
    const letters = 'ABCDEFGHJKLMNPQRSTUVWXY23456789';
    const begun = Date.now();
    const outcomes = await attack(10_000, (at) => {
      const guess = Array.from({ length: 8 }, (_, place) => letters[(at * 7919 + place * 104_729) % letters.length]).join('');
      const signature = `${token.slice(0, -12)}${Buffer.from(String(at).padStart(9, 'x')).toString('base64url')}`;
      return outcomeAt(at % 2 ? byHand(agent.number, guess) : start + signature, at);
    });
    expect(outcomes.found ?? 0).toBe(0);
    expect(outcomes.nothing).toBeLessThanOrEqual(60 * (Math.ceil((Date.now() - begun) / 60_000) + 1));
    console.info('guessing codes:', outcomes);
  }, 180_000);

  it('at deals of others show none', async () => {
    const stranger = await enrolledAgent(product(), await newCompany(product()));
    const { id } = await newDeal(await verifiedAgent(product()));
    const near = (at: number) => id.slice(0, -4) + ((parseInt(id.slice(-4), 16) + at) % 65_536).toString(16).padStart(4, '0');
    const outcomes = await attack(10_000, async (at) => String((await stranger.send('GET /transactions/:id', { params: { id: near(at) } })).status));
    expect(outcomes).toEqual({ 404: 10_000 });
    console.info('guessing deals:', outcomes);
  }, 180_000);
});
