import { generateKeyPairSync } from 'node:crypto';
import { createAdapters } from '../index';
import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';
import { LoginCodeInvalid } from './login';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters();
});
afterAll(() => city.close());

describe.each(['wechat', 'alipay'] as const)('an agent logs in inside %s', (host) => {
  const login = () => city.adapters.login[host];
  const issueCode = (user = 'jia') => city.simulators[host].issueCode(user);

  it('is the same person at each login, and nobody else', async () => {
    const first = await login().openIdOf(issueCode('jia'));
    expect(await login().openIdOf(issueCode('jia'))).toBe(first);
    expect(await login().openIdOf(issueCode('yi'))).not.toBe(first);
  });

  it('cannot use a code twice, nor one that was made up', async () => {
    const code = issueCode();
    await login().openIdOf(code);
    await expect(login().openIdOf(code)).rejects.toThrow(LoginCodeInvalid);
    await expect(login().openIdOf('用了一半的code&secret=x')).rejects.toThrow(LoginCodeInvalid);
  });

  it.each([
    ['hang', 'timeout'],
    ['html_502', 'unavailable'],
    ['refuse', 'unavailable'],
    ['tampered', 'untrusted_answer'],
  ] as const)('is told why when the app answers with %s', async (fault, kind) => {
    city.simulators[host].failNext(fault);
    await expect(login().openIdOf(issueCode())).rejects.toMatchObject({ name: 'ProviderError', kind, provider: host });
    await expect(login().openIdOf(issueCode())).resolves.toMatch(/^[\w-]+$/);
  });

  it('is told that the app cannot be reached', async () => {
    city.simulators[host].failNext('reset');
    // Alipay's SDK asks once more by itself.
    if (host === 'alipay') city.simulators[host].failNext('reset');
    await expect(login().openIdOf(issueCode())).rejects.toMatchObject({ kind: 'unavailable', provider: host });
  });

  it('gets no secret, code or address in an error', async () => {
    city.simulators[host].failNext('html_502');
    const code = issueCode();
    const error = (await login()
      .openIdOf(code)
      .catch((thrown: Error) => thrown)) as Error;
    const told = JSON.stringify([error.message, error.cause, Object.values(error)]);
    expect(told).not.toContain(code);
    expect(told).not.toContain(city.env.wechat.appSecret);
    expect(told).not.toContain('http://');
  });
});

it('WeChat asks too often: try again later, not: wrong code', async () => {
  city.simulators.wechat.failNext('rate_limited');
  await expect(city.adapters.login.wechat.openIdOf(city.simulators.wechat.issueCode('jia'))).rejects.toMatchObject({
    kind: 'unavailable',
    providerCode: '45011',
  });
});

it('a wrong WeChat secret is a refusal of the application', async () => {
  const { login } = createAdapters({ ...city.env, wechat: { ...city.env.wechat, appSecret: 'wrong' } });
  await expect(login.wechat.openIdOf('any')).rejects.toMatchObject({ kind: 'rejected', providerCode: '40125' });
});

describe('an answer in the name of Alipay', () => {
  it.each(['bad_signature', 'unsigned', 'tampered'] as const)('is thrown away when it is %s', async (fault) => {
    city.simulators.alipay.failNext(fault, 'oauth.token');
    await expect(city.adapters.login.alipay.openIdOf(city.simulators.alipay.issueCode('jia'))).rejects.toMatchObject({
      kind: 'untrusted_answer',
    });
  });

  it('names the reason when the gateway refuses the application, though it does not sign that', async () => {
    const unknownApp = createAdapters({ ...city.env, alipay: { ...city.env.alipay, appId: '2021999999999999' } });
    await expect(unknownApp.login.alipay.openIdOf('any')).rejects.toMatchObject({
      kind: 'rejected',
      providerCode: 'isv.invalid-app-id',
    });
  });

  it('refuses a caller who signs with a key that is not the application’s', async () => {
    const foreign = createAdapters({ ...city.env, alipay: { ...city.env.alipay, privateKey: otherPrivateKey() } });
    await expect(foreign.login.alipay.openIdOf('any')).rejects.toMatchObject({ providerCode: 'isv.invalid-signature' });
  });
});

it('an answer that breaks off is no login: with Alipay the SDK’s second try finds the code used', async () => {
  city.simulators.wechat.failNext('truncated');
  await expect(city.adapters.login.wechat.openIdOf(city.simulators.wechat.issueCode('jia'))).rejects.toMatchObject({
    kind: 'unavailable',
  });
  city.simulators.alipay.failNext('truncated');
  await expect(city.adapters.login.alipay.openIdOf(city.simulators.alipay.issueCode('jia'))).rejects.toThrow(
    LoginCodeInvalid,
  );
});

it('Alipay reads Shanghai’s clock, whatever the zone of the server', async () => {
  await city.adapters.login.alipay.openIdOf(city.simulators.alipay.issueCode('jia'));
  const sent = city.simulators.alipay.calls.at(-1)?.details.timestamp as string;
  expect(Math.abs(Date.parse(`${sent.replace(' ', 'T')}+08:00`) - Date.now())).toBeLessThan(60_000);
});

function otherPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
