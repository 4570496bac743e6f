import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startKms } from '../../../simulators/kms';
import { useProduct } from '../../../test/use-product';
import { readEnv } from '../../env';
import { startServer } from '../../server';

const product = useProduct();

it('a server started with a KMS seals its key file and reads on what was sealed before; without the KMS it does not start', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kms-'));
  const kms = await startKms({ directory, port: 0 });
  const { env, server } = product();
  const sealed = server.deps.keys.seal('样板贸易有限公司', 'a');
  const started = await startServer(readEnv({ ...env, ...kms.env }));
  expect(started.deps.keys.open(sealed, 'a')).toBe('样板贸易有限公司');
  await started.close();
  expect(readFileSync(env.KEY_FILE!, 'utf8')).not.toContain('PRIVATE');
  await expect(startServer(readEnv(env))).rejects.toThrow('请设置 KMS_KEY_ID、KMS_REGION、KMS_ACCESS_KEY_ID 和 KMS_ACCESS_KEY_SECRET');
  await kms.close();
  rmSync(directory, { recursive: true });
});

it('half configured, it names what is missing; in production it takes no stand-in', () => {
  const { env } = product();
  expect(() => readEnv({ ...env, KMS_KEY_ID: 'key-1', KMS_REGION: 'cn-hangzhou' })).toThrow(/KMS_ACCESS_KEY_ID: 没有设置.*\n {2}KMS_ACCESS_KEY_SECRET: 没有设置/);
  expect(() => readEnv({ ...env, KMS_ENDPOINT: 'https://kms.example' })).toThrow('KMS_KEY_ID: 没有设置');
  const real = Object.fromEntries(Object.entries(env).filter(([name, value]) => !value.startsWith('http://') && name !== 'TSA_CERTIFICATE'));
  const kms = { KMS_KEY_ID: 'k', KMS_REGION: 'r', KMS_ACCESS_KEY_ID: 'i', KMS_ACCESS_KEY_SECRET: 's' };
  expect(readEnv({ ...real, ...kms, NODE_ENV: 'production' }).KMS_KEY_ID).toBe('k');
  expect(() => readEnv({ ...real, ...kms, KMS_ENDPOINT: 'http://127.0.0.1:1', NODE_ENV: 'production' })).toThrow('生产环境不允许使用本机模拟服务：http://127.0.0.1:1');
});
