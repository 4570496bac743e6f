import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Koa from 'koa';
import { demoLogins, demoPersonas } from './demo-city';
import { localPages } from './pages';

const home = mkdtempSync(join(tmpdir(), 'yongche-pages-'));
let server: Server;
const get = (path: string) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);

beforeAll(async () => {
  writeFileSync(join(home, 'index.html'), '<script>document.title = 1</script>');
  const app = new Koa();
  const simulators = { alipay: 'http://127.0.0.1:1', wechat: 'http://127.0.0.1:2', oss: 'http://localhost:3' };
  app.use(localPages({ h5Folder: home, logins: demoLogins, personas: demoPersonas, simulators, storageOrigin: simulators.oss }));
  await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', resolve)));
});
afterAll(() => {
  server.close();
  rmSync(home, { recursive: true, force: true });
});

describe('the pages of the local run', () => {
  it('lead everywhere, and show every demo login with its code of this moment', async () => {
    const page = await (await get('/')).text();
    for (const address of ['/m/', '/admin/', '/api/openapi.json']) expect(page).toContain(`href="${address}"`);
    const { codes } = (await (await get('/local/totp.json')).json()) as { codes: { username: string; code: string }[] };
    expect(codes.map(({ username }) => username)).toEqual(demoLogins.map(({ username }) => username));
    expect(codes.every(({ code }) => /^\d{6}$/.test(code))).toBe(true);
  });

  it('show each agent of the demo city whom a visitor may play', async () => {
    const page = await (await get('/m/')).text();
    for (const { name, idNumber } of demoPersonas) expect(page).toContain(`data-name="${name}" data-id="${idNumber}"`);
    expect(await (await get('/m/preview.json')).json()).toEqual({ wechat: 'http://127.0.0.1:2', alipay: 'http://127.0.0.1:1' });
  });

  it('allow no script but their own files and what the build itself wrote into its page', async () => {
    for (const path of ['/', '/m/']) {
      const page = await get(path);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      expect(await page.text()).not.toMatch(/<script>|style="|onclick/);
    }
    expect((await get('/m/app/')).headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[^']+';/);
  });

  it('serve nothing from outside their folders', async () => {
    for (const path of ['/local/%2e%2e/start.ts', '/local/..%2fstart.ts', '/m/app/%2e%2e%2f%2e%2e%2fetc/passwd', '/local/%00', '/local/%E0%A4%A']) {
      expect((await get(path)).status).toBe(404);
    }
    expect((await get('/local/base.css')).status).toBe(200);
  });
});
