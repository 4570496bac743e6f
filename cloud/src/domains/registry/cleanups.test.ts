import type { AnswerOf } from '@yongche/contract';
import { randomUUID } from 'node:crypto';
import { type Caller, employeeAt } from '../../../test/people';
import { enrolledAgent, granted, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { csvOf } from '../../spreadsheets/write-table';
import { dayInShanghai } from '../../clock';
import { addDays } from './duties';
import { registryRound } from './rounds';

const product = useProduct();
let clerk: Caller & { cookie: string };
let second: Caller;
beforeAll(async () => {
  clerk = await employeeAt(product(), 'clerk');
  second = await employeeAt(product(), 'clerk2');
});

type Import = AnswerOf<'POST /licence-imports'>;
type Row = [creditCode: string, name: string, state: string, until: string];

/** Uploads a list of the regulator as a clerk's browser does. */
async function send(rows: Row[], { name = '执照.csv', titles = ['统一社会信用代码', '企业名称', '登记状态', '营业期限至'] } = {}): Promise<{ status: number; body: Import; code?: string }> {
  const bytes = csvOf({ columns: titles.map((title, at) => ({ title, cell: (row: Row) => row[at] ?? '' })), rows });
  const response = await fetch(`${product().url}/api/licence-imports?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { cookie: clerk.cookie, origin: product().url, 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
    body: new Uint8Array(bytes),
  });
  const body = (await response.json()) as Import & { error?: { code: string } };
  return { status: response.status, body, ...(body.error ? { code: body.error.code } : {}) };
}
const codeOf = async (companyId: string) => (await clerk.call('GET /companies/:id', { params: { id: companyId } })).creditCode;
const stateOf = async (companyId: string) => (await clerk.call('GET /companies/:id', { params: { id: companyId } })).licenceState;

describe('a list of licence states', () => {
  it('is told line by line, and changes nothing before it is applied', async () => {
    const [gone, renamed, fine] = [await newCompany(product(), '已注销车行'), await newCompany(product(), '旧名二车行'), await newCompany(product(), '正常车行')];
    const rows: Row[] = [[await codeOf(gone), '已注销车行', '注销', ''], [await codeOf(renamed), '新名二车行', '存续', '2045-12-31'], [await codeOf(fine), '正常车行', '在业', ''], ['91330200MA2AB1067X', '别市车行', '存续', '']];
    const { status, body } = await send(rows);
    expect([status, body]).toMatchObject([201, { state: 'checked', rows: 4, matched: 3, unmatched: 1, problemCount: 0, newDuties: 2 }]);
    expect(body.changes).toEqual(expect.arrayContaining([expect.objectContaining({ line: 2, companyName: '已注销车行', field: '登记状态', before: '未核查', after: '注销' })]));
    expect(await stateOf(gone)).toBe('unknown');
    await clerk.call('POST /licence-imports/:id/application', { params: { id: body.id } });
    expect([await stateOf(gone), await stateOf(fine)]).toEqual(['deregistered', 'active']);
    expect((await clerk.send('POST /licence-imports/:id/application', { params: { id: body.id } })).error.code).toBe('registry.import_wrong_state');
    const { items } = await clerk.call('GET /cleanup-items', { query: {} });
    expect(items.find(({ id }) => id === gone)).toMatchObject({ cause: '营业执照已注销', severity: 'cancel', dutyDueOn: addDays(dayInShanghai(product().clock.now()), 30) });
    const { items: duties } = await clerk.call('GET /duties', { query: {} });
    expect(duties.filter(({ companyId }) => companyId === renamed)).toMatchObject([{ kind: 'A02', state: 'open', cause: expect.stringContaining('新名二车行') }]);
  });

  it('with a wrong line, twice the same company, or wrong headings imports nothing at all', async () => {
    const companyId = await newCompany(product());
    const code = await codeOf(companyId);
    const { body } = await send([[code, '', '吊销', ''], [code, '', '注销', ''], ['123', '', '存续', ''], [code, '', '睡着了', '2026-13-40']]);
    expect(body).toMatchObject({ state: 'refused', changeCount: expect.any(Number) });
    expect(body.problems.map(({ line, message }) => [line, message])).toEqual(
      expect.arrayContaining([[3, expect.stringContaining('重复')], [4, expect.stringContaining('信用代码')], [5, expect.stringContaining('睡着了')]]),
    );
    expect((await clerk.send('POST /licence-imports/:id/application', { params: { id: body.id } })).error.code).toBe('registry.import_wrong_state');
    expect(await stateOf(companyId)).toBe('unknown');
    expect((await send([[code, '', '吊销', '']], { titles: ['代码', '名', '状', '至'] })).body).toMatchObject({ state: 'refused', problems: [{ message: expect.stringContaining('统一社会信用代码') }] });
    expect((await send([], { name: '执照.docx' })).code).toBe('request.file_type');
    expect((await send([], { name: '执照.xlsx' })).status).toBe(422);
  });
});

describe('a clean-up', () => {
  async function batch(...companyIds: string[]) {
    return clerk.call('POST /cleanup-batches', { body: { companyIds, note: '市场监管部门吊销名单' } });
  }
  it('needs a second person, and ends exactly what was shown', async () => {
    const companyIds = [await newCompany(product()), await newCompany(product())];
    const agents = [await enrolledAgent(product(), companyIds[0]!, { manages: true }), await enrolledAgent(product(), companyIds[0]!), await enrolledAgent(product(), companyIds[1]!)];
    const { id, figures, mayDecide } = await batch(...companyIds);
    expect([figures, mayDecide]).toEqual([{ companies: 2, certificates: 3, apps: 3, sessions: 3 }, false]);
    expect((await clerk.send('POST /cleanup-batches/:id/decision', { params: { id }, body: { approved: true, note: '同意' } })).error.code).toBe('registry.cleanup_same_person');
    expect((await second.call('GET /cleanup-batches/:id', { params: { id } })).mayDecide).toBe(true);
    const done = await second.call('POST /cleanup-batches/:id/decision', { params: { id }, body: { approved: true, note: '情况属实' } });
    expect([done.state, done.result]).toEqual(['executed', figures]);
    for (const agent of agents) expect((await agent.send('GET /account')).status).toBe(401);
    expect((await second.send('POST /cleanup-batches/:id/decision', { params: { id }, body: { approved: true, note: '再来' } })).error.code).toBe('registry.cleanup_decided');
    const { items } = await clerk.call('GET /register-events', { query: { reason: 'cleanup' } });
    expect(items.map(({ subjectType }) => subjectType).sort()).toEqual(['app', 'app', 'app', 'certificate', 'certificate', 'certificate', 'company', 'company']);
  });

  it('does not run where something has changed since: nothing ends', async () => {
    const companyId = await newCompany(product());
    await enrolledAgent(product(), companyId);
    const { id } = await batch(companyId);
    await enrolledAgent(product(), companyId);
    const president = await employeeAt(product(), 'president');
    expect(await president.call('POST /cleanup-batches/:id/decision', { params: { id }, body: { approved: true, note: '同意' } })).toMatchObject({ state: 'outdated', result: null });
    expect((await clerk.call('GET /companies/:id', { params: { id: companyId } })).state).toBe('in_force');
  });

  it('comes with letters, one page per company', async () => {
    const companyIds = [await newCompany(product()), await newCompany(product())];
    const { id } = await batch(...companyIds);
    const response = await fetch(`${product().url}/api/cleanup-batches/${id}/letters.pdf`, { headers: { cookie: clerk.cookie } });
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect([response.headers.get('content-type'), pdf.match(/\/Type \/Page\b/g)?.length]).toEqual(['application/pdf', 2]);
  });
});

describe('the duty to report', () => {
  it('is reminded ten and three days before, is overdue after, and met by the change itself', async () => {
    const companyId = await newCompany(product(), '到期车行');
    const manager = await enrolledAgent(product(), companyId, { manages: true });
    const { db } = product().server.deps;
    const start = product().clock.now();
    const on = (days: number) => new Date(start.getTime() + days * 24 * 3600_000);
    await db.query("UPDATE companies SET licence_expires_on = '2026-01-31' WHERE id = ?", [companyId]);
    const told = async () => (await manager.call('GET /messages')).items.filter(({ kind }) => kind === 'duty').length;
    const duty = async () => (await manager.call('GET /company')).duties[0]!;
    for (const [days, messages, state] of [[0, 1, 'open'], [5, 1, 'open'], [20, 2, 'open'], [21, 2, 'open'], [27, 3, 'open'], [30, 3, 'open'], [31, 4, 'overdue'], [32, 4, 'overdue']] as const) {
      await registryRound(db, on(days));
      expect([days, await told(), (await duty()).state]).toEqual([days, messages, state]);
    }
    const { creditCode } = await manager.call('GET /company');
    await granted(manager, clerk, { kind: 'company_change', name: '到期车行', creditCode, address: '甲路', licenceExpiresOn: '2050-01-01' });
    expect((await duty()).state).toBe('met');
  });
});
