import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { endpoints } from '@yongche/contract';
import { routesOf } from '../src/app';
import { readEnv, ConfigurationError } from '../src/env';
import { useProduct } from './use-product';

const product = useProduct();
const document = async () => (await fetch(`${product().url}/api/openapi.json`)).json() as Promise<{ openapi: string; paths: Record<string, Record<string, unknown>> }>;

describe('the API', () => {
  it('has a route for every endpoint of the contract, and no other', () => {
    expect(routesOf(product().server.deps).map(({ key }) => key).sort()).toEqual(Object.keys(endpoints).sort());
  });
  it('describes every route in its OpenAPI 3.1 document', async () => {
    const { openapi, paths } = await document();
    const described = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`));
    expect(openapi).toBe('3.1.0');
    expect(described.sort()).toEqual(Object.keys(endpoints).sort());
  });
  it('is valid to an outside linter', async () => {
    const input = JSON.stringify(await document());
    const problems = execFileSync(process.execPath, [join(__dirname, 'lint-openapi.mjs')], { input, encoding: 'utf8' });
    expect(JSON.parse(problems)).toEqual([]);
  });
  it('answers what it does not know in its own form', async () => {
    const response = await fetch(`${product().url}/api/nothing`);
    expect([response.status, await response.json()]).toEqual([404, { error: { code: 'request.not_found', message: expect.any(String), requestId: response.headers.get('x-request-id') } }]);
  });
  it('takes JSON and nothing else', async () => {
    const post = (type: string, body: string) => fetch(`${product().url}/api/sessions`, { method: 'POST', headers: { 'content-type': type }, body });
    expect((await post('text/plain', '{}')).status).toBe(400);
    expect((await post('application/json', '{"host":')).status).toBe(400);
    expect((await post('application/json', JSON.stringify({ code: 'x'.repeat(300_000) }))).status).toBe(413);
  });
  it('says whether it lives and whether it is ready', async () => {
    expect(await (await fetch(`${product().url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${product().url}/readyz`)).json()).toEqual({ database: 'ok', storage: 'ok', queue: 'ok', space: 'ok' });
  });
});

describe('the configuration', () => {
  it('half filled, names what is missing', () => {
    const { WECHAT_APP_SECRET, ...rest } = product().env;
    expect(WECHAT_APP_SECRET).toBeTruthy();
    expect(() => readEnv(rest)).toThrow(/WECHAT_APP_SECRET: 没有设置/);
  });
  it('in production refuses simulators', () => {
    expect(() => readEnv({ ...product().env, NODE_ENV: 'production' })).toThrow(ConfigurationError);
  });
});
