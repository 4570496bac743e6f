import { employeeAt } from '../../../test/people';
import { granted } from '../../../test/register';
import { logInAt, newPc, pairedPc, terminalIn } from '../../../test/terminals';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const audited = async (action: string) => (await product().server.deps.db.query('SELECT actor_role, subject_id, details FROM audit_events WHERE action = ? ORDER BY at, id', [action])) as { actor_role: string | null; subject_id: string; details: string }[];

describe('a PC becomes a terminal', () => {
  it('by a code that the manager of the market enters, and knows afterwards which one it is', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    const pc = newPc(product());
    const { code, id } = await pc.begin();
    expect(code).toMatch(/^[A-HJKMNP-Z2-9]{8}$/);
    expect(await pc.arrive()).toMatchObject({ state: 'waiting', terminal: null });
    const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    const file = await manager.call('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code: typed } });
    expect(file).toMatchObject({ id: terminalId, device: { pairedBy: '市场经理一号', edition: 1, endedAt: null, lastSeenAt: null } });
    expect(await pc.arrive()).toMatchObject({ state: 'paired', terminal: { number: file.number, name: '一号柜台' } });
    expect(await pc.anybody.call('GET /terminal')).toMatchObject({ number: file.number, operators: [] });
    expect((await audited('registry.pairing_begun')).at(-1)).toMatchObject({ subject_id: id, actor_role: null });
    const paired = (await audited('registry.device_paired')).at(-1)!;
    expect(paired).toMatchObject({ subject_id: terminalId, actor_role: 'market_manager' });
    expect(JSON.parse(paired.details)).toMatchObject({ number: file.number, deviceId: id });
  });

  it('not by a code that is wrong, used, or older than ten minutes; each wrong one is written down', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    const enter = (code: string) => manager.send('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } });
    expect((await enter('ABCD-EFGH')).error).toMatchObject({ code: 'terminal.code_wrong' });
    expect((await enter('1O')).error).toMatchObject({ code: 'request.invalid', fields: [{ field: 'code' }] });
    const pc = newPc(product());
    const used = await pc.begin();
    expect((await enter(used.code)).status).toBe(201);
    expect((await enter(used.code)).error).toMatchObject({ code: 'terminal.code_wrong' });
    const late = newPc(product());
    const { code } = await late.begin();
    product().clock.advance(601);
    expect((await enter(code)).error).toMatchObject({ code: 'terminal.code_wrong' });
    expect(await late.arrive()).toMatchObject({ state: 'over' });
    expect((await audited('registry.pairing_refused')).filter(({ subject_id }) => subject_id === terminalId)).toHaveLength(3);
  });

  it('sent twice with one Idempotency-Key the code is entered once', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    const { code } = await newPc(product()).begin();
    const request = { params: { id: terminalId }, body: { code }, key: 'pairing-once' };
    const [one, two] = [await manager.send('POST /terminals/:id/pairing', request), await manager.send('POST /terminals/:id/pairing', request)];
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body).toEqual(one.body);
  });

  it('by nobody else: to another market’s manager the terminal reads as not found, and an operator has no right to it', async () => {
    const terminalId = await terminalIn(product(), 1);
    const { code } = await newPc(product()).begin();
    for (const [username, refusal] of [['manager1', 'registry.terminal_not_found'], ['operator2', 'request.forbidden']] as const) {
      const reply = await (await employeeAt(product(), username)).send('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } });
      expect(reply.error).toMatchObject({ code: refusal });
    }
    const clerk = await employeeAt(product(), 'clerk');
    expect((await clerk.send('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } })).status).toBe(201);
  });

  it('only with a key that signs our challenge, and its code is told to that key alone', async () => {
    const pc = newPc(product());
    const { id } = await pc.begin();
    const stranger = newPc(product());
    await stranger.begin();
    stranger.kept.device = id;
    await expect(stranger.arrive()).rejects.toThrow('terminal.pairing_not_found');
    const { challenge } = await pc.anybody.call('POST /terminal-pairing-challenges', { headers: { 'terminal-proof': '' } });
    const forged = { publicKey: 'A'.repeat(122), proof: { challenge, signature: 'A'.repeat(86) } };
    const reply = await pc.anybody.send('POST /terminal-pairings', { body: forged, headers: { 'terminal-proof': '' } });
    expect(reply.error).toMatchObject({ code: 'terminal.pairing_refused' });
  });
});

describe('one PC per terminal', () => {
  it('the new one puts the old one out, with its sessions, and the terminal’s page says so', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    const old = await pairedPc(product(), manager, terminalId);
    const operator = await logInAt(product(), old, 'operator1');
    expect((await operator.send('GET /transaction-counts')).status).toBe(200);
    const fresh = await pairedPc(product(), manager, terminalId);
    expect((await operator.send('GET /transaction-counts')).error).toMatchObject({ code: 'terminal.put_out', details: { reason: 'replaced' } });
    expect((await fresh.anybody.send('GET /terminal')).status).toBe(200);
    const rows = await product().server.deps.db.query('SELECT live_terminal_id FROM terminal_devices WHERE terminal_id = ? ORDER BY paired_at', [terminalId]);
    expect(rows).toEqual([{ live_terminal_id: null }, { live_terminal_id: terminalId }]);
    const put = (await audited('registry.device_put_out')).at(-1)!;
    expect(JSON.parse(put.details)).toMatchObject({ reason: 'replaced', sessions: 1 });
  });

  it('two managers who enter two codes at the same moment leave one PC in force', async () => {
    const [manager, clerk, terminalId] = [await employeeAt(product(), 'manager1'), await employeeAt(product(), 'clerk'), await terminalIn(product(), 0)];
    const pcs = [newPc(product()), newPc(product())];
    const codes = [(await pcs[0]!.begin()).code, (await pcs[1]!.begin()).code];
    const replies = await Promise.all([manager, clerk].map((who, at) => who.send('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code: codes[at]! } })));
    expect(replies.map(({ status }) => status)).toEqual([201, 201]);
    const [{ live }] = await product().server.deps.db.query('SELECT COUNT(*) AS live FROM terminal_devices WHERE live_terminal_id = ?', [terminalId]);
    expect(Number(live)).toBe(1);
  });

  it('the manager puts it out by hand, 补办 and closing do it too, each with its reason', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    const pc = await pairedPc(product(), manager, terminalId);
    const file = await manager.call('DELETE /terminals/:id/pairing', { params: { id: terminalId } });
    expect(file.device).toMatchObject({ endReason: 'withdrawn', endedBy: '市场经理一号' });
    expect((await pc.anybody.send('GET /terminal')).error).toMatchObject({ code: 'terminal.put_out', details: { reason: 'withdrawn' } });
    const again = await manager.call('DELETE /terminals/:id/pairing', { params: { id: terminalId } });
    expect(again.device).toEqual(file.device);
    const clerk = await employeeAt(product(), 'clerk');
    for (const [kind, reason, told] of [['terminal_reissue', 'lost', 'reissued'], ['terminal_cancel', 'own_request', 'closed']] as const) {
      const next = await pairedPc(product(), manager, terminalId);
      await granted(manager, clerk, { kind, terminalId, reason } as never);
      expect((await next.anybody.send('GET /terminal')).error).toMatchObject({ code: 'terminal.put_out', details: { reason: told } });
    }
    const { code } = await newPc(product()).begin();
    expect((await manager.send('POST /terminals/:id/pairing', { params: { id: terminalId }, body: { code } })).error).toMatchObject({ code: 'registry.wrong_state' });
    expect((await manager.call('GET /terminals/:id', { params: { id: terminalId } })).device).toMatchObject({ edition: 2, endReason: 'closed' });
  });

  it('the database itself refuses a second one', async () => {
    const [manager, terminalId] = [await employeeAt(product(), 'manager1'), await terminalIn(product(), 0)];
    await pairedPc(product(), manager, terminalId);
    const copy = `INSERT INTO terminal_devices (id, terminal_id, live_terminal_id, edition, public_key, seal_number, sealed_at, paired_at, paired_by, ip, user_agent, ended_at, end_reason)
      SELECT UUID(), terminal_id, ?, edition, public_key, 0, sealed_at, paired_at, paired_by, ip, user_agent, ?, ? FROM terminal_devices WHERE terminal_id = ?`;
    const { db } = product().server.deps;
    await expect(db.query(copy, [terminalId, null, null, terminalId])).rejects.toThrow(/Duplicate entry/);
    await expect(db.query(copy, [null, null, null, terminalId])).rejects.toThrow(/terminal_devices_live/);
    await expect(db.query(copy, [null, new Date(), null, terminalId])).rejects.toThrow(/terminal_devices_ended/);
  });
});
