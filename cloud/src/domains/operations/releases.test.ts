import { request } from 'node:http';
import type { AnswerOf } from '@yongche/contract';
import { createTestDatabase } from '../../../test/database';
import { type FakeBuilds, fakeBuilds } from '../../../test/page-builds';
import { type Caller, caller, employeeAt } from '../../../test/people';
import { type Product, startProduct } from '../../../test/product';
import { logInAt, type Pc, pairedPc, terminalIn } from '../../../test/terminals';
import { readEnv } from '../../env';
import { startServer } from '../../server';

const [old, newer, newest] = ['0.1.0+202611280000', '0.2.0+202611290000', '0.10.0+202611300000'];
const pageOf = (version: string) => `<!doctype html><title>page ${version}</title>`;

let builds: FakeBuilds;
let product: Product;
let technician: Caller;
let manager: Caller;
let markets: { id: string; name: string }[];
let pilot: Pc;
let other: Pc;

beforeAll(async () => {
  builds = fakeBuilds(old);
  product = await startProduct(await createTestDatabase(), { adminDist: builds.dist, pageReleases: builds.releases });
  [technician, manager] = [await employeeAt(product, 'technician'), await employeeAt(product, 'manager1')];
  markets = (await technician.call('GET /markets')).markets;
  const clerk = await employeeAt(product, 'clerk');
  pilot = await pairedPc(product, clerk, await terminalIn(product, 0, '先行柜台'));
  other = await pairedPc(product, clerk, await terminalIn(product, 1, '其他柜台'));
  for (const pc of [pilot, other]) pc.page = old;
});
afterAll(async () => {
  await product?.close();
  builds?.close();
});

const rollOut = (version: string, scope: 'none' | 'markets' | 'all', marketIds: string[] = [], notes = '') =>
  technician.send('PUT /page-releases/:version', { params: { version }, body: { scope, marketIds, notes } });
const demand = (version: string | null) => technician.send('PUT /page-minimum', { body: { version, reason: '试验' } });
const list = (who = technician) => who.call('GET /page-releases');
const releaseOf = async (version: string, who = technician) => (await list(who)).items.find((item) => item.version === version);
const terminalOf = ({ terminals }: AnswerOf<'GET /page-releases'>, name: string) => terminals.find((terminal) => terminal.name === name);

/** What a PC is told with an answer: the wanted version, and the cookie for its next load. */
async function told(pc: Pc, url = product.url): Promise<{ wanted: string | null; cookie: string | null; refusal: string | undefined }> {
  const { headers, error } = await caller(url, { origin: url }, pc).send('GET /staff-sessions/current');
  return { wanted: headers.get('page-wanted'), cookie: /\bpage=([^;]*)/.exec(headers.get('set-cookie') ?? '')?.[1] ?? null, refusal: error?.code };
}
const load = async (path = '', cookie?: string) => {
  const response = await fetch(`${product.url}/admin/${path}`, { headers: cookie ? { cookie: `page=${cookie}` } : {} });
  return { status: response.status, caching: response.headers.get('cache-control'), text: await response.text() };
};
/** The PC loads its page anew, with the cookie that it was given. */
async function reload(pc: Pc): Promise<string> {
  const { cookie, wanted } = await told(pc);
  const { text } = await load('queue', cookie ?? undefined);
  expect(text).toBe(pageOf(wanted!));
  pc.page = wanted!;
  return pc.page;
}
const auditOf = async (action: string) =>
  (await product.server.deps.db.query('SELECT actor_role, subject_type, details, changes FROM audit_events WHERE action = ? ORDER BY at, id', [action])).map((row: { details: string; changes: string }) => ({
    ...row,
    details: JSON.parse(row.details),
    changes: JSON.parse(row.changes),
  }));

describe('a build among the files of the server', () => {
  it('is everybody’s where it is the first one, and nobody’s where it comes later', async () => {
    expect(await list()).toMatchObject({ minimum: null, items: [{ version: old, scope: 'all', isPresent: true, terminals: 0, changedBy: null, builtAt: '2026-11-28T12:00:00.000Z' }] });
    builds.put(newer);
    product.clock.advance(61);
    expect((await list()).items).toMatchObject([{ version: newer, scope: 'none', isPresent: true, notes: '' }, { version: old, scope: 'all' }]);
    expect(await told(pilot)).toMatchObject({ wanted: old, cookie: null });
  });

  it('is noted once, however many servers find it at the same moment', async () => {
    builds.put(newest);
    const servers = await Promise.all([1, 2, 3].map(() => startServer(readEnv(product.env), { clock: product.clock, adminDist: builds.dist })));
    await Promise.all(servers.map((server) => server.close()));
    product.clock.advance(61);
    expect((await list()).items.map(({ version }) => version)).toEqual([newest, newer, old]);
  });

  it('does not count where its file names no version, is half written, or has no page', async () => {
    builds.put('latest');
    builds.put('../../0.1.0', 'odd');
    product.clock.advance(61);
    expect((await list()).items).toHaveLength(3);
  });
});

describe('a roll-out', () => {
  it('gives the new page to the pilot market, at its next answer and its next load, and leaves the others where they are', async () => {
    const reply = await rollOut(newer, 'markets', [markets[0]!.id], '拍照更快');
    expect(reply.body.items[1]).toMatchObject({ version: newer, scope: 'markets', marketIds: [markets[0]!.id], notes: '拍照更快', changedBy: expect.any(String) });
    expect(await told(pilot)).toMatchObject({ wanted: newer, cookie: newer });
    expect(await told(other)).toMatchObject({ wanted: old, cookie: null });
    expect(terminalOf(await list(), '先行柜台')).toMatchObject({ version: old, wanted: newer, standing: 'behind' });
    expect(await reload(pilot)).toBe(newer);
    expect(await told(pilot)).toMatchObject({ wanted: newer, cookie: null });
    expect((await load('queue')).text).toBe(pageOf(old));
    const now = await list();
    expect([terminalOf(now, '先行柜台'), terminalOf(now, '其他柜台')]).toMatchObject([{ version: newer, standing: 'current' }, { version: old, standing: 'current' }]);
    expect(now.items.map(({ version, terminals }) => [version, terminals])).toEqual([[newest, 0], [newer, 1], [old, 1]]);
  });

  it('tells everybody else the version for everybody, and agents nothing', async () => {
    expect((await technician.send('GET /markets')).headers.get('page-wanted')).toBe(old);
    expect((await caller(product.url).send('GET /notices')).headers.get('page-wanted')).toBeNull();
  });

  it('is known to another process of the server within seconds', async () => {
    const server = await startServer(readEnv(product.env), { clock: product.clock, adminDist: builds.dist });
    expect(await told(other, server.url)).toMatchObject({ wanted: old });
    await rollOut(newer, 'markets', [markets[0]!.id, markets[1]!.id], '拍照更快');
    product.clock.advance(4);
    expect(await told(other, server.url)).toMatchObject({ wanted: newer, cookie: newer });
    await rollOut(newer, 'markets', [markets[0]!.id], '拍照更快');
    product.clock.advance(4);
    expect(await told(other, server.url)).toMatchObject({ wanted: old });
    await server.close();
  });

  it('can be taken back: the pilot market goes back to the older page', async () => {
    await rollOut(newer, 'none', [], '拍照更快');
    expect(await told(pilot)).toMatchObject({ wanted: old, cookie: old });
    expect(terminalOf(await list(), '先行柜台')).toMatchObject({ version: newer, wanted: old, standing: 'behind' });
    expect(await reload(pilot)).toBe(old);
  });

  it('is written once, twice and at once, with an audit row for each change and none for none', async () => {
    const before = (await auditOf('operations.release_rolled_out')).length;
    await Promise.all(Array.from({ length: 5 }, () => rollOut(newer, 'markets', [markets[0]!.id, markets[0]!.id], '先行')));
    await rollOut(newer, 'markets', [markets[0]!.id], '先行');
    expect(await releaseOf(newer)).toMatchObject({ scope: 'markets', marketIds: [markets[0]!.id] });
    const rows = await auditOf('operations.release_rolled_out');
    expect(rows).toHaveLength(before + 1);
    expect(rows.at(-1)).toMatchObject({ actor_role: 'technician', subject_type: 'page_release', details: { version: newer }, changes: { scope: { before: 'none', after: 'markets' }, marketIds: { before: [], after: [markets[0]!.id] } } });
  });

  it('is refused for what is not known here, for no market at all, and for a version whose files are gone', async () => {
    expect((await rollOut('9.9.9', 'all')).error).toMatchObject({ code: 'page.release_not_found' });
    expect((await rollOut(newer, 'markets', [])).error).toMatchObject({ code: 'request.invalid', fields: [{ field: 'marketIds' }] });
    expect((await rollOut(newer, 'markets', ['019b76da-a800-7000-8000-00000000000f'])).error).toMatchObject({ code: 'registry.market_not_found' });
    builds.remove(newest);
    product.clock.advance(61);
    expect((await rollOut(newest, 'all')).error).toMatchObject({ code: 'page.release_absent' });
    expect((await rollOut(newest, 'none', [], '已撤下')).body.items[0]).toMatchObject({ version: newest, isPresent: false, notes: '已撤下' });
    builds.put(newest);
    product.clock.advance(61);
  });

  it('falls back to what is here where the files of a rolled-out version vanish', async () => {
    builds.remove(newer);
    product.clock.advance(61);
    expect(await told(pilot)).toMatchObject({ wanted: old });
    expect((await load('queue', newer)).text).toBe(pageOf(old));
    builds.put(newer);
    product.clock.advance(61);
    expect(await told(pilot)).toMatchObject({ wanted: newer });
  });
});

describe('the minimum', () => {
  afterEach(() => demand(null));

  it('cannot be a version to which some market’s terminals are not led', async () => {
    expect((await demand(newer)).error).toMatchObject({ code: 'page.minimum_unreachable' });
    expect((await demand('9.9.9')).error).toMatchObject({ code: 'page.release_not_found' });
    expect((await list()).minimum).toBeNull();
  });

  it('refuses every page that is older, but for what leads out and on, and answers it again once it has changed', async () => {
    await rollOut(newer, 'all');
    const operator = await logInAt(product, pilot, 'operator1');
    expect((await demand(newer)).body.minimum).toBe(newer);
    expect((await operator.send('GET /transaction-counts')).error).toMatchObject({ code: 'page.outdated', details: { wanted: newer } });
    expect((await operator.send('GET /staff-sessions/current')).error).toMatchObject({ code: 'page.outdated' });
    expect((await operator.send('GET /terminal')).status).toBe(200);
    expect(await told(pilot)).toMatchObject({ wanted: newer, cookie: newer, refusal: 'page.outdated' });
    expect((await list()).terminals.map(({ name, standing }) => [name, standing]).slice(0, 2)).toEqual([['先行柜台', 'below_minimum'], ['其他柜台', 'below_minimum']]);
    await reload(pilot);
    expect((await operator.send('GET /transaction-counts')).status).toBe(200);
    pilot.page = newest;
    expect((await operator.send('GET /transaction-counts')).status).toBe(200);
    pilot.page = '0.1.0+test';
    expect((await operator.send('GET /transaction-counts')).error).toMatchObject({ code: 'page.outdated' });
    expect((await operator.send('DELETE /staff-sessions/current')).status).toBe(204);
    pilot.page = newer;
  });

  it('is not undercut by a roll-back, and not turned against terminals that cannot reach it', async () => {
    await rollOut(newer, 'all');
    await demand(newer);
    expect((await rollOut(newer, 'none')).error).toMatchObject({ code: 'page.minimum_in_the_way' });
    expect((await rollOut(newer, 'markets', [markets[0]!.id])).error).toMatchObject({ code: 'page.minimum_in_the_way' });
    expect(await releaseOf(newer)).toMatchObject({ scope: 'all' });
    builds.remove(newer);
    product.clock.advance(61);
    other.page = old;
    expect(await told(other)).toMatchObject({ wanted: old, refusal: 'request.unauthenticated' });
    builds.put(newer);
    product.clock.advance(61);
    expect(await told(other)).toMatchObject({ wanted: newer, refusal: 'page.outdated' });
  });

  it('is set once, twice and at once, with its reason in the audit log', async () => {
    const before = (await auditOf('operations.minimum_set')).length;
    await Promise.all(Array.from({ length: 4 }, () => demand(newer)));
    await demand(null);
    const rows = await auditOf('operations.minimum_set');
    expect(rows).toHaveLength(before + 2);
    expect(rows.slice(-2)).toMatchObject([
      { actor_role: 'technician', subject_type: 'page_release', details: { reason: '试验' }, changes: { minimum: { before: null, after: newer } } },
      { subject_type: 'page_release', changes: { minimum: { before: newer, after: null } } },
    ]);
  });
});

it('shows a market’s manager the own terminals only', async () => {
  await rollOut(newer, 'markets', [markets[0]!.id, markets[1]!.id]);
  const own = await list(manager);
  expect(own.terminals.every(({ marketId }) => marketId === markets[0]!.id)).toBe(true);
  expect(terminalOf(own, '先行柜台')).toBeDefined();
  expect((await releaseOf(newer, manager))!.marketIds).toEqual([markets[0]!.id]);
  expect((await releaseOf(newer))!.marketIds).toHaveLength(2);
  for (const who of ['clerk', 'president']) expect((await list(await employeeAt(product, who))).terminals.length).toBeGreaterThan(own.terminals.length);
});

describe('the files of the builds', () => {
  it('are found whichever build they belong to where they are hashed, and are the wanted build’s where they are not', async () => {
    for (const version of [old, newer]) {
      const asset = await load(`assets/index-${version.replace(/\W/g, '-')}.js`, old);
      expect(asset).toEqual({ status: 200, caching: 'public, max-age=31536000, immutable', text: `// script ${version}` });
      expect(await load('sw.js', version)).toMatchObject({ caching: 'no-cache', text: `// worker ${version}` });
      expect(await load('transactions/5', version)).toMatchObject({ caching: 'no-cache', text: pageOf(version) });
    }
    expect((await load('assets/index-gone.js')).status).toBe(404);
    expect((await load('', '../../secret')).text).toBe((await load()).text);
  });

  it('are all that can be reached', async () => {
    /** The address as it stands, without a browser's tidying. */
    const raw = (path: string) =>
      new Promise<string>((resolve, reject) => {
        const { hostname, port } = new URL(product.url);
        request({ hostname, port, path, headers: { cookie: 'page=../..' } }, (response) => {
          let text = '';
          response.on('data', (chunk) => (text += chunk)).on('end', () => resolve(text));
        })
          .on('error', reject)
          .end();
      });
    for (const path of ['/admin/../secret.txt', '/admin/assets/../../secret.txt', '/admin/assets/../../../secret.txt', '/admin//../secret.txt', '/admin/%2e%2e/secret.txt', '/admin/..%2fsecret.txt', '/admin/assets/..%5c..%5csecret.txt']) {
      expect(await raw(path)).not.toContain('secret');
    }
  });
});

it('leaves no trace of the terminal’s version in the browser of a PC that was put out', async () => {
  const { terminals } = await list();
  const { terminalId } = terminals.find(({ name }) => name === '其他柜台')!;
  await (await employeeAt(product, 'clerk')).call('DELETE /terminals/:id/pairing', { params: { id: terminalId } });
  const reply = await other.anybody.send('GET /terminal');
  expect(reply.error).toMatchObject({ code: 'terminal.put_out' });
  expect(reply.headers.get('set-cookie')).toMatch(/^page=; Path=\/admin; HttpOnly; SameSite=Lax; Max-Age=0/);
  expect(terminalOf(await list(), '其他柜台')).toMatchObject({ version: null, standing: 'unseen' });
});
