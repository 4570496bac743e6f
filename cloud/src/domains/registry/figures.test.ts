import { type Caller, employeeAt } from '../../../test/people';
import { enrolledAgent, granted, newCompany } from '../../../test/register';
import { useProduct } from '../../../test/use-product';
import { dayInShanghai } from '../../clock';
import { registryRound } from './rounds';

const product = useProduct();
let clerk: Caller;
beforeAll(async () => {
  clerk = await employeeAt(product(), 'clerk');
});
const sql = (statement: string, values: unknown[] = []) => product().server.deps.db.query(statement, values);

/** The lines of this year to date, by subject. */
async function lines() {
  const today = dayInShanghai(product().clock.now());
  const figures = await clerk.call('GET /register-figures', { query: { from: `${today.slice(0, 4)}-01-01`, to: today } });
  return Object.fromEntries(figures.lines.map((line) => [line.subjectType, line]));
}

describe('在册 = 期初 + 新增 − 注销', () => {
  it('holds for companies, certificates, apps and terminals after all kinds of changes', async () => {
    const companyId = await newCompany(product());
    const [first, second] = [await enrolledAgent(product(), companyId, { manages: true }), await enrolledAgent(product(), companyId)];
    await granted(first, clerk, { kind: 'certificate_cancel', certificateId: second.certificateId, reason: 'replaced' });
    const gone = await newCompany(product());
    await enrolledAgent(product(), gone);
    await granted(clerk, clerk, { kind: 'company_cancel', companyId: gone, reason: 'own_request' });
    for (const line of Object.values(await lines())) {
      expect(line).toMatchObject({ ok: true, findings: [], counted: line.closing });
      expect(line.opening + line.issued - line.ended).toBe(line.closing);
    }
    expect((await lines()).certificate!.endedByReason).toEqual(expect.arrayContaining([{ reason: 'replaced', count: 1 }]));
  });

  it('is written down each night, so that a past day can be compared with what was counted then', async () => {
    const tomorrow = new Date(product().clock.now().getTime() + 24 * 3600_000);
    const today = dayInShanghai(product().clock.now());
    await registryRound(product().server.deps.db, tomorrow);
    const kept = await sql('SELECT stock FROM register_stocks WHERE day = ? AND subject_type = ?', [today, 'company']);
    expect(kept).toMatchObject([{ stock: (await lines()).company!.closing }]);
    const later = new Date(tomorrow.getTime() + 24 * 3600_000);
    const agent = await enrolledAgent(product(), await newCompany(product()));
    await sql('UPDATE certificates SET expires_on = ? WHERE id = ?', [dayInShanghai(tomorrow), agent.certificateId]);
    await registryRound(product().server.deps.db, later);
    const night = await sql(
      `SELECT s.subject_type, s.stock - (SELECT SUM(delta) FROM register_events e WHERE e.subject_type = s.subject_type AND e.happened_on <= s.day) AS difference FROM register_stocks s WHERE s.day = ?`,
      [dayInShanghai(tomorrow)],
    );
    expect(night.map(({ difference }: { difference: string }) => Number(difference))).toEqual([0, 0, 0, 0]);
  });

  it('that does not hold names the record, whichever way it was touched', async () => {
    const companyId = await newCompany(product(), '被改车行');
    const agent = await enrolledAgent(product(), companyId);
    const [event] = await sql("SELECT id FROM register_events WHERE subject_id = ? AND action = 'issued'", [agent.certificateId]);
    await sql('DELETE FROM register_events WHERE id = ?', [event.id]);
    const broken = (await lines()).certificate!;
    expect([broken.ok, broken.findings]).toEqual([false, [{ subjectId: agent.certificateId, subjectName: agent.number, problem: expect.stringContaining('台账没有它的核发记录') }]]);
    expect(await clerk.call('POST /register-checks')).toMatchObject({ ok: false, findings: [{ subjectId: agent.certificateId }] });
    await sql("UPDATE companies SET name = '还在' WHERE id = ?", [companyId]);
    await sql('DELETE FROM app_bindings WHERE certificate_id = ?', [agent.certificateId]);
    expect((await lines()).app).toMatchObject({ ok: false, findings: [{ subjectName: agent.number, problem: expect.stringContaining('缺注销记录') }] });
  });
});

describe('the day', () => {
  it('ends what is over: the certificate is out of stock by 到期, its app too', async () => {
    const agent = await enrolledAgent(product(), await newCompany(product()));
    await sql("UPDATE certificates SET expires_on = '2026-01-31' WHERE id = ?", [agent.certificateId]);
    expect((await agent.call('GET /account')).nextStep).toBe('blocked');
    await registryRound(product().server.deps.db, product().clock.now());
    const { state, hasApp, events } = await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } });
    expect([state, hasApp, events[0]]).toMatchObject(['expired', false, { action: 'ended', reason: 'expired', delta: -1 }]);
    await granted(agent, clerk, { kind: 'certificate_renew' });
    expect(await clerk.call('GET /certificates/:id', { params: { id: agent.certificateId } })).toMatchObject({ state: 'in_force', hasApp: true });
  });
});
