import { caller, employeeAt, noticeVersion, phoneOf, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

async function claimed(name: string, host: 'alipay' | 'wechat' = 'alipay') {
  const { user, idNumber } = persona(name);
  const phone = await phoneOf(product(), user, host);
  for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
  const { certificate, nextStep } = await phone.call('POST /identity-claims', { body: { name, idNumber } });
  if (nextStep === 'acceptance') await phone.call('POST /certificate/acceptance', { body: { certificateId: certificate!.id } });
  return phone;
}
const begin = (phone: Awaited<ReturnType<typeof claimed>>) => phone.call('POST /verifications', { body: { method: 'alipay_face' } });
const check = (phone: Awaited<ReturnType<typeof claimed>>, id: string, clientStatus?: string) =>
  phone.call('POST /verifications/:id/check', { params: { id }, body: clientStatus ? { clientStatus } : {} });

describe('登录', () => {
  it.each(['wechat', 'alipay'] as const)('opens a session with a code of %s, once', async (host) => {
    const code = product().simulators[host].issueCode('somebody');
    const body = { host, code, serviceNoticeVersion: noticeVersion };
    expect((await caller(product().url).send('POST /sessions', { body })).status).toBe(201);
    expect((await caller(product().url).send('POST /sessions', { body })).error.code).toBe('identity.code_invalid');
  });
  it('asks for consent to the text of today', async () => {
    const code = product().simulators.wechat.issueCode('somebody');
    const reply = await caller(product().url).send('POST /sessions', { body: { host: 'wechat', code, serviceNoticeVersion: '2019-1' } });
    expect(reply.error).toMatchObject({ code: 'identity.consent_outdated', details: { version: noticeVersion } });
  });
  it('throws away an answer of Alipay that was changed on its way', async () => {
    product().simulators.alipay.failNext('tampered', 'oauth.token');
    const code = product().simulators.alipay.issueCode('somebody');
    const reply = await caller(product().url).send('POST /sessions', { body: { host: 'alipay', code, serviceNoticeVersion: noticeVersion } });
    expect(reply.error.code).toBe('provider.untrusted_answer');
  });
  it('ends at once with the logout', async () => {
    const phone = await phoneOf(product(), 'leaver');
    await phone.call('DELETE /sessions/current');
    expect((await phone.send('GET /account')).status).toBe(401);
  });
  it('ends after seven idle days', async () => {
    const phone = await phoneOf(product(), 'idler');
    product().clock.advance(7 * 24 * 3600 + 60);
    expect((await phone.send('GET /account')).error.code).toBe('request.unauthenticated');
  });
});

describe('姓名与身份证号', () => {
  it('are not asked before the person agrees to it by itself', async () => {
    const phone = await phoneOf(product(), 'hasty');
    const { name, idNumber } = persona('甄示范');
    const reply = await phone.send('POST /identity-claims', { body: { name, idNumber } });
    expect(reply.error).toMatchObject({ code: 'identity.consent_required', details: { purpose: 'identity_documents' } });
  });
  it('name the field that is wrong', async () => {
    const phone = await phoneOf(product(), 'typist');
    const reply = await phone.send('POST /identity-claims', { body: { name: '甄示范', idNumber: '330203199001010015' } });
    expect(reply.error).toMatchObject({ code: 'request.invalid', fields: [{ field: 'idNumber', message: '身份证号不正确，请核对每一位' }] });
  });
  it('answer a wrong name, an unknown number and a cancelled certificate alike', async () => {
    const phone = await phoneOf(product(), 'guesser');
    await phone.call('POST /consents', { body: { purpose: 'identity_documents', version: noticeVersion } });
    const { idNumber } = persona('甄示范');
    const cancelled = persona('古注销');
    for (const body of [{ name: '贾样例', idNumber }, { name: '甄示范', idNumber: '11010519491231002X' }, { name: cancelled.name, idNumber: cancelled.idNumber }]) {
      expect((await phone.send('POST /identity-claims', { body })).error.code).toBe('identity.certificate_not_found');
    }
  });
  it('cannot be tried without end', async () => {
    const phone = await phoneOf(product(), 'burglar');
    await phone.call('POST /consents', { body: { purpose: 'identity_documents', version: noticeVersion } });
    const body = { name: '甄示范', idNumber: '11010519491231002X' };
    for (let attempt = 0; attempt < 10; attempt++) await phone.send('POST /identity-claims', { body });
    const reply = await phone.send('POST /identity-claims', { body });
    expect([reply.status, Number(reply.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});

describe('支付宝人脸核验', () => {
  it('believes Alipay alone: a forged 9000 of the phone changes nothing', async () => {
    const phone = await claimed('甄示范');
    const { id } = await begin(phone);
    const { verification, account } = await check(phone, id, '9000');
    expect([verification.state, account.nextStep, account.certificate?.state]).toEqual(['pending', 'verification', 'awaiting_verification']);
  });
  it('a face that does not match says why, and another try is open', async () => {
    const phone = await claimed('甄示范');
    const first = await begin(phone);
    product().simulators.alipay.decide(first.certifyId!, 'fail');
    const { verification } = await check(phone, first.id, '9000');
    expect(verification).toMatchObject({ state: 'failed', reason: expect.stringMatching(/\p{Script=Han}/u) });
    expect((await begin(phone)).id).not.toBe(first.id);
  });
  it('a “failed” that somebody turned into “passed” on its way is thrown away', async () => {
    const phone = await claimed('范样本');
    const { id } = await begin(phone);
    product().simulators.alipay.failNext('tampered', 'face.query');
    const reply = await phone.send('POST /verifications/:id/check', { params: { id }, body: {} });
    expect(reply.error.code).toBe('provider.untrusted_answer');
    expect((await phone.call('GET /account')).nextStep).toBe('verification');
  });
  it('who cancels or walks away comes back to the same attempt, until it expires', async () => {
    const phone = await claimed('甄示范');
    const first = await begin(phone);
    product().simulators.alipay.decide(first.certifyId!, 'cancel');
    expect((await check(phone, first.id)).verification.state).toBe('pending');
    expect((await begin(phone)).id).toBe(first.id);
    product().clock.advance(31 * 60);
    expect((await check(phone, first.id)).verification.state).toBe('expired');
  });
  it('needs its own consent, and withdrawing it stops the next one', async () => {
    const phone = await claimed('甄示范');
    await phone.call('DELETE /consents/:purpose', { params: { purpose: 'face' } });
    expect((await phone.send('POST /verifications', { body: { method: 'alipay_face' } })).error).toMatchObject({ code: 'identity.consent_required', details: { purpose: 'face' } });
  });
  it('somebody else’s attempt reads as not found', async () => {
    const { id } = await begin(await claimed('甄示范'));
    const stranger = await phoneOf(product(), 'stranger');
    expect((await stranger.send('POST /verifications/:id/check', { params: { id }, body: {} })).status).toBe(404);
  });
  it('passed: the certificate comes into force for a year, with a signed QR code', async () => {
    const phone = await verifiedAgent(product(), '甄示范');
    const { certificate, qrUrl } = await phone.call('GET /certificate');
    expect(certificate).toMatchObject({ state: 'in_force', holderName: '甄**', holderIdNumber: expect.stringMatching(/^330\*+\d{3}[\dX]$/) });
    expect(await (await fetch(qrUrl!)).text()).toContain('代理证有效');
  });
  it('in WeChat is handed over to Alipay by a QR code, and settles without the phone', async () => {
    const phone = await claimed('尤测试', 'wechat');
    const { faceQr, certifyId, id } = await begin(phone);
    expect(faceQr).toMatch(/^data:image\/png/);
    product().simulators.alipay.decide(certifyId!, 'pass');
    product().clock.advance(60);
    for (let wait = 0; wait < 50 && (await phone.call('GET /account')).nextStep !== 'ready'; wait++) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await check(phone, id)).verification.state).toBe('passed');
  });
  it('a new phone of the same host puts the old one out', async () => {
    const old = await verifiedAgent(product(), '范样本');
    const { idNumber } = persona('范样本');
    const fresh = await phoneOf(product(), 'new phone of 范样本');
    for (const purpose of ['identity_documents', 'face'] as const) await fresh.call('POST /consents', { body: { purpose, version: noticeVersion } });
    await fresh.call('POST /identity-claims', { body: { name: '范样本', idNumber } });
    const { id, certifyId } = await begin(fresh);
    product().simulators.alipay.decide(certifyId!, 'pass');
    await check(fresh, id);
    expect((await fresh.call('GET /account')).nextStep).toBe('ready');
    expect((await old.send('GET /account')).status).toBe(401);
  });
  it('a suspended or expired agent may prove who they are on a new phone, and is then told why they cannot work', async () => {
    for (const name of ['安演练', '时过期']) {
      const phone = await claimed(name);
      const { id, certifyId } = await begin(phone);
      product().simulators.alipay.decide(certifyId!, 'pass');
      expect((await check(phone, id)).account.nextStep).toBe('blocked');
      expect((await phone.call('GET /certificate')).qr).toBeNull();
    }
  });
  it('whose certificate was cancelled meanwhile is told so and cannot go on', async () => {
    const phone = await claimed('贾样例');
    await product().server.deps.db.query("UPDATE certificates SET state = 'cancelled', live_person_id = NULL, live_company_id = NULL WHERE state = 'awaiting_verification' AND number = ?", [(await phone.call('GET /account')).certificate!.number]);
    expect((await phone.call('GET /account')).nextStep).toBe('blocked');
    expect((await phone.send('POST /verifications', { body: { method: 'alipay_face' } })).error.code).toBe('identity.certificate_blocked');
    await product().server.deps.db.query("UPDATE certificates SET state = 'awaiting_verification', live_person_id = person_id, live_company_id = company_id WHERE number = ?", [(await phone.call('GET /account')).certificate!.number]);
  });
});

describe('柜台核验', () => {
  it('an operator with the original card verifies without any face', async () => {
    const phone = await claimed('贾样例');
    await phone.call('DELETE /consents/:purpose', { params: { purpose: 'face' } });
    const { counterCode: code } = await phone.call('POST /verifications', { body: { method: 'counter' } });
    const operator = await employeeAt(product(), 'operator1');
    const seen = await operator.call('GET /counter-verifications/:code', { params: { code: code! } });
    expect(seen).toMatchObject({ state: 'pending', holderName: '贾**', companyName: '样板汽车经纪有限公司' });
    const decide = (idNumber: string) => operator.send('POST /counter-verifications/:code/decision', { params: { code: code! }, body: { passed: true, idNumber, originalSeen: true } });
    expect((await decide('11010519491231002X')).error.fields?.[0]?.field).toBe('idNumber');
    expect((await decide(persona('贾样例').idNumber)).body.state).toBe('passed');
    expect((await decide(persona('贾样例').idNumber)).error.code).toBe('identity.verification_decided');
    expect((await phone.call('GET /account')).nextStep).toBe('ready');
  });
  it('stands open to who does not want to type name and number at all', async () => {
    const phone = await phoneOf(product(), 'silent agent', 'wechat');
    const { counterCode: code } = await phone.call('POST /verifications', { body: { method: 'counter' } });
    const operator = await employeeAt(product(), 'operator2');
    expect((await operator.call('GET /counter-verifications/:code', { params: { code: code! } })).holderName).toBe('未填写，以原件为准');
    const decide = (name: string) => operator.send('POST /counter-verifications/:code/decision', { params: { code: code! }, body: { passed: true, idNumber: persona(name).idNumber, originalSeen: true } });
    expect((await decide('古注销')).error.code).toBe('identity.certificate_blocked');
    expect((await decide('尤测试')).body).toMatchObject({ state: 'passed', holderName: '尤**' });
    expect(await phone.call('GET /account')).toMatchObject({ nextStep: 'ready', certificate: { holderName: '尤**' } });
  });
  it('is nobody’s business but an operator’s', async () => {
    const clerk = await employeeAt(product(), 'clerk');
    expect((await clerk.send('GET /counter-verifications/:code', { params: { code: '12345678' } })).status).toBe(403);
  });
});
