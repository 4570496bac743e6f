import { caller, employeeAt } from '../../../test/people';
import { freePort, useProcesses } from '../../../test/processes';
import { askedFor, enrolledAgent, enrolledAgents, granted, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const startProcess = useProcesses(product);

describe('a company is cancelled', () => {
  it('with 100 agents: at their next request all are out, on every process, and the ledger tells each of them', async () => {
    const companyId = await newCompany(product(), '百人车行有限公司');
    const agents = await enrolledAgents(product(), companyId, 100, { manages: true });
    const second = await startProcess(await freePort());
    const phones = agents.flatMap(({ token }) => [product().url, second.url].map((url) => caller(url, { authorization: `Bearer ${token}` })));
    const statuses = () => Promise.all(phones.map(async (phone) => (await phone.send('GET /account')).status));
    expect(new Set(await statuses())).toEqual(new Set([200]));

    const clerk = await employeeAt(product(), 'clerk');
    await granted(clerk, clerk, { kind: 'company_cancel', companyId, reason: 'own_request' });
    expect(new Set(await statuses())).toEqual(new Set([401]));

    const query = (sql: string) => product().server.deps.db.query(sql, [companyId]);
    expect(await query('SELECT state, COUNT(*) AS n FROM certificates WHERE company_id = ? GROUP BY state')).toMatchObject([{ state: 'cancelled', n: '100' }]);
    expect(await query('SELECT b.id FROM app_bindings b JOIN certificates c ON c.id = b.certificate_id WHERE c.company_id = ?')).toEqual([]);
    expect(await query("SELECT subject_type AS what, SUM(delta) AS stock, COUNT(*) AS events FROM register_events WHERE company_id = ? GROUP BY subject_type ORDER BY subject_type")).toMatchObject([
      { what: 'app', stock: '0', events: '200' },
      { what: 'certificate', stock: '0', events: '200' },
      { what: 'company', stock: '0', events: '2' },
    ]);
    await second.kill();
  }, 120_000);

  it('twice at once: it ends once', async () => {
    const companyId = await newCompany(product());
    await enrolledAgent(product(), companyId);
    const clerk = await employeeAt(product(), 'clerk');
    const { id } = await clerk.call('POST /register-requests', { body: { kind: 'company_cancel', companyId, reason: 'own_request' } });
    expect((await clerk.send('POST /register-requests/:id/submission', { params: { id } })).error.code).toBe('registry.evidence_missing');
    await clerk.call('POST /register-requests/:id/withdrawal', { params: { id } });
    const { id: asked } = await askedFor(clerk, { kind: 'company_cancel', companyId, reason: 'own_request' });
    const decide = () => clerk.send('POST /register-requests/:id/decision', { params: { id: asked }, body: { approved: true } });
    const replies = await Promise.all([decide(), decide(), decide()]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const ended = await product().server.deps.db.query("SELECT COUNT(*) AS n FROM register_events WHERE subject_id = ? AND action = 'ended'", [companyId]);
    expect(Number(ended[0].n)).toBe(1);
  });
});
