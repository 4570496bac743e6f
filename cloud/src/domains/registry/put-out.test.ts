import { buyer, type Caller, caller, capture, employeeAt, newDeal, seller } from '../../../test/people';
import { askedFor, enrolledAgent, granted, newCompany, somebody, verifiedPerson } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { openSession } from '../identity/sessions';

const product = useProduct();
let clerk: Caller;
beforeAll(async () => {
  clerk = await employeeAt(product(), 'clerk');
});

describe('who was put out', () => {
  it('does not come back to the old deals by a new login: no pictures, no changes', async () => {
    const companyId = await newCompany(product());
    const agent = await enrolledAgent(product(), companyId);
    const deal = await newDeal(agent);
    const image = await capture(agent, deal.id, 'P22');
    await granted(clerk, clerk, { kind: 'company_cancel', companyId, reason: 'own_request' });
    const { db } = product().server.deps;
    const [{ id: accountId }] = await db.query('SELECT id FROM accounts WHERE person_id = ?', [agent.personId]);
    const again = caller(product().url, { authorization: `Bearer ${(await openSession(db.manager, { accountId }, { ip: '', userAgent: '' }, product().clock.now())).token}` });
    const looks = await again.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [image.id], variant: 'full' } });
    const takes = await again.send('POST /transactions/:id/images', { params: { id: deal.id }, body: { images: [{ slot: 'P22', contentType: 'image/jpeg', bytes: 1000, capturedAt: new Date().toISOString() }] } });
    const begins = await again.send('POST /transactions', { body: { business: 'city_transfer', marketId: deal.marketId, vin: deal.vin, plate: '浙B12345', mortgaged: false, parties: [seller, buyer] } });
    expect([looks, takes, begins].map(({ error }) => error.code)).toEqual(Array(3).fill('registry.certificate_not_in_force'));
  });

  it('by a sanction cannot withdraw it, and the clerk who asked for it cannot approve it', async () => {
    const companyId = await newCompany(product());
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const { id, evidence } = await askedFor(clerk, { kind: 'company_cancel', companyId, reason: 'sanction' });
    expect(evidence.map(({ kind }) => kind)).toEqual(['authority_decision']);
    expect((await manager.call('GET /register-requests/:id', { params: { id } })).may).toMatchObject({ withdraw: false, addEvidence: false });
    expect((await manager.send('POST /register-requests/:id/withdrawal', { params: { id } })).error.code).toBe('registry.request_wrong_state');
    expect((await clerk.send('POST /register-requests/:id/decision', { params: { id }, body: { approved: true } })).error.code).toBe('registry.two_persons_required');
    const second = await employeeAt(product(), 'clerk2');
    expect((await second.call('POST /register-requests/:id/decision', { params: { id }, body: { approved: true } })).state).toBe('approved');
  });

  it('as manager of a company makes room for the new one at once', async () => {
    const companyId = await newCompany(product());
    const former = await enrolledAgent(product(), companyId, { manages: true });
    const who = somebody('接任甲');
    await granted(former, clerk, { kind: 'company_manager', ...who });
    expect((await former.send('GET /company')).status).toBe(401);
    const next = await verifiedPerson(product(), 'next-manager', who, 'agent');
    expect((await next.call('GET /company')).id).toBe(companyId);
  });
});

describe('a mistyped name', () => {
  it('that nobody has verified gives way to the right one', async () => {
    const manager = await enrolledAgent(product(), await newCompany(product()), { manages: true });
    const who = somebody('张示范');
    const wrong = await manager.call('POST /register-requests', { body: { kind: 'certificate_issue', ...who, name: '张是范' } });
    expect((await manager.send('POST /register-requests', { body: { kind: 'certificate_issue', ...who } })).error.fields).toMatchObject([{ field: 'name' }]);
    await manager.call('POST /register-requests/:id/withdrawal', { params: { id: wrong.id } });
    expect((await manager.call('POST /register-requests', { body: { kind: 'certificate_issue', ...who } })).subjectName).toBe('张**');
  });
});
