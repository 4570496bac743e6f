import { type Caller, caller, capturedDeal, employeeAt, imagesOf, submittedDeal, verifiedAgent } from '../../../test/people';
import { logInAt, newPc, type Pc, pairedPc, terminalIn } from '../../../test/terminals';
import { useProduct } from '../../../test/use-product';
import { actorOf } from '../identity/sessions';
import { Transaction } from '../transactions/transaction.entity';
import { permitPictures, photosByCode } from '../transactions/upload-permits';

const product = useProduct();
const clock = () => product().clock;
let manager: Caller;
let clerk: Caller;
let marketId: string;
beforeEach(async () => {
  manager = await employeeAt(product(), 'manager1');
  clerk = await employeeAt(product(), 'clerk');
  marketId = (await clerk.call('GET /markets')).markets[0]!.id;
});

/** A new terminal of the first market with its PC, and operator1 logged in there. */
async function counter(): Promise<{ terminalId: string; pc: Pc; operator: Caller & { cookie: string } }> {
  const terminalId = await terminalIn(product(), 0);
  const pc = await pairedPc(product(), manager, terminalId);
  return { terminalId, pc, operator: await logInAt(product(), pc, 'operator1') };
}
const refusalOf = async (who: Caller) => (await who.send('GET /transaction-counts')).error?.code ?? 'works';
const fileOf = (terminalId: string) => clerk.call('GET /terminals/:id', { params: { id: terminalId } });

describe('a session that was opened at a terminal', () => {
  it('works there, and its stolen cookie nowhere else: not without a key, not with another terminal’s', async () => {
    const { operator, pc } = await counter();
    expect(await refusalOf(operator)).toBe('works');
    expect((await operator.call('GET /staff-sessions/current')).terminal).toMatchObject({ name: '一号柜台' });
    const stolen = { cookie: operator.cookie, origin: product().url };
    expect(await refusalOf(caller(product().url, stolen))).toBe('request.unauthenticated');
    const other = await counter();
    expect(await refusalOf(caller(product().url, stolen, other.pc))).toBe('request.unauthenticated');
    expect(await refusalOf(caller(product().url, stolen, pc))).toBe('works');
  });

  it('and one that was opened elsewhere does not pass for the terminal’s', async () => {
    const { pc } = await counter();
    const { cookie } = (await employeeAt(product(), 'operator1')) as Caller & { cookie: string };
    expect(await refusalOf(caller(product().url, { cookie, origin: product().url }, pc))).toBe('request.unauthenticated');
  });

  it('is not opened for the operator of another market', async () => {
    const { pc } = await counter();
    await expect(logInAt(product(), pc, 'operator2')).rejects.toThrow('terminal.other_market');
  });
});

describe('the proof of a request', () => {
  it('is good for what was signed only: not for another body, address or method, nor by another key', async () => {
    const { operator, pc } = await counter();
    const signed = await pc.headersFor('GET', '/api/transaction-counts', '');
    const bare = caller(product().url, { cookie: operator.cookie, origin: product().url });
    expect((await bare.send('GET /transaction-counts', { headers: signed })).status).toBe(200);
    expect((await bare.send('GET /markets', { headers: signed })).error).toMatchObject({ code: 'terminal.proof_invalid' });
    const put = await pc.headersFor('PUT', '/api/staff-sessions/current/pin', '{"pin":"592813"}');
    expect((await bare.send('PUT /staff-sessions/current/pin', { body: { pin: '592814' }, headers: put })).error).toMatchObject({ code: 'terminal.proof_invalid' });
    expect((await bare.send('PUT /staff-sessions/current/pin', { body: { pin: '592813' }, headers: put })).status).toBe(204);
    const stranger = newPc(product());
    await stranger.begin();
    Object.assign(stranger.kept, { device: pc.kept.device, seal: pc.kept.seal });
    expect((await bare.send('GET /transaction-counts', { headers: await stranger.headersFor('GET', '/api/transaction-counts', '') })).error).toMatchObject({ code: 'terminal.proof_invalid' });
    expect((await bare.send('GET /transaction-counts', { headers: { 'terminal-proof': 'v1;device=1' } })).error).toMatchObject({ code: 'terminal.proof_invalid' });
    expect(await refusalOf(operator)).toBe('works');
  });

  it('is over after two minutes, and says the server’s time to a PC whose clock is wrong', async () => {
    const { operator, pc } = await counter();
    const signed = await pc.headersFor('GET', '/api/transaction-counts', '');
    clock().advance(121);
    const reply = await caller(product().url, { cookie: operator.cookie }).send('GET /transaction-counts', { headers: signed });
    expect(reply.error).toMatchObject({ code: 'terminal.proof_stale', details: { now: expect.any(Number) } });
    expect(await refusalOf(operator)).toBe('works');
  });
});

describe('a copied browser profile', () => {
  it('comes with an old seal once the PC has a new one: the PC is out at once, with its sessions, and the manager reads why', async () => {
    const { operator, pc, terminalId } = await counter();
    await refusalOf(operator);
    const copy = pc.copy();
    clock().advance(301);
    await refusalOf(operator);
    await refusalOf(operator);
    expect(pc.kept.seal).not.toBe(copy.kept.seal);
    clock().advance(61);
    const thief = caller(product().url, { cookie: operator.cookie, origin: product().url }, copy);
    expect((await thief.send('GET /transaction-counts')).error).toMatchObject({ code: 'terminal.put_out', details: { reason: 'copied' } });
    expect(await refusalOf(operator)).toBe('terminal.put_out');
    const [session] = await product().server.deps.db.query('SELECT ended_at FROM sessions WHERE device_id = ?', [pc.kept.device]);
    expect(session.ended_at).not.toBeNull();
    expect((await fileOf(terminalId)).device).toMatchObject({ endReason: 'copied', endedBy: null });
    const [event] = await product().server.deps.db.query("SELECT actor_kind, details FROM audit_events WHERE action = 'registry.device_put_out' AND subject_id = ?", [terminalId]);
    expect([event.actor_kind, JSON.parse(event.details)]).toMatchObject(['system', { reason: 'copied', sessions: 1 }]);
  });

  it('that moves on first is found as soon as the PC itself comes back', async () => {
    const { operator, pc } = await counter();
    await refusalOf(operator);
    const copy = pc.copy();
    clock().advance(301);
    for (let request = 0; request < 2; request++) await copy.anybody.call('GET /terminal');
    clock().advance(61);
    expect(await refusalOf(operator)).toBe('terminal.put_out');
    expect((await copy.anybody.send('GET /terminal')).error).toMatchObject({ code: 'terminal.put_out' });
  });

  it('cannot keep step by asking at the same time: of two seals with one number only the first one used counts', async () => {
    const { operator, pc } = await counter();
    await refusalOf(operator);
    const copy = pc.copy();
    clock().advance(301);
    await Promise.all([refusalOf(operator), copy.anybody.call('GET /terminal')]);
    expect(pc.kept.seal.split('.')[0]).toBe(copy.kept.seal.split('.')[0]);
    expect(pc.kept.seal).not.toBe(copy.kept.seal);
    expect(await refusalOf(operator)).toBe('works');
    expect((await copy.anybody.send('GET /terminal')).error).toMatchObject({ code: 'terminal.put_out', details: { reason: 'copied' } });
  });

  it('is not suspected where answers get lost for hours, nor where requests overtake each other', async () => {
    const { operator, pc } = await counter();
    await refusalOf(operator);
    pc.isDeaf = true;
    for (let hour = 0; hour < 3; hour++) {
      clock().advance(1500);
      expect(await refusalOf(operator)).toBe('works');
    }
    pc.isDeaf = false;
    expect(await refusalOf(operator)).toBe('works');
    const late = await pc.copy().headersFor('GET', '/api/transaction-counts', '');
    const former = { ...pc.kept };
    clock().advance(301);
    await refusalOf(operator);
    const onItsWay = newPc(product(), { ...former });
    const slow = await onItsWay.headersFor('GET', '/api/transaction-counts', '');
    await Promise.all(Array.from({ length: 8 }, () => refusalOf(operator)));
    expect((await caller(product().url, { cookie: operator.cookie }).send('GET /transaction-counts', { headers: slow })).status).toBe(200);
    clock().advance(59);
    expect(await refusalOf(operator)).toBe('works');
    expect((await caller(product().url, { cookie: operator.cookie }).send('GET /transaction-counts', { headers: late })).error).toMatchObject({ code: 'terminal.proof_stale' });
    expect(await refusalOf(operator)).toBe('works');
  });
});

describe('a suspended terminal', () => {
  it('stops at once for whoever works there and for the next log-in, and goes on when it is resumed', async () => {
    const { operator, pc, terminalId } = await counter();
    const params = { subjectType: 'terminal', id: terminalId } as const;
    await clerk.call('POST /register/:subjectType/:id/suspension', { params, body: { until: '2099-01-01', reason: 'investigation', note: '试验' } });
    expect((await operator.send('GET /transaction-counts')).error).toMatchObject({ code: 'terminal.not_in_force', details: { name: '一号柜台', suspendedUntil: '2099-01-01' } });
    await expect(logInAt(product(), pc, 'operator1')).rejects.toThrow('terminal.not_in_force');
    await clerk.call('POST /register/:subjectType/:id/resumption', { params, body: { note: '试验' } });
    expect(await refusalOf(operator)).toBe('works');
  });
});

describe('a market that requires its terminals', () => {
  const require = (isRequired: boolean, id = marketId) => clerk.send('PUT /markets/:id/terminal-requirement', { params: { id }, body: { isRequired } });

  it('is left as it is while nobody could log in there', async () => {
    const { markets } = await clerk.call('GET /markets');
    expect((await require(true, markets[2]!.id)).error).toMatchObject({ code: 'terminal.none_paired' });
  });

  it('refuses its operators everywhere else, their open sessions too, and nobody else', async () => {
    const { operator } = await counter();
    const elsewhere = await employeeAt(product(), 'operator1');
    const ofOther = await employeeAt(product(), 'operator2');
    expect((await require(true)).status).toBe(204);
    expect((await require(true)).status).toBe(204);
    try {
      expect((await clerk.call('GET /terminals', { query: { marketId } })).markets).toMatchObject([{ requiresTerminal: true }]);
      expect(await refusalOf(elsewhere)).toBe('terminal.required');
      await expect(employeeAt(product(), 'operator1')).rejects.toThrow('terminal.required');
      expect(await refusalOf(operator)).toBe('works');
      expect([await refusalOf(ofOther), await refusalOf(manager)]).toEqual(['works', 'works']);
    } finally {
      await require(false);
    }
    expect(await refusalOf(elsewhere)).toBe('works');
    const rows = await product().server.deps.db.query("SELECT changes FROM audit_events WHERE action = 'registry.terminal_required' AND subject_id = ? ORDER BY at, id", [marketId]);
    expect(rows.map(({ changes }: { changes: string }) => JSON.parse(changes))).toEqual([{ requiresTerminal: { before: false, after: true } }, { requiresTerminal: { before: true, after: false } }]);
  });
});

describe('what is done at a terminal', () => {
  it('carries its number: the audit row, the history of the deal, the list of one’s log-ins', async () => {
    const { operator, terminalId } = await counter();
    const { number } = await fileOf(terminalId);
    const deal = await submittedDeal(await verifiedAgent(product()));
    await operator.call('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map(({ id }) => id) } });
    const { entries } = await operator.call('GET /transactions/:id/history', { params: { id: deal.id } });
    expect(entries.find(({ action }) => action === 'transactions.completed')!.details).toMatchObject({ terminal: number });
    expect(entries.find(({ action }) => action === 'transactions.submitted')!.details).not.toHaveProperty('terminal');
    expect((await operator.call('GET /staff-sessions')).sessions.find(({ isCurrent }) => isCurrent)!.device).toContain(`固定端 ${number}`);
  });

  it('a picture names the terminal where it was taken, and a phone’s none', async () => {
    const { operator, pc, terminalId } = await counter();
    const { number } = await fileOf(terminalId);
    const { id } = await capturedDeal(await verifiedAgent(product()));
    const { deps } = product().server;
    const deal = await deps.db.manager.findOneByOrFail(Transaction, { id });
    const at = clock().now();
    const author = (await actorOf(deps.db, operator.cookie.split('=')[1]!, at, { deviceId: pc.kept.device, terminalId, number, name: '', marketId, marketName: '' }))!;
    // No endpoint lets an operator upload yet: the permission itself, as such an endpoint will ask for it.
    const request = { slot: 'P22', contentType: 'image/jpeg' as const, bytes: 1000, capturedAt: at.toISOString() };
    const { permits } = await deps.db.transaction(async (tx) => permitPictures(tx, { deps, deal, problemId: null, requests: [request], ...(await photosByCode(tx, deal)) }, { author, origin: undefined, at }));
    expect(permits[0]!.image.terminal).toBe(number);
    const shown = imagesOf(await operator.call('GET /transactions/:id', { params: { id } }));
    expect(shown.length).toBeGreaterThan(1);
    expect(shown.filter(({ terminal }) => terminal !== null)).toMatchObject([{ id: permits[0]!.image.id, terminal: number }]);
  });

  it('shows on the terminal’s page: since when, by which browser, in which version, last seen to the minute', async () => {
    const { operator, terminalId } = await counter();
    await refusalOf(operator);
    const { device } = await fileOf(terminalId);
    expect(device).toMatchObject({ pageVersion: '0.1.0+test', browser: expect.any(String), pairedAt: expect.any(String), endedAt: null });
    clock().advance(30);
    await refusalOf(operator);
    expect((await fileOf(terminalId)).device!.lastSeenAt).toBe(device!.lastSeenAt);
    clock().advance(31);
    await refusalOf(operator);
    const { items } = await manager.call('GET /terminals');
    expect(Date.parse(items.find(({ id }) => id === terminalId)!.device!.lastSeenAt!)).toBeGreaterThan(Date.parse(device!.lastSeenAt!));
  });
});
