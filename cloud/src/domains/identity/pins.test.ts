import { type Caller, caller, employeeAt, withCookieOf } from '../../../test/people';
import { colleagueOf, logInAt, type Pc, pairedPc, terminalIn } from '../../../test/terminals';
import { useProduct } from '../../../test/use-product';
import { employee } from '../../../test/product';

const product = useProduct();
let manager: Caller;
let pc: Pc;
beforeAll(async () => {
  await colleagueOf(product(), 'colleague');
});
beforeEach(async () => {
  manager = await employeeAt(product(), 'manager1');
  pc = await pairedPc(product(), manager, await terminalIn(product(), 0));
});

const pinLogin = (pin: string, username = 'operator1', at = pc) => at.anybody.send('POST /staff-sessions/pin', { body: { username, pin } });
const setPin = (who: Caller, pin: string) => who.send('PUT /staff-sessions/current/pin', { body: { pin } });
const works = async (who: Caller) => (await who.send('GET /transaction-counts')).status === 200;
const auditedOf = async (action: string) => (await product().server.deps.db.query('SELECT details FROM audit_events WHERE action = ? ORDER BY at, id', [action])).map(({ details }: { details: string }) => JSON.parse(details));

describe('the quick switch at a terminal', () => {
  it('opens a session by PIN after one full log-in, and ends the session of the one before', async () => {
    const first = await logInAt(product(), pc, 'operator1');
    expect((await setPin(first, '592813')).status).toBe(204);
    const second = await logInAt(product(), pc, 'colleague', 'operator1');
    expect([await works(first), await works(second)]).toEqual([false, true]);
    await setPin(second, '740162');
    expect((await pc.anybody.call('GET /terminal')).operators).toEqual([{ username: 'colleague', name: '柜台同事', hasPin: true }, { username: 'operator1', name: '柜台一号', hasPin: true }]);
    const back = await pinLogin('592813');
    expect([back.status, back.body]).toMatchObject([201, { username: 'operator1', terminal: { name: '一号柜台' } }]);
    expect(await works(second)).toBe(false);
    expect(await works(withCookieOf(product(), back, pc))).toBe(true);
    expect((await auditedOf('identity.session_opened')).at(-1)).toMatchObject({ way: 'pin', terminal: expect.stringMatching(/^甬固\d{4}$/) });
    expect((await auditedOf('identity.session_closed')).at(-1)).toMatchObject({ by: 'next_login' });
  });

  it('a PIN alone proves less than a full log-in: no new PIN with it, and no sensitive act', async () => {
    await setPin(await logInAt(product(), pc, 'operator1'), '592813');
    const quick = withCookieOf(product(), await pinLogin('592813'), pc);
    expect((await setPin(quick, '135792')).error).toMatchObject({ code: 'identity.pin_needs_login' });
    expect((await quick.send('POST /staff-account/recovery-codes')).error).toMatchObject({ code: 'identity.step_up_required' });
  });

  it('five wrong ones void it, even at the same moment; a full log-in sets a new one', async () => {
    await setPin(await logInAt(product(), pc, 'operator1'), '592813');
    expect((await pinLogin('592814')).error).toMatchObject({ code: 'identity.pin_wrong', details: { left: 4 } });
    expect((await pinLogin('592813')).status).toBe(201);
    const replies = await Promise.all(Array.from({ length: 9 }, () => pinLogin('000001')));
    expect(replies.filter(({ error }) => error.code === 'identity.pin_wrong')).toHaveLength(4);
    expect(replies.filter(({ error }) => error.code === 'identity.pin_void')).toHaveLength(5);
    expect((await pinLogin('592813')).error).toMatchObject({ code: 'identity.pin_void' });
    expect(await auditedOf('identity.pin_voided')).toHaveLength(1);
    expect((await pc.anybody.call('GET /terminal')).operators).toMatchObject([{ username: 'operator1', hasPin: false }]);
    await setPin(await logInAt(product(), pc, 'operator1'), '863024');
    expect((await pinLogin('863024')).status).toBe(201);
  });

  it('counts on its day and at its PC only', async () => {
    await setPin(await logInAt(product(), pc, 'operator1'), '592813');
    const other = await pairedPc(product(), manager, await terminalIn(product(), 0, '二号柜台'));
    expect((await pinLogin('592813', 'operator1', other)).error).toMatchObject({ code: 'identity.pin_void' });
    expect((await caller(product().url).send('POST /staff-sessions/pin', { body: { username: 'operator1', pin: '592813' } })).error).toMatchObject({ code: 'terminal.not_paired' });
    expect((await pinLogin('592813', 'nobody')).error).toMatchObject({ code: 'identity.pin_void' });
    const quick = withCookieOf(product(), await pinLogin('592813'), pc);
    const [{ expires_at: until }] = await product().server.deps.db.query('SELECT expires_at FROM sessions WHERE device_id = ? AND ended_at IS NULL', [pc.kept.device]);
    const now = product().clock.now().getTime();
    product().clock.advance((until.getTime() - now) / 1000 + 1);
    expect(until.getTime() - now).toBeLessThanOrEqual(12 * 3600_000);
    expect(await works(quick)).toBe(false);
    product().clock.advance(24 * 3600);
    expect((await pinLogin('592813')).error).toMatchObject({ code: 'identity.pin_void' });
  });

  it('opens nothing for who is no operator any more, and two at the same moment leave one session', async () => {
    await setPin(await logInAt(product(), pc, 'operator1'), '592813');
    const [one, two] = await Promise.all([pinLogin('592813'), pinLogin('592813')]);
    expect([one.status, two.status]).toEqual([201, 201]);
    const [{ open }] = await product().server.deps.db.query('SELECT COUNT(*) AS open FROM sessions WHERE device_id = ? AND ended_at IS NULL', [pc.kept.device]);
    expect(Number(open)).toBe(1);
    await product().server.deps.db.query("UPDATE staff SET role = 'clerk', market_id = NULL WHERE username = 'operator1'");
    expect((await pinLogin('592813')).error).toMatchObject({ code: 'identity.pin_void' });
    await product().server.deps.db.query("UPDATE staff SET role = 'operator', market_id = (SELECT id FROM markets ORDER BY code LIMIT 1) WHERE username = 'operator1'");
  });

  it('ends with the midnight of Shanghai', async () => {
    const { clock } = product();
    // To 23:00 in Shanghai, which is 15:00 UTC.
    const hours = (15 - clock.now().getUTCHours() + 24) % 24;
    clock.advance(hours * 3600 - clock.now().getUTCMinutes() * 60);
    await setPin(await logInAt(product(), pc, 'operator1'), '592813');
    expect((await pinLogin('592813')).status).toBe(201);
    const [{ expires_at: until }] = await product().server.deps.db.query('SELECT expires_at FROM sessions WHERE device_id = ? AND ended_at IS NULL', [pc.kept.device]);
    expect(until.toISOString()).toMatch(/T16:00:00\.000Z$/);
  });

  it('takes no PIN that anybody tries first, none away from a terminal, and forgets it with the password', async () => {
    const operator = await logInAt(product(), pc, 'operator1');
    for (const pin of ['111111', '123456', '234567', '987654', '12345', 'abcdef']) expect((await setPin(operator, pin)).error).toMatchObject({ code: 'request.invalid', fields: expect.arrayContaining([expect.objectContaining({ field: 'pin' })]) });
    expect((await setPin(await employeeAt(product(), 'operator1'), '592813')).error).toMatchObject({ code: 'identity.pin_needs_login' });
    expect((await setPin(operator, '592813')).status).toBe(204);
    const [{ pin_hash: hash }] = await product().server.deps.db.query('SELECT pin_hash FROM staff_pins WHERE device_id = ?', [pc.kept.device]);
    expect(hash).toMatch(/^\$argon2id\$/);
    const { password } = employee('operator1');
    const next = '一个只有我知道的新密码而已';
    await operator.call('PUT /staff-account/password', { body: { current: password, next } });
    expect((await pinLogin('592813')).error).toMatchObject({ code: 'identity.pin_void' });
    await operator.call('PUT /staff-account/password', { body: { current: next, next: password } });
  });
});
