import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { approvedBulletin, destinations, drafted, monthFile, monthPublished } from '../../../test/bulletins';
import { staffNow } from '../../../test/discipline';
import { audited } from '../../../test/payments';
import { caller, phoneOf } from '../../../test/people';
import { published, uploaded } from '../../../test/statistics';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const staff = (username: string) => staffNow(product(), username);
const db = () => product().server.deps.db;
const anybody = () => caller(product().url);
const codeOf = async (reply: Promise<{ error?: { code: string } }>) => (await reply).error?.code;
const draftOf = async (period: string, username = 'clerk') => codeOf((await staff(username)).send('POST /bulletins', { body: { period } }));
/** Of what the second person looks at: the bulletin as it is now, or as it was when it was opened. */
async function approve(id: string, username: string, seen?: string) {
  const person = await staff(username);
  const posterSha256 = seen ?? (await person.call('GET /bulletins/:id', { params: { id } })).posterSha256;
  return person.send('POST /bulletins/:id/approval', { params: { id }, body: { posterSha256 } });
}
const sendAt = async (id: string) => (await staff('clerk')).send('POST /bulletins/:id/sendings', { params: { id }, body: { id: randomUUID(), destinationId: destinations.wechatGroup } });
const change = async (id: string, body: { title: string; note: string }, username = 'clerk') => (await staff(username)).send('PUT /bulletins/:id', { params: { id }, body });

describe('a bulletin', () => {
  it('is drafted from a published month with figures, growth, shares, course and where it is from', async () => {
    await monthPublished(product(), '2025-03', { city: 19_000, out: 5_500 });
    await monthPublished(product(), '2026-02', { city: 18_000, out: 4_000 });
    await monthPublished(product(), '2026-03', { city: 20_000, out: 5_000 });
    expect((await (await staff('president')).call('GET /bulletins')).undrafted).toEqual(expect.arrayContaining(['2026-03', '2026-02']));
    const bulletin = await drafted(product(), '2026-03');
    expect(bulletin).toMatchObject({ state: 'draft', title: '2026年3月宁波市二手车市场通报', edition: 1, isOutdated: false, madeBy: '文员一号', sendings: 0, may: { change: true, approve: false, refuse: true, withdraw: true, send: false } });
    const { figures, breakdowns, courses, source } = bulletin.content;
    expect(figures.map(({ name, value, growth }) => [name, value, growth])).toEqual([
      ['二手汽车交易', 25_000, 204],
      ['市内转移登记', 20_000, 526],
      ['转出', 5_000, -909],
      ['汽车保有量', 3_000_000, 0],
    ]);
    expect(breakdowns.find(({ item, dimension }) => item === 'city_transfers' && dimension === 'district')!.rows).toEqual([
      { member: '鄞州区', value: 13_334, share: 6667, growth: 527 },
      { member: '海曙区', value: 6_666, share: 3333, growth: 526 },
    ]);
    expect(breakdowns.find(({ item, dimension }) => item === 'used_car_trades' && dimension === 'age')!.rows.map(({ member }) => member)).toEqual(['3年以下', '3年以上']);
    const course = courses.find(({ item }) => item === 'used_car_trades')!.months;
    expect([course.length, course[0], course.at(-2), course.at(-1)]).toEqual([13, { month: '2025-03', value: 24_500, yearBefore: null }, { month: '2026-02', value: 22_000, yearBefore: null }, { month: '2026-03', value: 25_000, yearBefore: 24_500 }]);
    expect(source).toBe('宁波市公安局车管所2026年3月业务数据，第1版');
    expect(bulletin.text).toContain('二手汽车交易25,000辆次，同比增长2.04%');
    expect(bulletin.text).toContain('转出5,000辆，同比下降9.09%');
    expect(Buffer.byteLength(bulletin.text)).toBeLessThanOrEqual(2048);
    expect([await draftOf('2026-03'), await draftOf('2026-01'), await draftOf('2026-03', 'president')]).toEqual(['bulletin.exists', 'bulletin.no_figures', 'request.forbidden']);
    expect(await audited(product(), 'notices.bulletin_drafted', bulletin.id)).toBe(1);
  });

  it('drafted twice at once is one', async () => {
    await monthPublished(product(), '2026-04');
    const [one, other] = await Promise.all([draftOf('2026-04'), draftOf('2026-04', 'clerk2')]);
    expect([one, other].sort()).toEqual(['bulletin.exists', undefined]);
  });

  it('has a poster 1080 px wide that a robot takes, and that is drawn anew with other words', async () => {
    await monthPublished(product(), '2026-05');
    const { id, posterSha256 } = await drafted(product(), '2026-05');
    const reply = await (await staff('auditor')).send('GET /bulletins/:id/poster.png', { params: { id } });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'image/png']);
    const picture = await product().server.deps.storage.read(`bulletins/${posterSha256}.png`, 10_000_000);
    const { width, height } = await sharp(picture).metadata();
    expect([width, picture.length < 2 * 1024 * 1024, height! > 2000]).toEqual([1080, true, true]);
    const changed = (await change(id, { title: '五月二手车市场通报', note: '请各会员单位留意区县差别𰻝😀' })).body;
    expect(changed).toMatchObject({ title: '五月二手车市场通报', content: { note: '请各会员单位留意区县差别𰻝😀' } });
    expect(changed.text).toContain('编者按：请各会员单位留意');
    expect(changed.posterSha256).not.toBe(posterSha256);
    expect((await change(id, { title: '五', note: '' }, 'president')).error.code).toBe('request.forbidden');
  });

  it('keeps a text within what a robot takes, however long the note is', async () => {
    await monthPublished(product(), '2026-06');
    const { id } = await drafted(product(), '2026-06');
    const { text } = (await change(id, { title: '六月通报', note: '请'.repeat(300) })).body;
    expect([Buffer.byteLength(text) <= 2048, text.includes('请'.repeat(300)), text.includes('来源：')]).toEqual([true, true, true]);
    expect((await change(id, { title: '六月通报', note: '请'.repeat(301) })).status).toBe(422);
  });
});

describe('what the checker says', () => {
  it('goes to the members where it is of the figures, not where it tells the clerk of the file', async () => {
    await monthPublished(product(), '2024-05');
    const grown = monthFile(20_000, 5_000).bytes.toString().replace('3000000', '3900000');
    const read = await uploaded(product(), '2024-06', { name: '车管数据2024年5月.csv', bytes: Buffer.from(grown) });
    expect(read.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['period', 'over_time']));
    await published(product(), read);
    expect((await drafted(product(), '2024-06')).content.remarks).toEqual([expect.stringMatching(/^汽车保有量 3,900,000，比2024年5月/)]);
  });
});

describe('the second person', () => {
  it('is neither who drafted it nor who changed it', async () => {
    await monthPublished(product(), '2025-05');
    const { id } = await drafted(product(), '2025-05');
    expect((await approve(id, 'clerk')).error.code).toBe('bulletin.same_person');
    await change(id, { title: '通报', note: '' }, 'clerk2');
    expect((await approve(id, 'clerk2')).error.code).toBe('bulletin.same_person');
    expect((await approve(id, 'auditor')).error.code).toBe('request.forbidden');
    expect((await approve(id, 'president')).body).toMatchObject({ state: 'approved', approvedBy: expect.any(String), may: { change: false, approve: false, send: true } });
    expect((await approve(id, 'president')).error.code).toBe('bulletin.wrong_state');
    await expect(db().query('UPDATE bulletins SET approved_by = made_by WHERE id = ?', [id])).rejects.toThrow('needs two persons');
    await expect(db().query("UPDATE bulletins SET text = '别的' WHERE id = ?", [id])).rejects.toThrow('stays as it was approved');
    expect((await change(id, { title: '改', note: '' })).error.code).toBe('bulletin.wrong_state');
  });

  it('approves what stood on the page, and nothing that was changed meanwhile', async () => {
    await monthPublished(product(), '2024-01');
    const { id, posterSha256 } = await drafted(product(), '2024-01');
    await change(id, { title: '通报', note: '复核人没有看过的话' });
    expect((await approve(id, 'president', posterSha256)).error.code).toBe('bulletin.changed');
    expect((await approve(id, 'president')).body).toMatchObject({ state: 'approved', content: { note: '复核人没有看过的话' } });
  });

  it('is nobody who ever wrote a part of it, whoever changed it last', async () => {
    await monthPublished(product(), '2024-02');
    const { id } = await drafted(product(), '2024-02');
    await change(id, { title: '通报', note: '文员二号的话' }, 'clerk2');
    await change(id, { title: '二月通报', note: '文员二号的话' });
    expect(await (await staff('clerk2')).call('GET /bulletins/:id', { params: { id } })).toMatchObject({ may: { approve: false } });
    expect((await approve(id, 'clerk2')).error.code).toBe('bulletin.same_person');
    await expect(db().query("UPDATE bulletins SET state = 'approved', approved_at = made_at, approved_by = (SELECT id FROM staff WHERE username = 'clerk2') WHERE id = ?", [id])).rejects.toThrow('needs two persons');
    expect((await approve(id, 'president')).status).toBe(200);
  });

  it('approves no growth whose base was published or corrected meanwhile; the month is drafted anew', async () => {
    await monthPublished(product(), '2024-04', { city: 21_000 });
    const { id } = await drafted(product(), '2024-04');
    await monthPublished(product(), '2023-04', { city: 20_000 });
    expect((await approve(id, 'president')).error.code).toBe('bulletin.outdated');
    expect((await (await staff('clerk')).call('GET /bulletins')).items.find((one) => one.id === id)).toMatchObject({ isOutdated: true });
    const [one, other] = await Promise.all([draftOf('2024-04'), draftOf('2024-04', 'clerk2')]);
    expect([one, other].sort()).toEqual(['bulletin.exists', undefined]);
    const anew = (await (await staff('clerk')).call('GET /bulletins')).items.filter(({ period, state }) => period === '2024-04' && state === 'draft');
    expect(anew).toMatchObject([{ edition: 1, isOutdated: false }]);
    expect((await approve(anew[0]!.id, 'president')).body.content.figures).toEqual(expect.arrayContaining([expect.objectContaining({ name: '市内转移登记', growth: 500 })]));
    await monthPublished(product(), '2023-04', { city: 10_000, reason: '更正' });
    expect((await sendAt(anew[0]!.id)).error.code).toBe('bulletin.outdated');
  });

  it('gives it back with a reason, and looks again once it is changed', async () => {
    await monthPublished(product(), '2025-06');
    const { id } = await drafted(product(), '2025-06');
    const president = await staff('president');
    const refuse = () => president.send('POST /bulletins/:id/refusal', { params: { id }, body: { reason: '标题请写全' } });
    expect((await refuse()).body).toMatchObject({ state: 'draft', refusal: '标题请写全', may: { approve: false, refuse: false } });
    expect([(await refuse()).error.code, (await approve(id, 'president')).error.code]).toEqual(['bulletin.wrong_state', 'bulletin.wrong_state']);
    expect((await change(id, { title: '宁波市通报', note: '' })).body).toMatchObject({ refusal: null });
    expect((await approve(id, 'president')).body.state).toBe('approved');
    expect((await refuse()).body).toMatchObject({ state: 'draft', approvedBy: null, refusal: '标题请写全' });
  });

  it('approves nothing whose data were corrected meanwhile; the new draft takes the old one’s place', async () => {
    await monthPublished(product(), '2025-07');
    const { id } = await drafted(product(), '2025-07');
    await monthPublished(product(), '2025-07', { out: 5_100, reason: '车管所更正了转出数' });
    expect((await approve(id, 'president')).error.code).toBe('bulletin.outdated');
    const president = await staff('president');
    expect(await president.call('GET /bulletins/:id', { params: { id } })).toMatchObject({ isOutdated: true, may: { approve: false } });
    const again = await drafted(product(), '2025-07');
    expect(again).toMatchObject({ edition: 2, content: { figures: expect.arrayContaining([expect.objectContaining({ name: '转出', value: 5_100 })]) } });
    expect((await president.call('GET /bulletins/:id', { params: { id } })).state).toBe('withdrawn');
    expect(await audited(product(), 'notices.bulletin_withdrawn', id)).toBe(1);
  });
});

describe('the public page', () => {
  const seen = (id: string) => anybody().send('GET /published-bulletins/:id', { params: { id } });

  it('shows what was approved to whoever has the card, its poster too, and nothing of a draft', async () => {
    await monthPublished(product(), '2025-08');
    const { id } = await drafted(product(), '2025-08');
    expect((await seen(id)).error.code).toBe('bulletin.not_found');
    expect((await anybody().send('GET /published-bulletins/:id/poster.png', { params: { id } })).status).toBe(404);
    const approved = (await approve(id, 'president')).body;
    expect((await seen(id)).body).toEqual({ id, title: approved.title, text: approved.text, content: approved.content, sharePath: `/domains/statistics/bulletin/index?id=${id}`, isOutdated: false });
    const poster = await anybody().send('GET /published-bulletins/:id/poster.png', { params: { id } });
    expect([poster.status, poster.headers.get('content-type'), poster.headers.get('cross-origin-resource-policy')]).toEqual([200, 'image/png', 'cross-origin']);
  });

  it('says where a corrected edition is in force, and is not found once it is withdrawn', async () => {
    const { id } = await approvedBulletin(product(), '2025-09');
    await monthPublished(product(), '2025-09', { out: 5_200, reason: '更正' });
    expect((await seen(id)).body.isOutdated).toBe(true);
    const president = await staff('president');
    const withdrawn = await president.call('POST /bulletins/:id/withdrawal', { params: { id }, body: { reason: '数据有误' } });
    expect(withdrawn).toMatchObject({ state: 'withdrawn', may: { change: false, approve: false, refuse: false, withdraw: false, send: false } });
    expect([(await seen(id)).error.code, (await anybody().send('GET /published-bulletins/:id/poster.png', { params: { id } })).status]).toEqual(['bulletin.not_found', 404]);
    expect(await codeOf(president.send('POST /bulletins/:id/withdrawal', { params: { id }, body: { reason: '再' } }))).toBe('bulletin.wrong_state');
    expect(await draftOf('2025-09')).toBeUndefined();
  });

  it('lets a browser keep the poster it has, and has a limit for one address', async () => {
    const { id, posterSha256 } = await approvedBulletin(product(), '2024-07');
    const address = `${product().url}/api/published-bulletins/${id}/poster.png`;
    const first = await fetch(address);
    expect([first.status, first.headers.get('etag'), first.headers.get('cache-control')]).toEqual([200, `"${posterSha256}"`, 'public, max-age=60']);
    const again = await fetch(address, { headers: { 'if-none-match': `"${posterSha256}"`, 'cache-control': 'max-age=0' } });
    expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0]);
    const [{ ip }] = await db().query("SELECT SUBSTRING(`key`, LENGTH('bulletin:s:') + 1) AS ip FROM rate_limits WHERE `key` LIKE 'bulletin:s:%'");
    await product().server.deps.limits.block('bulletin', ip, 1);
    expect([(await fetch(address)).status, (await seen(id)).status]).toEqual([429, 429]);
    await product().server.deps.limits.forgive('bulletin', ip);
    expect((await seen(id)).status).toBe(200);
  });

  it('is listed for agents once it has gone out', async () => {
    const agent = await phoneOf(product(), 'alipay-stranger');
    const { id } = await approvedBulletin(product(), '2025-10');
    expect((await agent.call('GET /published-bulletins')).items.map((one) => one.id)).not.toContain(id);
    expect((await agent.call('GET /published-bulletins')).templateId).toEqual(expect.any(String));
  });
});
