import { type Caller, caller, employeeAt, noticeVersion, phoneOf, picture, upload } from '../../../test/people';
import { askedFor, enrolledAgent, granted, handIn, newCompany, newCreditCode, passFace, somebody, verifiedPerson } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { openSession } from '../identity/sessions';
import { registryRound } from './rounds';

const product = useProduct();
let clerk: Caller;
beforeAll(async () => {
  clerk = await employeeAt(product(), 'clerk');
});

const eventsOf = async (subjectId: string) => (await clerk.call('GET /register-events', { query: { subjectId } })).items.map(({ action, reason, delta }) => [action, reason, delta]);

describe('a company', () => {
  it('is registered by its owner, invites an agent, who agrees, is verified, and works', async () => {
    const owner = await verifiedPerson(product(), 'owner-1', somebody('业主甲'), 'applicant');
    expect((await owner.call('GET /account')).nextStep).toBe('no_certificate');
    const body = { kind: 'company_issue', name: '新开车行有限公司', creditCode: newCreditCode(), address: '宁波市示范路8号', licenceExpiresOn: null } as const;
    const asked = await owner.call('POST /register-requests', { body });
    expect(asked).toMatchObject({ state: 'collecting', required: ['business_licence', 'application_form'], may: { decide: false } });
    expect((await owner.send('POST /register-requests/:id/submission', { params: { id: asked.id } })).error).toMatchObject({ code: 'registry.evidence_missing', details: { missing: ['business_licence', 'application_form'] } });
    for (const kind of asked.required) await handIn(owner, asked.id, kind);
    await owner.call('POST /register-requests/:id/submission', { params: { id: asked.id } });
    const { companyId } = await clerk.call('POST /register-requests/:id/decision', { params: { id: asked.id }, body: { approved: true } });
    expect(await eventsOf(companyId!)).toEqual([['issued', 'new', 1]]);
    expect((await owner.call('GET /account')).manages).toEqual({ id: companyId, name: '新开车行有限公司' });

    const newcomer = somebody('新人乙');
    const invited = await granted(owner, clerk, { kind: 'certificate_issue', ...newcomer });
    const phone = await phoneOf(product(), 'newcomer-1');
    for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
    const { certificate, nextStep } = await phone.call('POST /identity-claims', { body: { name: newcomer.name, idNumber: newcomer.idNumber } });
    expect([nextStep, certificate]).toMatchObject(['acceptance', { state: 'awaiting_verification', companyName: '新开车行有限公司' }]);
    expect((await phone.send('POST /verifications', { body: { method: 'alipay_face' } })).error.code).toBe('registry.joining_not_accepted');
    await phone.call('POST /certificate/acceptance', { body: { certificateId: certificate!.id } });
    expect((await passFace(product(), phone)).account.nextStep).toBe('ready');
    expect(await eventsOf(invited.subjectId!)).toEqual([['issued', 'verified', 1]]);

    const { people } = await owner.call('GET /company');
    expect(people).toMatchObject([{ number: certificate!.number, state: 'in_force', hasApp: true, holderName: '新**' }]);
    expect(JSON.stringify(people)).not.toContain(newcomer.idNumber);
  });

  it('cannot be entered twice, and says which field is wrong', async () => {
    const companyId = await newCompany(product());
    const { creditCode } = await clerk.call('GET /companies/:id', { params: { id: companyId } });
    const manager = somebody('业主乙');
    const again = await clerk.send('POST /register-requests', { body: { kind: 'company_issue', name: '重复车行', creditCode, address: '甲路', licenceExpiresOn: null, manager } });
    expect(again.error.code).toBe('registry.company_exists');
    const wrong = await clerk.send('POST /register-requests', { body: { kind: 'company_change', companyId, name: '', creditCode, address: '甲路', licenceExpiresOn: null } });
    expect(wrong.error.fields).toEqual([{ field: 'name', message: '请填写企业名称' }]);
  });

  it('changes its name, and the ledger keeps both', async () => {
    const companyId = await newCompany(product(), '旧名车行');
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const { creditCode } = await manager.call('GET /company');
    await granted(manager, clerk, { kind: 'company_change', name: '新名车行', creditCode, address: '乙路2号', licenceExpiresOn: '2040-01-01' });
    const { name, events } = await manager.call('GET /company');
    expect([name, events[0]]).toMatchObject(['新名车行', { action: 'changed', changes: { name: { before: '旧名车行', after: '新名车行' } } }]);
  });

  it('is asked the same thing once at a time, and reads why it was sent back', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const { id } = await askedFor(manager, { kind: 'company_reissue', reason: 'lost' });
    expect((await manager.send('POST /register-requests', { body: { kind: 'company_reissue', reason: 'lost' } })).error.code).toBe('registry.request_pending');
    expect((await clerk.send('POST /register-requests/:id/decision', { params: { id }, body: { approved: false } as never })).error.fields).toMatchObject([{ field: 'note' }]);
    await clerk.call('POST /register-requests/:id/decision', { params: { id }, body: { approved: false, note: '说明没有盖章' } });
    expect(await manager.call('GET /register-requests/:id', { params: { id } })).toMatchObject({ state: 'refused', decisionNote: '说明没有盖章' });
    expect((await clerk.send('POST /register-requests/:id/decision', { params: { id }, body: { approved: true } })).error.code).toBe('registry.request_wrong_state');
    expect((await manager.call('GET /messages')).items[0]).toMatchObject({ title: '企业备案证明补办被退回' });
  });

  it('that asks on the eve of National Day is answered by the first working day after it', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const { id } = await askedFor(manager, { kind: 'company_reissue', reason: 'lost' });
    await product().server.deps.db.query("UPDATE register_requests SET submitted_at = '2026-09-30 02:00:00' WHERE id = ?", [id]);
    expect(await clerk.call('GET /register-requests/:id', { params: { id } })).toMatchObject({ decideOn: '2026-10-08' });
  });
});

describe('a certificate', () => {
  it('is held once by a person, in whatever company', async () => {
    const [first, second] = [await newCompany(product()), await newCompany(product())];
    const manager = await enrolledAgent(product(), first, { manages: true });
    const other = await enrolledAgent(product(), second, { manages: true });
    const who = somebody('抢手甲');
    await granted(manager, clerk, { kind: 'certificate_issue', ...who });
    expect((await other.send('POST /register-requests', { body: { kind: 'certificate_issue', ...who } })).error.code).toBe('registry.person_holds_certificate');
    expect((await other.send('POST /register-requests', { body: { kind: 'certificate_issue', ...who, name: '别人乙' } })).error.fields).toMatchObject([{ field: 'name' }]);
  });

  it('is declined by the person asked for: nothing came into force, nothing counts', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const who = somebody('不愿甲');
    const { subjectId } = await granted(manager, clerk, { kind: 'certificate_issue', ...who });
    const phone = await phoneOf(product(), 'unwilling-1');
    await phone.call('POST /consents', { body: { purpose: 'identity_documents', version: noticeVersion } });
    await phone.call('POST /identity-claims', { body: { name: who.name, idNumber: who.idNumber } });
    expect((await phone.call('POST /certificate/declining', { body: { certificateId: subjectId! } })).state).toBe('awaiting_verification');
    expect((await phone.call('GET /account')).nextStep).toBe('identity');
    const known = await enrolledAgent(product(), await newCompany(product()));
    await granted(known, clerk, { kind: 'certificate_cancel', reason: 'own_request' });
    const { db } = product().server.deps;
    await db.query("UPDATE certificates SET person_id = ?, live_person_id = ? WHERE id = ?", [known.personId, known.personId, subjectId]);
    const { token } = await openSession(db.manager, { accountId: (await db.query('SELECT id FROM accounts WHERE person_id = ?', [known.personId]))[0].id }, { ip: '', userAgent: '' }, product().clock.now());
    const verified = caller(product().url, { authorization: `Bearer ${token}` });
    expect((await verified.call('POST /certificate/declining', { body: { certificateId: subjectId! } })).state).toBe('cancelled');
    expect(await eventsOf(subjectId!)).toEqual([['ended', 'declined', 0]]);
  });

  it('is not brought into force by a stranger who agrees in the person’s name', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const who = somebody('被冒甲');
    const { subjectId } = await granted(manager, clerk, { kind: 'certificate_issue', ...who });
    const claims = async (user: string) => {
      const phone = await phoneOf(product(), user);
      for (const purpose of ['identity_documents', 'face'] as const) await phone.call('POST /consents', { body: { purpose, version: noticeVersion } });
      await phone.call('POST /identity-claims', { body: { name: who.name, idNumber: who.idNumber } });
      return phone;
    };
    await (await claims('impostor')).call('POST /certificate/acceptance', { body: { certificateId: subjectId! } });
    const real = await claims('the-real-one');
    expect((await real.call('GET /account')).nextStep).toBe('acceptance');
    expect((await real.send('POST /verifications', { body: { method: 'alipay_face' } })).error.code).toBe('registry.joining_not_accepted');
  });

  it('of a suspended holder is renewed after its end, and the suspension goes on', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { clock, server } = product();
    const until = new Date(clock.now().getTime() + 60 * 24 * 3600_000).toISOString().slice(0, 10);
    await clerk.call('POST /register/:subjectType/:id/suspension', { params: { subjectType: 'certificate', id: agent.certificateId }, body: { until, reason: 'sanction', note: '处罚决定' } });
    await server.deps.db.query("UPDATE certificates SET expires_on = '2026-01-31' WHERE id = ?", [agent.certificateId]);
    await registryRound(server.deps.db, clock.now());
    await granted(agent, clerk, { kind: 'certificate_renew' });
    expect(await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).toMatchObject({ state: 'suspended', suspendedUntil: until, hasApp: false });
  });

  it('is agreed to at a market’s counter by who does not use the mini-program for it, and only when asked there', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const who = somebody('柜台丁');
    await granted(manager, clerk, { kind: 'certificate_issue', ...who });
    const phone = await phoneOf(product(), 'at-the-counter');
    const { counterCode: code } = await phone.call('POST /verifications', { body: { method: 'counter' } });
    const operator = await employeeAt(product(), 'operator1');
    expect((await operator.call('GET /counter-verifications/:code', { params: { code: code! } })).joiningOpen).toBe(true);
    const decide = (joiningConfirmed: boolean) => operator.send('POST /counter-verifications/:code/decision', { params: { code: code! }, body: { passed: true, idNumber: who.idNumber, originalSeen: true, joiningConfirmed } });
    expect((await decide(false)).error.fields).toMatchObject([{ field: 'joiningConfirmed' }]);
    expect((await decide(true)).body.state).toBe('passed');
    expect((await phone.call('GET /account')).nextStep).toBe('ready');
  });

  it('is renewed for a year, also after its end, and re-issued with a new 查验码', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const before = await agent.call('GET /certificate');
    await granted(agent, clerk, { kind: 'certificate_renew' });
    const renewed = await agent.call('GET /certificate');
    expect(Number(renewed.certificate.expiresOn!.slice(0, 4))).toBe(Number(before.certificate.expiresOn!.slice(0, 4)) + 1);
    await granted(agent, clerk, { kind: 'certificate_reissue', reason: 'lost' });
    const reissued = await agent.call('GET /certificate');
    expect(reissued.checkCode).not.toBe(before.checkCode);
    const checked = async (code: string) => (await fetch(`${product().url}/check?number=${encodeURIComponent(agent.number)}&code=${code}`)).text();
    expect(await checked(reissued.checkCode!)).toContain('代理证有效');
    expect(await checked(before.checkCode!)).toContain('没有查到');
  });

  it('rests until a day, its app ends at once, and both come back by themselves', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    const { clock } = product();
    const until = new Date(clock.now().getTime() + 3 * 24 * 3600_000).toISOString().slice(0, 10);
    const params = { subjectType: 'certificate' as const, id: agent.certificateId };
    await clerk.call('POST /register/:subjectType/:id/suspension', { params, body: { until, reason: 'investigation', note: '核查投诉' } });
    expect((await agent.call('GET /account')).nextStep).toBe('blocked');
    expect((await agent.send('POST /transactions', { body: {} as never })).status).toBe(422);
    expect(await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).toMatchObject({ state: 'suspended', hasApp: false, suspendedUntil: until });
    await registryRound(product().server.deps.db, new Date(`${until}T12:00:00Z`));
    expect((await agent.call('GET /account')).nextStep).toBe('blocked');
    await registryRound(product().server.deps.db, new Date(new Date(`${until}T12:00:00Z`).getTime() + 24 * 3600_000));
    expect((await agent.call('GET /account')).nextStep).toBe('ready');
    expect(await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).toMatchObject({ state: 'in_force', hasApp: true });
  });

  it('loses its phone: the old one is out at once, the new one is verified, the app stays one', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    await granted(agent, clerk, { kind: 'app_reissue' });
    expect((await agent.send('GET /account')).status).toBe(401);
    expect(await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).toMatchObject({ hasApp: true });
  });

  it('without its app is legal and listed; the app comes back by request alone', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const agent = await enrolledAgent(product(), companyId);
    await granted(manager, clerk, { kind: 'app_cancel', certificateId: agent.certificateId, reason: 'own_request' });
    const { items } = await clerk.call('GET /certificates', { query: { companyId, withoutApp: 'true' } });
    expect(items).toMatchObject([{ number: agent.number, state: 'in_force', hasApp: false, appClosed: true }]);
    await granted(manager, clerk, { kind: 'app_issue', certificateId: agent.certificateId });
    expect((await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).appClosed).toBe(false);
  });
});

describe('a fixed terminal', () => {
  it('is opened, changed, re-issued and closed by its market', async () => {
    const manager = await employeeAt(product(), 'manager1');
    const opened = await granted(manager, clerk, { kind: 'terminal_issue', name: '二号采集台', location: '交易大厅二楼' });
    const id = opened.subjectId!;
    await granted(manager, clerk, { kind: 'terminal_change', terminalId: id, name: '二号采集台', location: '一楼东侧' });
    await granted(manager, clerk, { kind: 'terminal_reissue', terminalId: id, reason: 'device_replaced' });
    await granted(manager, clerk, { kind: 'terminal_cancel', terminalId: id, reason: 'own_request' });
    expect(await eventsOf(id)).toEqual([['ended', 'own_request', -1], ['reissued', 'device_replaced', 0], ['changed', 'registration_changed', 0], ['issued', 'new', 1]]);
  });
});

describe('somebody else', () => {
  it('reads no request, company or paper of others, and cannot ask in their name', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const stranger = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const { id, evidence } = await askedFor(manager, { kind: 'company_reissue', reason: 'lost' });
    const evidenceId = evidence[0]!.id;
    for (const reply of [
      await stranger.send('GET /register-requests/:id', { params: { id } }),
      await stranger.send('POST /register-requests/:id/withdrawal', { params: { id } }),
      await stranger.send('POST /register-requests/:id/evidence/:evidenceId/view', { params: { id, evidenceId } }),
    ]) expect([reply.status, reply.error.code]).toEqual([404, 'registry.request_not_found']);
    expect((await stranger.send('POST /register-requests', { body: { kind: 'certificate_cancel', certificateId: manager.certificateId, reason: 'own_request' } })).error.code).toBe('registry.certificate_not_found');
    expect((await caller(product().url).send('GET /companies')).status).toBe(401);
  });

  it('sees a paper of the own request for a minute, watermarked', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const { id, evidence } = await askedFor(manager, { kind: 'company_reissue', reason: 'lost' });
    const { url } = await manager.call('POST /register-requests/:id/evidence/:evidenceId/view', { params: { id, evidenceId: evidence[0]!.id } });
    expect((await fetch(url)).headers.get('content-type')).toBe('image/jpeg');
    product().clock.advance(61);
    expect((await fetch(url)).status).toBe(404);
  });
});

it('a paper that its phone tells of five times at once is kept, and opens', async () => {
  const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
  const { id } = await manager.call('POST /register-requests', { body: { kind: 'company_reissue', reason: 'lost' } });
  const bytes = picture('authority_letter');
  const { evidence, url, fields } = await manager.call('POST /register-requests/:id/evidence', { params: { id }, body: { kind: 'other', contentType: 'image/jpeg', bytes: bytes.length } });
  await upload({ url, fields } as never, bytes);
  const params = { id, evidenceId: evidence.id };
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => manager.send('POST /register-requests/:id/evidence/:evidenceId/arrival', { params })));
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const paper = await manager.call('POST /register-requests/:id/evidence/:evidenceId/view', { params });
  expect((await fetch(paper.url)).headers.get('content-type')).toBe('image/jpeg');
});
