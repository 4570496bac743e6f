import { errors } from '@yongche/contract';
import { readEnv } from '../src/env';
import { type RunningServer, startServer } from '../src/server';
import { sweepUploads } from '../src/domains/transactions/upload-sweep';
import { type Caller, caller, employeeAt, newDeal, permitFor, pictureFor, upload, verifiedAgent } from './people';
import { until } from './payments';
import { startMoodyStorage, type MoodyStorage } from './moody-storage';
import { enrolledAgent, handIn, newCompany } from './register';
import { useProduct } from './use-product';

const product = useProduct();
let storage: MoodyStorage;
let server: RunningServer;
let agent: Caller & { token: string };

beforeAll(async () => {
  storage = await startMoodyStorage(product().simulators.oss.url);
  server = await startServer(readEnv({ ...product().env, OSS_ENDPOINT: storage.url }), { clock: product().clock, background: false, providerTimeoutMs: 60_000 });
  const { token } = await verifiedAgent(product());
  agent = { ...caller(server.url, { authorization: `Bearer ${token}` }), token };
});
afterAll(async () => {
  storage.mood = 'well';
  await server?.close();
  await storage?.close();
});
beforeEach(() => void (storage.mood = 'well'));

const permitted = async (slot = 'P22') => permitFor(agent, (await newDeal(agent)).id, slot, pictureFor(slot));
const arrival = (id: string) => agent.send('POST /images/:id/arrival', { params: { id } });
const accepted = async (id: string) => Number((await server.deps.db.query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'transactions.image_accepted' AND JSON_EXTRACT(details, '$.imageId') = ?", [id]))[0].n);

describe('the storage is away', () => {
  it.each(['down', 'broken'] as const)('%s: the phone keeps its picture, is told in Chinese when to come again, and brings it later, once', async (mood) => {
    const permit = await permitted();
    storage.mood = mood;
    const sent = await upload(permit, pictureFor('P22')).catch(() => undefined);
    expect(sent?.ok ?? false).toBe(false);
    const refused = await arrival(permit.image.id);
    expect([refused.status, refused.error.code, refused.error.message]).toEqual([503, 'server.storage_unavailable', errors['server.storage_unavailable'][1]]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const readiness = await fetch(`${server.url}/readyz`);
    expect([readiness.status, await readiness.json()]).toMatchObject([200, { storage: 'failed', database: 'ok' }]);
    storage.mood = 'well';
    expect((await upload(permit, pictureFor('P22'))).status).toBe(200);
    expect((await arrival(permit.image.id)).body.image.state).toBe('accepted');
    expect(await accepted(permit.image.id)).toBe(1);
  });

  it('after a picture was laid down and before we could read it: nothing is given up, and the sweep receives it when the storage is back', async () => {
    const permit = await permitted();
    product().simulators.oss.dropCallbacks = true;
    expect((await upload(permit, pictureFor('P22'))).status).toBe(203);
    product().simulators.oss.dropCallbacks = false;
    storage.mood = 'broken';
    product().clock.advance(1200);
    await expect(sweepUploads(server.deps)).rejects.toMatchObject({ name: 'ProviderError' });
    expect((await arrival(permit.image.id)).error.code).toBe('server.storage_unavailable');
    storage.mood = 'well';
    await sweepUploads(server.deps);
    expect((await arrival(permit.image.id)).body.image.state).toBe('accepted');
    expect(await accepted(permit.image.id)).toBe(1);
  });

  it('silent: many who wait for it hold no connection of the database, so that others log in, read and begin deals; they are told themselves', async () => {
    const permits = await Promise.all(Array.from({ length: 30 }, () => permitted()));
    storage.mood = 'hung';
    const told = permits.map(({ image }) => arrival(image.id));
    await until('all of them wait', () => Promise.resolve(storage.held === permits.length));
    await employeeAt({ ...product(), url: server.url }, 'clerk');
    await agent.call('GET /transactions', { query: {} });
    await newDeal(agent);
    expect(storage.held).toBe(permits.length);
    storage.mood = 'down';
    expect(new Set((await Promise.all(told)).map(({ status, error }) => `${status} ${error.code}`))).toEqual(new Set(['503 server.storage_unavailable']));
  });

  it('a paper is taken off a request meanwhile, and leaves the storage when that is back', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product(), '停云车行'), { manages: true });
    const phone = caller(server.url, { authorization: `Bearer ${manager.token}` });
    const lying = () => product().simulators.oss.objects().filter(({ key }) => key.startsWith('register/')).length;
    const { id, required } = await phone.call('POST /register-requests', { body: { kind: 'company_reissue', reason: 'lost' } });
    const { evidence } = await handIn(phone, id, required[0]!);
    expect(lying()).toBe(1);
    storage.mood = 'down';
    expect((await phone.send('DELETE /register-requests/:id/evidence/:evidenceId', { params: { id, evidenceId: evidence[0]!.id } })).status).toBe(204);
    storage.mood = 'well';
    for (let time = 0; time < 200 && lying() > 0; time++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(lying()).toBe(0);
  });
});
