import { codeOf, employeeAt, phoneOf, verifiedAgent, withCookieOf } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const chrome = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

describe('员工的登录', () => {
  it('lists one’s own in plain words, and ends one or all others', async () => {
    const [first, second, third] = [await employeeAt(product(), 'clerk'), await employeeAt(product(), 'clerk'), await employeeAt(product(), 'clerk')];
    await product().server.deps.db.query('UPDATE sessions SET user_agent = ?', [chrome]);
    const { sessions } = await third.call('GET /staff-sessions');
    expect(sessions.map(({ device, ip, isCurrent }) => [device, ip, isCurrent])).toEqual([['Windows 电脑 · Chrome', '127.0.0.1', true], ['Windows 电脑 · Chrome', '127.0.0.1', false], ['Windows 电脑 · Chrome', '127.0.0.1', false]]);
    expect((await third.send('DELETE /staff-sessions/:id', { params: { id: sessions[1]!.id } })).status).toBe(204);
    expect([(await first.send('GET /staff-account')).status, (await second.send('GET /staff-account')).status]).toEqual([200, 401]);
    expect((await third.send('DELETE /staff-sessions/others')).status).toBe(204);
    expect([(await first.send('GET /staff-account')).status, (await third.send('GET /staff-account')).status]).toEqual([401, 200]);
  });

  it('somebody else’s reads as not found; the security officer sees and ends it', async () => {
    const clerk = await employeeAt(product(), 'clerk2');
    const finance = await employeeAt(product(), 'finance');
    const { id } = (await finance.call('GET /staff-sessions')).sessions[0]!;
    expect((await clerk.send('DELETE /staff-sessions/:id', { params: { id } })).error.code).toBe('identity.session_not_found');
    const security = await employeeAt(product(), 'security');
    const staffId = (await security.call('GET /staff', { query: { q: 'finance' } as never })).items[0]!.id;
    const seen = await security.call('GET /staff/:id/sessions', { params: { id: staffId } });
    expect(seen.sessions.map((session) => [session.id, session.isCurrent])).toEqual([[id, false]]);
    await security.call('DELETE /staff/:id/sessions/:sessionId', { params: { id: staffId, sessionId: id } });
    expect((await finance.send('GET /staff-account')).status).toBe(401);
    expect((await clerk.send('GET /staff/:id/sessions', { params: { id: staffId } })).status).toBe(403);
  });

  it('a second factor given again renews the token; wrong ones are counted', async () => {
    const president = await employeeAt(product(), 'president');
    product().clock.advance(31);
    const stepped = await president.send('POST /staff-sessions/current/step-up', { body: { totp: codeOf(product(), 'president') } });
    expect(stepped.status).toBe(200);
    expect((await president.send('GET /staff-account')).status).toBe(401);
    const renewed = withCookieOf(product(), stepped);
    expect((await renewed.send('GET /staff-account')).status).toBe(200);
    for (let attempt = 0; attempt < 5; attempt++) expect((await renewed.send('POST /staff-sessions/current/step-up', { body: { totp: '000000' } })).error.code).toBe('identity.second_factor_wrong');
    product().clock.advance(31);
    const locked = await renewed.send('POST /staff-sessions/current/step-up', { body: { totp: codeOf(product(), 'president') } });
    expect([locked.status, locked.error.code]).toEqual([429, 'identity.second_factor_locked']);
  });

  it('ends after twelve hours, however busy', async () => {
    const auditor = await employeeAt(product(), 'auditor');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await auditor.send('GET /staff-account')).status).toBe(200);
      product().clock.advance(20 * 60);
    }
    expect((await auditor.send('GET /staff-account')).status).toBe(401);
  });
});

describe('代理人的登录', () => {
  it('lists the phones of the same person on both platforms, and ends a lost one', async () => {
    const alipay = await verifiedAgent(product());
    const again = await phoneOf(product(), 'agent1', 'alipay');
    const { sessions } = await again.call('GET /sessions');
    expect(sessions.map(({ host, isCurrent }) => [host, isCurrent])).toEqual([['alipay', true], ['alipay', false]]);
    const stranger = await phoneOf(product(), 'agent4', 'wechat');
    expect((await stranger.send('DELETE /sessions/:id', { params: { id: sessions[1]!.id } })).error.code).toBe('identity.session_not_found');
    expect((await again.send('DELETE /sessions/:id', { params: { id: sessions[1]!.id } })).status).toBe(204);
    expect([(await alipay.send('GET /account')).status, (await again.send('GET /account')).status]).toEqual([401, 200]);
  });
});
