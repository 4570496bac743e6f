import type { EndpointKey, RequestOf, staffRoles } from '@yongche/contract';
import { type Caller, caller, employeeAt, firstLogin } from '../../../test/people';
import { employee } from '../../../test/product';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const at = (username: string) => employeeAt(product(), username);
const marketOf = async (caller: Caller) => (await caller.call('GET /markets')).markets;
const query = (sql: string, values: unknown[] = []) => product().server.deps.db.query(sql, values);

let count = 0;
/** An account that waits for its confirmation. */
async function opened(technician: Caller, change: Partial<NonNullable<RequestOf<'POST /staff'>['body']>> = {}) {
  return technician.call('POST /staff', { body: { username: `opened${++count}`, name: '新同事', role: 'inspector', ...change } });
}
async function inForce(role: keyof typeof staffRoles = 'inspector') {
  const technician = await at('technician');
  const security = await at('security');
  const { staff, temporaryPassword } = await opened(technician, { role });
  await security.call('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role } });
  return { technician, security, id: staff.id, username: staff.username, password: temporaryPassword.password };
}

describe('员工账号：开立与确认', () => {
  it('an account can do nothing until a second person has confirmed its role', async () => {
    const technician = await at('technician');
    const security = await at('security');
    const { staff, temporaryPassword } = await opened(technician);
    expect(staff).toMatchObject({ state: 'awaiting_confirmation', proposedBy: '运维一号', confirmedBy: null, may: ['reset_credentials'] });
    const login = () => caller(product().url).send('POST /staff-sessions', { body: { username: staff.username, password: temporaryPassword.password } });
    expect((await login()).error.code).toBe('identity.account_not_in_force');
    const confirm = (role: keyof typeof staffRoles) => security.send('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role } });
    expect((await confirm('president')).error.code).toBe('identity.staff_wrong_state');
    expect((await confirm('inspector')).body).toMatchObject({ state: 'active', confirmedBy: '安全管理一号' });
    expect((await login()).status).toBe(201);
    expect((await confirm('inspector')).error.code).toBe('identity.staff_wrong_state');
  });

  it('an operator belongs to a market, an adviser has a last day, a user name is used once', async () => {
    const technician = await at('technician');
    const refusedFor = async (body: Partial<NonNullable<RequestOf<'POST /staff'>['body']>>) => {
      const reply = await technician.send('POST /staff', { body: { username: `refused${++count}`, name: '新同事', role: 'clerk', ...body } });
      return reply.error.fields?.[0]?.field;
    };
    expect(await refusedFor({ role: 'operator' })).toBe('marketId');
    expect(await refusedFor({ role: 'policy_adviser' })).toBe('endsOn');
    expect(await refusedFor({ role: 'policy_adviser', endsOn: '2026-01-01' })).toBe('endsOn');
    expect(await refusedFor({ username: 'Clerk' })).toBe('username');
    expect(await refusedFor({ username: '1 clerk' })).toBe('username');
  });

  it('a market manager opens operators of the own market, and sees nobody else', async () => {
    const manager = await at('manager1');
    const [own, other] = await marketOf(manager);
    const { staff } = await opened(manager, { role: 'operator', marketId: own!.id });
    expect(staff.market?.id).toBe(own!.id);
    const elsewhere = await manager.send('POST /staff', { body: { username: 'elsewhere', name: '新同事', role: 'operator', marketId: other!.id } });
    const inspector = await manager.send('POST /staff', { body: { username: 'elsewhere', name: '新同事', role: 'inspector' } });
    expect([elsewhere.error.fields?.[0]?.field, inspector.error.fields?.[0]?.field]).toEqual(['marketId', 'role']);
    const { items } = await manager.call('GET /staff', { query: {} as never });
    expect(items.every(({ market }) => market?.id === own!.id)).toBe(true);
    const technician = await at('technician');
    const all = await technician.call('GET /staff', { query: { q: 'operator2' } as never });
    expect((await manager.send('GET /staff/:id', { params: { id: all.items[0]!.id } })).error.code).toBe('identity.staff_not_found');
  });

  it('nobody acts on the own account, and who became the confirmer does not confirm what they opened', async () => {
    const { technician, security, id } = await inForce('technician');
    const self = (await security.call('GET /staff', { query: { q: 'security' } as never })).items[0]!;
    const acts: [EndpointKey, object | undefined][] = [['POST /staff/:id/suspension', { reason: 'leave' }], ['POST /staff/:id/role', { role: 'president', reason: 'transfer' }], ['POST /staff/:id/end', { reason: 'left' }], ['POST /staff/:id/unlocking', undefined]];
    for (const [key, body] of acts) expect((await security.send(key as 'POST /staff/:id/suspension', { params: { id: self.id }, body: body as never })).error.code).toBe('identity.own_account');
    expect(self.may).toEqual(['see_sessions']);
    const own = (await technician.call('GET /staff', { query: { q: 'technician' } as never })).items[0]!;
    expect((await technician.send('POST /staff/:id/credentials-reset', { params: { id: own.id }, body: { reason: 'at_risk' } })).error.code).toBe('identity.own_account');
    // The technician opens an account, and is then made security officer.
    const { staff } = await opened(technician);
    await query("UPDATE staff SET role = 'security_officer' WHERE username = 'technician'");
    const turned = await technician.send('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role: 'inspector' } });
    await query("UPDATE staff SET role = 'technician' WHERE username = 'technician'");
    expect(turned.error.code).toBe('identity.two_persons_required');
    await expect(query('UPDATE staff SET confirmed_by = proposed_by WHERE id = ?', [staff.id])).rejects.toThrow(/staff_two_persons/);
    await expect(query('UPDATE staff SET confirmed_by = id WHERE id = ?', [id])).rejects.toThrow(/staff_not_by_oneself/);
    await expect(query('UPDATE staff SET market_id = NULL WHERE username = ?', ['operator1'])).rejects.toThrow(/staff_market_of_role/);
  });
});

describe('员工账号：停用、变更、重置与注销', () => {
  it('a suspended account is out at the next request, and comes back', async () => {
    const { security, id, username, password } = await inForce();
    const inspector = await firstLogin(product(), username, password);
    await security.call('POST /staff/:id/suspension', { params: { id }, body: { reason: 'at_risk' } });
    expect((await inspector.send('GET /staff-account')).status).toBe(401);
    expect((await security.call('POST /staff/:id/resumption', { params: { id } })).state).toBe('active');
    expect((await inspector.send('GET /staff-account')).status).toBe(401);
    expect((await (await firstLogin(product(), username, password)).send('GET /staff-account')).status).toBe(200);
  });

  it('a new role works at once, and needs a fresh second factor of who gives it', async () => {
    const { security, id, username, password } = await inForce();
    const inspector = await firstLogin(product(), username, password);
    const markets = await marketOf(security);
    const change = () => security.send('POST /staff/:id/role', { params: { id }, body: { role: 'operator', marketId: markets[1]!.id, reason: 'transfer' } });
    product().clock.advance(6 * 60);
    expect((await change()).error.code).toBe('identity.step_up_required');
    const fresh = await at('security');
    const changed = await fresh.call('POST /staff/:id/role', { params: { id }, body: { role: 'operator', marketId: markets[1]!.id, reason: 'transfer' } });
    expect(changed).toMatchObject({ role: 'operator', market: { id: markets[1]!.id } });
    expect((await inspector.send('GET /staff-account')).status).toBe(401);
    const [row] = await query("SELECT changes, details FROM audit_events WHERE action = 'identity.staff_role_changed' AND subject_id = ?", [id]);
    expect([JSON.parse(row.changes).role, JSON.parse(row.details)]).toEqual([{ before: 'inspector', after: 'operator' }, { reason: 'transfer' }]);
  });

  it('reset credentials begin again: the old ones and the log-ins are gone, and the second person confirms anew', async () => {
    const inspector = await at('inspector1');
    const technician = await at('technician');
    const { items } = await technician.call('GET /staff', { query: { q: 'inspector1' } as never });
    const { id } = items[0]!;
    const { staff, temporaryPassword } = await technician.call('POST /staff/:id/credentials-reset', { params: { id }, body: { reason: 'factor_lost' } });
    expect(staff).toMatchObject({ state: 'awaiting_confirmation', isSetUp: false });
    expect((await inspector.send('GET /staff-account')).status).toBe(401);
    await (await at('security')).call('POST /staff/:id/confirmation', { params: { id }, body: { role: 'inspector' } });
    const { password } = employee('inspector1');
    expect((await caller(product().url).send('POST /staff-sessions', { body: { username: 'inspector1', password } })).error.code).toBe('identity.wrong_credentials');
    const begun = await firstLogin(product(), 'inspector1', temporaryPassword.password);
    expect(await begun.call('GET /staff-account')).toMatchObject({ owes: 'password', hasTotp: false, recoveryCodesLeft: 0 });
  });

  it('an adviser’s account ends by itself after its last day', async () => {
    const technician = await at('technician');
    const security = await at('security');
    const tomorrow = new Date(product().clock.now().getTime() + 24 * 3600_000).toISOString().slice(0, 10);
    const { staff, temporaryPassword } = await opened(technician, { role: 'policy_adviser', endsOn: tomorrow });
    await security.call('POST /staff/:id/confirmation', { params: { id: staff.id }, body: { role: 'policy_adviser' } });
    const adviser = await firstLogin(product(), staff.username, temporaryPassword.password);
    product().clock.advance(3 * 24 * 3600);
    expect((await adviser.send('GET /staff-account')).status).toBe(401);
    expect((await (await at('auditor')).call('GET /staff/:id', { params: { id: staff.id } })).state).toBe('ended');
  });

  it('an ended account stays ended, and keeps its user name', async () => {
    const { technician, security, id, username } = await inForce();
    expect((await security.call('POST /staff/:id/end', { params: { id }, body: { reason: 'left' } })).may).toEqual(['see_sessions']);
    expect((await security.send('POST /staff/:id/resumption', { params: { id } })).error.code).toBe('identity.staff_wrong_state');
    expect((await technician.send('POST /staff', { body: { username, name: '另一位', role: 'clerk' } })).error.code).toBe('identity.username_taken');
  });

  it('lists by name, role, state and market, page by page', async () => {
    const auditor = await at('auditor');
    const first = await auditor.call('GET /staff', { query: { limit: 3 } as never });
    const second = await auditor.call('GET /staff', { query: { limit: 3, cursor: first.nextCursor! } as never });
    const names = [...first.items, ...second.items].map(({ username }) => username);
    expect(names).toEqual([...new Set(names)].sort());
    const found = await auditor.call('GET /staff', { query: { role: 'operator', state: 'active', q: '柜台' } as never });
    expect(found.items.map(({ username }) => username)).toEqual(['operator1', 'operator2', 'operator3']);
    expect(found.items.every(({ may }) => may.length === 0)).toBe(true);
  });
});
