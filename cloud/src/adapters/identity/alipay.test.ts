import { type SimulatedAdapters, startSimulatedAdapters } from '../../../simulators/simulated-adapters';

let city: SimulatedAdapters;
beforeAll(async () => {
  city = await startSimulatedAdapters();
});
afterAll(() => city.close());

const agent = { name: '甄示范', idNumber: '330203199001010014' };
const begin = (orderNo = 'A0001') =>
  city.adapters.faceVerifier.start({ ...agent, orderNo, returnUrl: 'https://example.invalid/m/' });
const resultOf = (certifyId: string) => city.adapters.faceVerifier.resultOf(certifyId);

it('binds the verification to the agent’s name and ID number, and shows a page that is marked as simulated', async () => {
  const { faceUrl } = await begin();
  const started = city.simulators.alipay.calls.find((call) => call.operation === 'face.initialize');
  expect(String(started?.details.body)).toContain('"cert_name":"甄示范","cert_no":"330203199001010014"');
  const page = await (await fetch(faceUrl)).text();
  expect(page).toContain('模拟');
  expect(page).toContain('甄**');
  expect(page).not.toContain(agent.idNumber);
});

it('passes when the person before the camera is the agent', async () => {
  const { certifyId } = await begin();
  expect(await resultOf(certifyId)).toEqual({ state: 'pending' });
  city.simulators.alipay.decide(certifyId, 'pass');
  expect(await resultOf(certifyId)).toEqual({ state: 'passed' });
});

it('fails with a sentence that the agent can read', async () => {
  const { certifyId } = await begin();
  city.simulators.alipay.decide(certifyId, 'fail');
  expect(await resultOf(certifyId)).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('人脸') as string,
  });
});

it('stays open when the agent cancels or walks away, and may still be done', async () => {
  const { certifyId } = await begin();
  city.simulators.alipay.decide(certifyId, 'cancel');
  expect(await resultOf(certifyId)).toEqual({ state: 'pending' });
  city.simulators.alipay.decide(certifyId, 'pass');
  expect(await resultOf(certifyId)).toEqual({ state: 'passed' });
});

it('keeps a failure: nobody makes a pass of it afterwards', async () => {
  const { certifyId } = await begin();
  city.simulators.alipay.decide(certifyId, 'fail');
  city.simulators.alipay.decide(certifyId, 'pass');
  expect(await resultOf(certifyId)).toMatchObject({ state: 'failed' });
});

it.each(['tampered', 'bad_signature', 'unsigned'] as const)('does not believe a %s pass', async (fault) => {
  const { certifyId } = await begin();
  city.simulators.alipay.failNext(fault, 'face.query');
  await expect(resultOf(certifyId)).rejects.toMatchObject({ kind: 'untrusted_answer', provider: 'alipay' });
});

it('does not send the agent to a page that Alipay did not name', async () => {
  city.simulators.alipay.failNext('tampered', 'face.verify');
  await expect(begin()).rejects.toMatchObject({ kind: 'untrusted_answer' });
});

it.each([
  ['hang', 'timeout'],
  ['reset', 'unavailable'],
  ['html_502', 'unavailable'],
  ['truncated', 'unavailable'],
  ['lost_answer', 'unavailable'],
  ['refuse', 'rejected'],
] as const)('decides nothing when Alipay answers with %s', async (fault, kind) => {
  const { certifyId } = await begin();
  city.simulators.alipay.decide(certifyId, 'pass');
  city.simulators.alipay.failNext(fault, 'face.query');
  // Once more for a broken connection: there the SDK asks again by itself.
  if (['reset', 'truncated', 'lost_answer'].includes(fault)) city.simulators.alipay.failNext(fault, 'face.query');
  await expect(resultOf(certifyId)).rejects.toMatchObject({ name: 'ProviderError', kind });
  expect(await resultOf(certifyId)).toEqual({ state: 'passed' });
});

it('knows nothing of a certify id that was made up', async () => {
  await expect(resultOf('0'.repeat(32))).rejects.toMatchObject({
    kind: 'rejected',
    providerCode: 'CERTIFY_ID_NOT_EXIST',
  });
});

it('keeps name and number out of errors', async () => {
  city.simulators.alipay.failNext('refuse', 'face.initialize');
  const error = (await begin().catch((thrown: Error) => thrown)) as Error;
  expect(JSON.stringify([error.message, error.cause, Object.values(error)])).not.toMatch(/甄示范|3302031990/);
});

it('refuses an order number that Alipay would not take, before asking', async () => {
  await expect(begin('与订单-1')).rejects.toThrow(RangeError);
});
