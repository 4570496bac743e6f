import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../local/places';
import { type FunctionInstance, isWanted, storageEnvelope, timerEnvelope } from '../simulators/function-compute';
import { createTestDatabase } from '../test/database';
import { type BuiltFunctions, builtFunctions } from '../test/functions';
import { caller, newDeal, permitFor, pictureFor, upload, verifiedAgent } from '../test/people';
import { type Product, startProduct } from '../test/product';

let product: Product;
let functions: BuiltFunctions;
const instances: FunctionInstance[] = [];
const started = async (name: string, env?: Record<string, string>) => {
  const instance = await functions.start(name, env);
  instances.push(instance);
  return instance;
};

beforeAll(async () => {
  // The product's own process does nothing in the background: what is done is done by the functions.
  product = await startProduct(await createTestDatabase(), { background: false });
  functions = builtFunctions(['web', 'events'], product.env, { compiled: false });
});
afterAll(async () => {
  await Promise.all(instances.map(({ kill }) => kill()));
  functions?.remove();
  await product?.close();
});

const query = (sql: string, values: unknown[] = []) => product.server.deps.db.query(sql, values);
const count = async (sql: string, values?: unknown[]) => Number((await query(sql, values))[0].n);
const accepted = (imageId: string) => count("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'transactions.image_accepted' AND details LIKE ?", [`%${imageId}%`]);
const errand = (work: string, seconds: number) => timerEnvelope({ triggerName: work, triggerType: 'timer', triggerConfig: { payload: JSON.stringify({ work, seconds }) } }, product.clock.now());
const filesOf = (folder: string) => (readdirSync(folder, { recursive: true }) as string[]).sort().map((name) => `${name} ${statSync(join(folder, name)).mtimeMs}`);

/** A picture that lies in the bucket, and of which neither callback nor phone tells. */
async function uploadedInSilence(through = product.url) {
  const agent = await verifiedAgent(product);
  const here = caller(through, { authorization: `Bearer ${agent.token}` });
  const { id } = await newDeal(here);
  const permit = await permitFor(here, id, 'P22', pictureFor('P22'));
  product.simulators.oss.dropCallbacks = true;
  await upload(permit, pictureFor('P22'));
  product.simulators.oss.dropCallbacks = false;
  const written = { bucket: product.env.OSS_BUCKET!, key: permit.fields.key!, bytes: pictureFor('P22'), by: 'PostObject' };
  return { imageId: permit.image.id, written, event: storageEnvelope(written, product.clock.now()) };
}

describe('the web function', () => {
  it('answers phones and browsers, sleeps and wakes between them, and is ended by Function Compute alone', async () => {
    const web = await started('web');
    const before = filesOf(join(functions.dist, 'web'));
    const agent = await verifiedAgent(product);
    const here = caller(web.url, { authorization: `Bearer ${agent.token}` });
    const deal = await newDeal(here);
    web.freeze();
    const answer = here.call('GET /transactions/:id', { params: { id: deal.id } });
    await new Promise((resolve) => setTimeout(resolve, 300));
    web.thaw();
    expect((await answer).id).toBe(deal.id);
    expect((await fetch(`${web.url}/api/openapi.json`)).status).toBe(200);
    const outside = await fetch(`${web.url}/pre-stop`, { headers: { 'x-fc-control-path': '/pre-stop' } });
    expect(outside.status).toBe(404);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    expect(await web.preStop()).toBe(200);
    expect((await fetch(`${web.url}/healthz`)).status).toBe(503);
    expect(filesOf(join(functions.dist, 'web'))).toEqual(before);
  });
});

describe('the picture function', () => {
  it('receives what the storage announces once, however often it does so, and reads it; what is not ours is let lie', async () => {
    const pictures = await started('pictures', { CHECK_WORKERS: '1' });
    const [trigger] = functions.props.pictures!.triggers;
    const { imageId, written, event } = await uploadedInSilence();
    expect(isWanted(trigger!, written)).toBe(true);
    expect(isWanted(trigger!, { ...written, key: `transactions/${imageId}.sealed` })).toBe(false);
    expect(await Promise.all([pictures.deliver(event), pictures.deliver(event)])).toEqual([1, 1]);
    expect(await pictures.deliver(event)).toBe(1);
    expect(await accepted(imageId)).toBe(1);
    expect(await query('SELECT state FROM readings WHERE image_id = ?', [imageId])).toEqual([{ state: 'done' }]);
    const nobodys = storageEnvelope({ ...written, key: 'incoming/019b76da-a800-7000-8000-00000000dead.jpg' }, product.clock.now());
    expect(await pictures.deliver(nobodys)).toBe(1);
    expect(await pictures.invoke('{"events":')).toBe(false);
    expect(await pictures.invoke({ triggerTime: '2026-01-01T00:00:00Z' })).toBe(false);
  });

  it('is sent the event again where the storage fails, and then has the picture', async () => {
    const pictures = await started('pictures', { CHECK_WORKERS: '0' });
    const { imageId, event } = await uploadedInSilence();
    product.simulators.oss.failNext('html_502', 'get');
    expect(await pictures.deliver(event)).toBe(2);
    expect(await accepted(imageId)).toBe(1);
  });
});

describe('the timer function', () => {
  it('finds the picture whose event was lost, does each job once though its events come twice and at once, and watches the whole meanwhile', async () => {
    const [one, other] = await Promise.all([started('rounds', { MONITOR_SECONDS: '15' }), started('rounds')]);
    const { imageId } = await uploadedInSilence();
    await query('UPDATE images SET permitted_at = permitted_at - INTERVAL 1 MINUTE WHERE id = ?', [imageId]);
    const event = errand('jobs', 2);
    expect(await Promise.all([one.invoke(event), other.invoke(event), other.invoke(event)])).toEqual([true, true, true]);
    expect(await accepted(imageId)).toBe(1);
    expect(await count('SELECT COUNT(*) AS n FROM jobs WHERE last_error IS NOT NULL OR lease_until IS NOT NULL')).toBe(0);
    expect(await count("SELECT COUNT(*) AS n FROM jobs WHERE dedup_key = 'every:audit.chain-events'")).toBe(1);
    expect(await one.invoke(errand('everything', 2))).toBe(false);
    expect(await query('SELECT taken_at IS NOT NULL AS judged, (SELECT COUNT(*) FROM monitor_processes WHERE machine = ? AND stopped_at IS NOT NULL) AS said_goodbye FROM monitor_turns', ['rounds'])).toEqual([{ judged: 1, said_goodbye: '1' }]);
  });

  it('ends what is in hand before it is taken away, and takes up nothing more', async () => {
    const rounds = await started('rounds');
    const running = rounds.invoke(errand('jobs', 600));
    while ((await count("SELECT COUNT(*) AS n FROM jobs WHERE lease_until IS NOT NULL")) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await rounds.preStop()).toBe(200);
    expect(await running).toBe(true);
    expect(await count('SELECT COUNT(*) AS n FROM jobs WHERE lease_until IS NOT NULL')).toBe(0);
    expect(await rounds.invoke(errand('jobs', 1))).toBe(false);
  });
});

describe('s.yaml', () => {
  it('names files that are built, timers that the functions understand, and no secret', () => {
    for (const { code, customRuntimeConfig, triggers } of Object.values(functions.props)) {
      const files = customRuntimeConfig.args.filter((word) => word.endsWith('.cjs'));
      expect(files.map((file) => statSync(join(functions.dist, code.replace('./dist/', ''), file)).isFile())).toEqual([true, true]);
      for (const { triggerType, triggerConfig } of triggers) if (triggerType === 'timer') expect(JSON.parse(triggerConfig.payload!)).toEqual({ work: expect.any(String), seconds: expect.any(Number) });
    }
    const text = readFileSync(join(projectRoot, 'cloud/functions/s.yaml'), 'utf8');
    expect(text).not.toMatch(/_SECRET|PASSWORD|PRIVATE|DATABASE_URL/);
  });
});
