import type { AnswerOf } from '@yongche/contract';
import { buyer, type Caller, capture, capturedDeal, employeeAt, imagesOf, newDeal, noticeVersion, phoneOf, picture, seller, sellingUnit, submittedDeal, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
type Deal = AnswerOf<'GET /transactions/:id'>;

const submit = (agent: Caller, { id }: Deal) => agent.send('POST /transactions/:id/submission', { params: { id } });
const complete = (operator: Caller, deal: Deal) => operator.send('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: imagesOf(deal).map((image) => image.id) } });
const read = (who: Caller, { id }: Deal) => who.call('GET /transactions/:id', { params: { id } });

describe('新建交易', () => {
  it('gets an 18-digit serial: day, market, business, number of the day', async () => {
    const agent = await verifiedAgent(product());
    const [first, second] = [await newDeal(agent), await newDeal(agent, { business: 'moved_out' })];
    expect(first.serial).toMatch(/^\d{8}000101\d{4}$/);
    expect(second.serial).toMatch(/^\d{8}000102\d{4}$/);
  });
  it('shows persons masked, and keeps them sealed', async () => {
    const agent = await verifiedAgent(product());
    const { id, parties } = await newDeal(agent);
    expect(parties[0]).toMatchObject({ name: '卖**', number: '330***********0014' });
    const rows = JSON.stringify(await product().server.deps.db.query('SELECT * FROM parties WHERE transaction_id = ?', [id]));
    expect(rows).not.toContain('卖方甲');
    expect(rows).not.toContain('330203199001010014');
  });
  it('names each field that is wrong', async () => {
    const agent = await verifiedAgent(product());
    const { markets } = await agent.call('GET /markets');
    const body = { business: 'city_transfer', marketId: markets[0]!.id, vin: 'LFVBA748733010833', plate: '浙BI1234', mortgaged: false, parties: [{ ...seller, idNumber: '330203199001010015' }, buyer] } as const;
    const { status, error } = await agent.send('POST /transactions', { body: body as never });
    expect([status, error.fields?.map(({ field }) => field)]).toEqual([422, ['vin', 'plate', 'parties.0.idNumber']]);
  });
  it('is refused to an agent who is not verified, and to nobody at all', async () => {
    const phone = await phoneOf(product(), 'unverified');
    const { markets } = await phone.call('GET /markets');
    const body = { business: 'city_transfer' as const, marketId: markets[0]!.id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [seller, buyer] };
    expect((await phone.send('POST /transactions', { body })).error.code).toBe('registry.certificate_not_in_force');
    expect((await phone.send('POST /transactions', { body, headers: { authorization: 'Bearer none-none-none-none-none' } })).status).toBe(401);
  });
  it('one agent may act for both sides only where the market allows it', async () => {
    const agent = await verifiedAgent(product());
    const { markets } = await agent.call('GET /markets');
    const parties = [{ ...seller, attendance: 'agent' as const }, { ...buyer, attendance: 'agent' as const }];
    await expect(newDeal(agent, { parties })).rejects.toThrow('transaction.agent_for_both_sides');
    const allowing = markets.find((market) => market.allowsAgentForBothSides)!;
    expect((await newDeal(agent, { parties, marketId: allowing.id })).state).toBe('capturing');
  });
  it('corrected: a party that stays keeps its consent, the photo list follows', async () => {
    const agent = await verifiedAgent(product());
    const { id, parties, marketId } = await newDeal(agent);
    await agent.call('POST /transactions/:id/party-notices', { params: { id }, body: { partyId: parties[0]!.id, version: noticeVersion } });
    const body = { business: 'city_transfer' as const, marketId, vin: 'LSGPC52U6AF102554', plate: '浙BD12345', mortgaged: true, parties: [seller, { ...buyer, name: '买方丙', idNumber: '330206199202290031' }] };
    const changed = await agent.call('PUT /transactions/:id', { params: { id }, body });
    expect(changed.plate).toBe('浙BD12345');
    expect(changed.parties.map((party) => party.notifiedAt !== null)).toEqual([true, false]);
    expect(changed.slots.find((slot) => slot.code === 'P32')?.required).toBe(true);
  });
});

describe('关口', () => {
  it('says exactly what is missing', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const { status, error } = await submit(agent, deal);
    const details = error.details as Deal['gate'];
    expect([status, error.code]).toEqual([422, 'transaction.incomplete']);
    expect(details.filter(({ code }) => code === 'missing_notice')).toHaveLength(2);
    expect(details.filter(({ code }) => code === 'missing_photo')).toHaveLength(14);
    expect(details.find(({ slot }) => slot === 'P22')?.sentence).toBe('缺“行驶证主页”：每笔交易都需要。');
  });
  it('lets no unit through without its sealed 委托书, whatever else is there', async () => {
    const agent = await verifiedAgent(product());
    const { id, parties, slots } = await newDeal(agent, { parties: [sellingUnit, buyer] });
    for (const party of parties) await agent.call('POST /transactions/:id/party-notices', { params: { id }, body: { partyId: party.id, version: noticeVersion } });
    for (const { code } of slots.filter((slot) => slot.required && slot.code !== 'P05')) await capture(agent, id, code);
    const { error } = await agent.send('POST /transactions/:id/submission', { params: { id } });
    expect(error.details).toEqual([{ code: 'missing_photo', slot: 'P05', partyId: null, sentence: '缺“卖方单位委托书”：卖方为单位，过户必须有盖章的委托书。' }]);
    await capture(agent, id, 'P05');
    expect((await agent.call('POST /transactions/:id/submission', { params: { id } })).state).toBe('awaiting_check');
  });
  it('counts a blurred picture as missing until it is taken again', async () => {
    const agent = await verifiedAgent(product());
    const deal = await newDeal(agent);
    const image = await capture(agent, deal.id, 'P22', picture('bad_vehicle_licence'));
    expect(image).toMatchObject({ state: 'rejected', problems: [{ code: 'blurred', sentence: '照片模糊，请拿稳手机、对焦后重拍。' }] });
    expect((await read(agent, deal)).gate.find(({ slot }) => slot === 'P22')?.code).toBe('photo_rejected');
    await capture(agent, deal.id, 'P22');
    const { gate, slots } = await read(agent, deal);
    expect(gate.find(({ slot }) => slot === 'P22')).toBeUndefined();
    expect(slots.find(({ code }) => code === 'P22')?.images.map(({ state }) => state)).toEqual(['accepted']);
  });
});

describe('市场核对', () => {
  it('returns single photos with a code; the agent retakes just those; completion freezes the deal', async () => {
    const agent = await verifiedAgent(product());
    const operator = await employeeAt(product(), 'operator1');
    const deal = await submittedDeal(agent);
    const licence = imagesOf(deal).find(({ slot }) => slot === 'P22')!;
    await operator.call('POST /transactions/:id/returns', { params: { id: deal.id }, body: { images: [{ imageId: licence.id, code: 'R09', note: '车架号与登记证书不同' }] } });

    const returned = await read(agent, deal);
    expect(returned).toMatchObject({ state: 'returned', toRetake: 1 });
    expect(returned.gate).toEqual([{ code: 'photo_rejected', slot: 'P22', partyId: null, sentence: '“行驶证主页”被市场退回，请重拍。' }]);
    expect(returned.slots.find(({ code }) => code === 'P22')?.images[0]?.returned).toEqual({ code: 'R09', note: '车架号与登记证书不同' });

    await capture(agent, deal.id, 'P22');
    const again = await agent.call('POST /transactions/:id/submission', { params: { id: deal.id } });
    const partly = await operator.send('POST /transactions/:id/completion', { params: { id: deal.id }, body: { checkedImageIds: [imagesOf(again)[0]!.id] } });
    expect(partly.error.code).toBe('transaction.not_checked');
    const completed = (await complete(operator, again)).body;
    expect(completed).toMatchObject({ state: 'completed', may: { complete: false, return: false, readVoucher: true } });

    const frozen = await agent.send('POST /transactions/:id/images', {
      params: { id: deal.id },
      body: { images: [{ slot: 'P22', contentType: 'image/jpeg', bytes: 1000, capturedAt: new Date().toISOString() }] },
    });
    expect(frozen.error.code).toBe('transaction.images_locked');
    const cancelled = await agent.send('POST /transactions/:id/cancellation', { params: { id: deal.id }, body: { reason: '反悔' } });
    expect(cancelled.error.code).toBe('transaction.wrong_state');
    const { entries } = await operator.call('GET /transactions/:id/history', { params: { id: deal.id } });
    const acts = entries.map(({ action }) => action);
    expect(acts.filter((action) => action === 'transactions.image_accepted')).toHaveLength(15);
    expect(acts.filter((action) => ['transactions.submitted', 'transactions.returned', 'transactions.completed'].includes(action))).toEqual(['transactions.submitted', 'transactions.returned', 'transactions.submitted', 'transactions.completed']);
  });
  it('is done once, though two operators press at the same moment', async () => {
    const operator = await employeeAt(product(), 'operator1');
    const deal = await submittedDeal(await verifiedAgent(product()));
    const replies = await Promise.all([complete(operator, deal), complete(operator, deal), complete(operator, deal)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const [row] = await product().server.deps.db.query("SELECT COUNT(*) AS n FROM audit_events WHERE subject_id = ? AND action = 'transactions.completed'", [deal.id]);
    expect(Number(row.n)).toBe(1);
  });
  it('is the market’s own: another market, another agent and other staff are kept out', async () => {
    const deal = await submittedDeal(await verifiedAgent(product()));
    const [neighbour, inspector, other] = [await employeeAt(product(), 'operator2'), await employeeAt(product(), 'inspector1'), await verifiedAgent(product(), '尤测试')];
    expect((await neighbour.send('GET /transactions/:id', { params: { id: deal.id } })).status).toBe(404);
    expect((await other.send('GET /transactions/:id', { params: { id: deal.id } })).status).toBe(404);
    expect((await complete(neighbour, deal)).status).toBe(404);
    expect((await complete(inspector, deal)).status).toBe(403);
  });
  it('“其他” needs a reason', async () => {
    const operator = await employeeAt(product(), 'operator1');
    const deal = await submittedDeal(await verifiedAgent(product()));
    const reply = await operator.send('POST /transactions/:id/returns', { params: { id: deal.id }, body: { images: [{ imageId: imagesOf(deal)[0]!.id, code: 'R13' }] } });
    expect(reply.error.fields).toEqual([{ field: 'images.0.note', message: '选择“其他”时请写明原因' }]);
  });
});

describe('查看照片', () => {
  it('leaves a row for every picture, and the address shows that picture alone', async () => {
    const agent = await verifiedAgent(product());
    const operator = await employeeAt(product(), 'operator1');
    const deal = await submittedDeal(agent);
    const [first, second] = imagesOf(deal);
    const { views } = await operator.call('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [first!.id, second!.id], variant: 'full' } });
    expect(views.map(({ imageId }) => imageId).sort()).toEqual([first!.id, second!.id].sort());
    for (const { url } of views) {
      const shown = await fetch(url);
      expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    }
    const { entries } = await operator.call('GET /transactions/:id/history', { params: { id: deal.id } });
    expect(entries.filter(({ action }) => action === 'transactions.image_viewed').map(({ details }) => details.slot)).toEqual([first!.slot, second!.slot]);
  });
  it('is not for finance, who may see the deal', async () => {
    const finance = await employeeAt(product(), 'finance');
    const deal = await submittedDeal(await verifiedAgent(product()));
    expect((await read(finance, deal)).serial).toBe(deal.serial);
    const reply = await finance.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [imagesOf(deal)[0]!.id], variant: 'thumbnail' } });
    expect(reply.status).toBe(403);
  });
});

describe('交易列表', () => {
  it('finds a deal by serial, plate and VIN, and turns pages without a gap', async () => {
    const agent = await verifiedAgent(product());
    const clerk = await employeeAt(product(), 'clerk');
    const deal = await newDeal(agent, { plate: '浙BF12345', vin: '1M8GDM9AXKP042788' });
    for (const q of [deal.serial, '浙B·F12345', '1m8gdm9a', '042788']) {
      const { items } = await clerk.call('GET /transactions', { query: { q } });
      expect(items.map(({ id }) => id)).toEqual([deal.id]);
    }
    const all = (await clerk.call('GET /transactions', { query: { limit: 100 } })).items.map(({ id }) => id);
    const seen: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: AnswerOf<'GET /transactions'> = await clerk.call('GET /transactions', { query: { limit: 3, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all);
  });
  it('shows an operator the own market, and an agent the own deals', async () => {
    const neighbour = await employeeAt(product(), 'operator3');
    expect((await neighbour.call('GET /transactions', {})).items).toEqual([]);
    const other = await verifiedAgent(product(), '尤测试');
    expect((await other.call('GET /transactions', {})).items).toEqual([]);
  });
});

describe('核对凭证', () => {
  it('is checked by anybody at a public address that shows nothing private; a changed one is refused', async () => {
    const agent = await verifiedAgent(product());
    const operator = await employeeAt(product(), 'operator1');
    const deal = (await complete(operator, await submittedDeal(agent))).body;
    const { checkUrl, serial, imagesDigest } = await agent.call('GET /transactions/:id/voucher', { params: { id: deal.id } });
    const page = await (await fetch(checkUrl)).text();
    expect(page).toContain('核对凭证真实有效');
    expect(page).toContain(serial);
    for (const secret of [deal.vin, deal.plate, '卖方', '买方', imagesDigest]) expect(page).not.toContain(secret);
    const forged = checkUrl.replace(/\/check\/(.)/, (_, first: string) => `/check/${first === 'A' ? 'B' : 'A'}`);
    expect(await (await fetch(forged)).text()).toContain('无法确认');
  });
  it('is not there before completion', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await capturedDeal(agent);
    expect((await agent.send('GET /transactions/:id/voucher', { params: { id } })).error.code).toBe('transaction.wrong_state');
  });
});
