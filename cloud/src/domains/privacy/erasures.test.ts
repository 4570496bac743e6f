import type { AnswerOf, RequestOf } from '@yongche/contract';
import { fillEarlierParties } from '../../../migrations/1766200000000-earlier-parties';
import { buyer, type Caller, capture, employeeAt, imagesOf, newDeal, seller, submittedDeal, verifiedAgent } from '../../../test/people';
import { persona } from '../../../test/product';
import { useProduct } from '../../../test/use-product';
import { erasePartiesOf } from './erase-parties';
import { indexOfIdNumber } from './person-keys';

const product = useProduct();
const day = 24 * 3600;
const db = () => product().server.deps.db;
const at = (username: string) => employeeAt(product(), username);
const idOf = async (clerk: Caller, name: string) => (await clerk.call('POST /person-lookups', { body: { idNumber: persona(name).idNumber } })).id;
const askFor = (clerk: Caller, id: string) => clerk.send('POST /persons/:id/erasures', { params: { id }, body: { reason: '本人书面申请' } });
const decide = (officer: Caller, id: string, approved: boolean) => officer.send('POST /erasures/:id/decision', { params: { id }, body: { approved } });

/** 古注销, whose certificate has long ended, sells a car through another agent. */
async function completedDeal() {
  const { name, idNumber } = persona('古注销');
  const agent = await verifiedAgent(product());
  const parties = [{ side: 'seller', kind: 'person', name, idNumber, attendance: 'present' } as const, { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' } as const];
  const deal = await submittedDeal(agent, { parties });
  const operator = await at('operator1');
  await operator.call('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map((image) => image.id) } });
  const { checkUrl } = await agent.call('GET /transactions/:id/voucher', { params: { id: deal.id } });
  return { ...deal, checkUrl };
}

/** The seller was somebody else, as the agent finds out. */
const correctSeller = (agent: Caller, { id, business, marketId, vin, plate, mortgaged }: AnswerOf<'POST /transactions'>, to: NonNullable<RequestOf<'POST /transactions'>['body']>['parties'][number]) =>
  agent.call('PUT /transactions/:id', { params: { id }, body: { business, marketId, vin, plate, mortgaged, parties: [to, buyer] } });

describe('销毁到期交易的当事人密钥', () => {
  const [first, second] = [{ ...seller, name: '前卖方', idNumber: '330205198807071236' }, { ...seller, name: '后卖方', idNumber: '33021219751212001X' }];
  const disposalId = '11111111-1111-4111-8111-111111111111';
  /** As a disposal leaves a deal, whose three years are over, before it comes to its persons. */
  async function disposed(dealId: string) {
    const [[by], [other], now] = [await db().query("SELECT id FROM staff WHERE username = 'clerk'"), await db().query("SELECT id FROM staff WHERE username = 'president'"), product().clock.now()];
    await db().query("UPDATE transactions SET state = 'completed', completed_at = '2019-01-01' WHERE id = ?", [dealId]);
    await db().query("INSERT IGNORE INTO disposals (id, state, open_key, completed_until, deals, pictures, bytes, held_back, persons, proposed_by, proposed_at, decided_by, decided_at) VALUES (?, 'approved', 'disposal', '2019-12-31', 1, 1, 1, 0, 0, ?, ?, ?, ?)", [disposalId, by.id, now, other.id, now]);
    await db().query("INSERT INTO disposed_deals (transaction_id, disposal_id, leaf, pictures, bytes, thumbnails, thumbnail_bytes, disposed_at) VALUES (?, ?, REPEAT('0', 64), 1, 1, 0, 0, ?)", [dealId, disposalId, now]);
  }
  const keysLeft = async () => Number((await db().query('SELECT COUNT(*) AS n FROM person_keys WHERE wrapped IS NOT NULL'))[0].n);

  it('leaves the key of whoever a deal named before it was corrected, while its photos are kept; then destroys it once, and counts it', async () => {
    const agent = await verifiedAgent(product());
    const [older, younger] = [await newDeal(agent, { parties: [first, buyer] }), await newDeal(agent, { parties: [first, buyer] })];
    const photo = await capture(agent, younger.id, 'P20');
    await correctSeller(agent, younger, second);
    const remembered = await db().query('SELECT * FROM earlier_parties');
    expect(remembered).toHaveLength(1);
    // Of deals that were corrected before this was noted, the migration finds it in their pictures.
    await db().query('DELETE FROM earlier_parties');
    await db().query(fillEarlierParties);
    expect(await db().query('SELECT * FROM earlier_parties')).toEqual(remembered);

    let told = 0;
    const onErased = async () => void (told += 1);
    await disposed(older.id);
    await erasePartiesOf(db(), [older.id], product().clock.now(), onErased);
    const look = async () => (await agent.send('POST /transactions/:id/image-views', { params: { id: younger.id }, body: { imageIds: [photo.id], variant: 'full' } })).status;
    expect([told, await look()]).toEqual([0, 200]);

    const before = await keysLeft();
    await disposed(younger.id);
    const ended = () => erasePartiesOf(db(), [younger.id], product().clock.now(), onErased);
    await Promise.all([ended(), ended()]);
    await ended();
    expect([told, before - (await keysLeft())]).toEqual([3, 3]);
  });
});

describe('删除个人信息', () => {
  it('waits for the end of the certificate, of every deal, and of the three years that the notice promises', async () => {
    const clerk = await at('clerk');
    const holding = await askFor(clerk, await idOf(clerk, '尤测试'));
    expect([holding.error.code, holding.error.details]).toEqual(['privacy.erasure_too_early', { until: null, sentence: expect.stringMatching(/^代理证甬代\d+尚未注销，请先办理注销。$/) }]);

    const { name, idNumber } = persona('古注销');
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent, { parties: [{ ...seller, name, idNumber }, buyer] });
    const { id } = deal;
    const dealing = await askFor(clerk, await idOf(clerk, '古注销'));
    expect(dealing.error.details).toEqual({ until: null, sentence: '还有交易没有办结，请先办完或取消。' });
    // Corrected after a photo, the deal names somebody else, and the photo still needs this person's key.
    await capture(agent, id, 'P20');
    await correctSeller(agent, deal, seller);
    expect((await askFor(clerk, await idOf(clerk, '古注销'))).error.details).toEqual(dealing.error.details);
    await agent.call('POST /transactions/:id/cancellation', { params: { id }, body: { reason: '不卖了' } });
  });

  it('is asked by the holder in the mini-program too, who is told what stands in the way', async () => {
    const agent = await verifiedAgent(product(), '尤测试');
    const { status, error } = await agent.send('POST /account/erasure');
    expect([status, error.code]).toEqual([409, 'privacy.erasure_too_early']);
  });

  it('three years and a day after the deal: two persons erase, the names are gone everywhere, the voucher is still genuine', async () => {
    const deal = await completedDeal();
    const early = await at('clerk');
    const personId = await idOf(early, '古注销');
    const tooEarly = await askFor(early, personId);
    expect(tooEarly.error.code).toBe('privacy.erasure_too_early');
    const { until } = tooEarly.error.details as { until: string };

    product().clock.advance((Date.parse(`${until}T00:00:00+08:00`) - product().clock.now().getTime()) / 1000 - 600);
    expect((await askFor(await at('clerk'), personId)).error.details).toEqual(tooEarly.error.details);
    product().clock.advance(1200);

    const [clerk, officer, operator] = [await at('clerk'), await at('security'), await at('operator1')];
    const requested = (await askFor(clerk, personId)).body;
    expect(requested).toMatchObject({ state: 'requested', personName: '古**', askedBy: 'clerk', requestedBy: '文员一号', decidedBy: null });
    expect((await askFor(clerk, personId)).body.id).toBe(requested.id);
    expect((await decide(clerk, requested.id, true)).status).toBe(403);
    await expect(db().query("UPDATE erasures SET state = 'approved', decided_by = requested_by, decided_at = NOW(3) WHERE id = ?", [requested.id])).rejects.toThrow('erasures_two_persons');

    const before = await operator.call('GET /transactions/:id', { params: { id: deal.id } });
    expect(before.parties[0]).toMatchObject({ name: '古**' });
    const done = (await decide(officer, requested.id, true)).body;
    expect(done).toMatchObject({ state: 'approved', personName: '已删除', decidedBy: '安全管理一号' });
    expect((await decide(officer, requested.id, false)).error.code).toBe('privacy.erasure_decided');

    const after = await operator.call('GET /transactions/:id', { params: { id: deal.id } });
    expect(after.parties.map(({ name, number }) => [name, number])).toEqual([['已删除', '已删除'], ['买**', '110***********002X']]);
    const face = imagesOf(after).find(({ slot }) => slot === 'P01')!;
    const buyersFace = imagesOf(after).find(({ slot }) => slot === 'P07')!;
    const look = (imageId: string) => operator.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [imageId], variant: 'full' } });
    expect((await look(face.id)).error).toMatchObject({ code: 'image.erased', message: '该照片的当事人信息已依法删除。' });
    expect((await look(buyersFace.id)).status).toBe(200);
    const reveal = await operator.send('POST /transactions/:id/parties/:partyId/reveals', { params: { id: deal.id, partyId: after.parties[0]!.id }, body: { field: 'name', reason: '核对档案' } });
    expect(reveal.error.code).toBe('privacy.person_erased');
    expect((await clerk.send('POST /person-lookups', { body: { idNumber: persona('古注销').idNumber } })).error.code).toBe('privacy.person_not_found');
    expect((await askFor(clerk, personId)).error.code).toBe('privacy.person_erased');

    const page = await (await fetch(deal.checkUrl)).text();
    expect(page).toContain('核对凭证真实有效');
    expect(page).toContain(deal.serial);
    const { items } = await officer.call('GET /erasures', { query: {} });
    expect(items.map(({ state, personName }) => [state, personName])).toEqual([['approved', '已删除']]);
    const index = indexOfIdNumber(product().server.deps.keys, persona('古注销').idNumber);
    const [left] = await db().query('SELECT (SELECT COUNT(*) FROM person_keys WHERE id_number_index = ?) + (SELECT COUNT(*) FROM persons WHERE id_number_index = ?) + (SELECT COUNT(*) FROM parties WHERE number_index = ?) AS n', [index, index, index]);
    expect(Number(left.n)).toBe(0);
  }, 60_000);

  it('who comes again later is a new person with a new key', async () => {
    const { name, idNumber } = persona('古注销');
    const agent = await verifiedAgent(product(), '贾样例');
    const { parties } = await newDeal(agent, { parties: [{ side: 'seller', kind: 'person', name, idNumber, attendance: 'present' }, { side: 'buyer', kind: 'person', name: '买方乙', idNumber: '11010519491231002X', attendance: 'present' }] });
    expect(parties[0]!.name).toBe('古**');
  });

  it('is given up where something has happened since the request, and may be refused', async () => {
    product().clock.advance(8 * 366 * day);
    const [clerk, officer] = [await at('clerk'), await at('security')];
    const id = await idOf(clerk, '时过期');
    const first = await askFor(clerk, id);
    expect(first.status).toBe(201);
    expect((await decide(officer, first.body.id, false)).body).toMatchObject({ state: 'refused', personName: '时**' });
    const second = await askFor(clerk, id);
    const [market] = (await clerk.call('GET /markets')).markets;
    await db().query('INSERT INTO company_managers (person_id, company_id, since) SELECT ?, live_id, NOW(3) FROM companies WHERE live_id IS NOT NULL LIMIT 1', [id]);
    expect(market).toBeTruthy();
    expect((await decide(officer, second.body.id, true)).error.details).toEqual({ until: null, sentence: '仍是企业负责人，请先变更负责人或注销企业。' });
    const [key] = await db().query('SELECT wrapped FROM person_keys k JOIN persons p ON p.key_id = k.id WHERE p.id = ?', [id]);
    expect(key.wrapped).not.toBeNull();
  });
});
