import { randomUUID } from 'node:crypto';
import { photosFor } from '@yongche/contract/standards/photo-list';
import { atCounter, hold, type Operator, operatorsAt } from '../../../test/counter';
import { askFor, captureAtCounter, completeAt, counterBody, type CounterDeal, counterDeal, submitAt, takeAtCounter } from '../../../test/counter-deals';
import { buyer, type Caller, imagesOf, noticeVersion, pictureFor, seller } from '../../../test/people';
import { enrolledAgent, type EnrolledAgent, newCompany } from '../../../test/register';
import { logInAt, pairedPc, terminalIn } from '../../../test/terminals';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
let operator: Operator;
let agent: EnrolledAgent;
let companyId: string;
beforeAll(async () => {
  operator = await atCounter(product(), 'operator1');
  companyId = await newCompany(product(), '甬港试验车行有限公司');
  agent = await enrolledAgent(product(), companyId, { name: '代办甲' });
});

const read = (who: Caller, { id }: { id: string }) => who.call('GET /transactions/:id', { params: { id } });
const begin = (who: Caller, body: ReturnType<typeof counterBody>) => who.send('POST /counter-deals', { body });
const createdRows = async (id: string): Promise<Record<string, unknown>[]> =>
  (await db().query("SELECT details FROM audit_events WHERE subject_id = ? AND action = 'transactions.created'", [id])).map(({ details }: { details: string }) => JSON.parse(details) as Record<string, unknown>);
/** 暂停代理证 by the association, until it is taken back. */
async function whileSuspended({ certificateId: id }: EnrolledAgent, work: () => Promise<void>): Promise<void> {
  const clerk = await atCounter(product(), 'clerk');
  const params = { subjectType: 'certificate' as const, id };
  await clerk.call('POST /register/:subjectType/:id/suspension', { params, body: { until: '2099-01-31', reason: 'investigation', note: '试验' } });
  await work();
  await clerk.call('POST /register/:subjectType/:id/resumption', { params, body: { note: '试验' } });
}
async function whileCompanySuspended(work: () => Promise<void>): Promise<void> {
  await db().query("UPDATE companies SET state = 'suspended' WHERE id = ?", [companyId]);
  await work();
  await db().query("UPDATE companies SET state = 'in_force' WHERE id = ?", [companyId]);
}
const otherAgent = () => enrolledAgent(product(), companyId, { name: '代办乙' });

describe('采集台', () => {
  it('is told all that it needs without a network: its market, the photo rules in force, the notice of the counter', async () => {
    const station = await operator.call('GET /capture-station', {});
    expect(station).toMatchObject({ marketName: '示范二手车市场', platePrefix: '浙B', partyNotice: { version: noticeVersion } });
    const deal = await counterDeal(operator, agent.number);
    expect(deal.rulesVersion).toBe(station.photoRules.version);
    expect(photosFor(station.photoRules.rules, counterBody(agent.number)).map(({ code, required }) => [code, required])).toEqual(deal.slots.map(({ code, required }) => [code, required]));
    expect(station.partyNotice.paragraphs.join('')).toContain('操作员在柜台当场拍摄');
  });

  it('finds the agent by number or by the code, masked; a stale code still names the number', async () => {
    const look = async (q: string) => (await operator.send('GET /capture-station/certificate', { query: { q } })).body;
    const expected = { number: agent.number, holderName: '代**', companyName: '甬港试验车行有限公司', isInForce: true, sentence: null };
    expect(await look(` ${agent.number} `)).toEqual(expected);
    const { qrUrl } = await agent.call('GET /certificate', {});
    product().clock.advance(120);
    expect(await look(qrUrl!)).toEqual(expected);
    const forged = qrUrl!.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A')).replace(/(\/check\/.)./, '$1_');
    for (const q of ['甬代20990001', forged]) expect((await operator.send('GET /capture-station/certificate', { query: { q } })).error.code).toBe('registry.certificate_not_found');
  });

  it('says why a certificate cannot be used now', async () => {
    const other = await otherAgent();
    const look = async () => (await operator.call('GET /capture-station/certificate', { query: { q: other.number } })).sentence;
    await whileSuspended(other, async () => expect(await look()).toBe('代理证已被暂停（至2099年1月31日），暂时不能办理交易。请换一位代理人，或请代理人联系所在企业和协会。'));
    expect(await look()).toBeNull();
    await whileCompanySuspended(async () => expect(await look()).toContain('所在企业已被暂停'));
    await db().query("UPDATE certificates SET expires_on = '2026-01-01' WHERE id = ?", [other.certificateId]);
    expect(await look()).toContain('代理证已到期');
  });
});

describe('柜台交易', () => {
  it('goes its whole way at one counter, and leaves the channel in its history', async () => {
    const deal = await captureAtCounter(operator, await counterDeal(operator, agent.number));
    expect(deal).toMatchObject({ channel: 'fixed', state: 'capturing', agentName: '代**', certificateNumber: agent.number, may: { change: true, capture: true, submit: true, cancel: true, complete: false } });
    expect(deal.serial).toMatch(/^\d{8}000101\d{4}$/);
    expect(deal.captureNonce).toBeTruthy();
    expect(await createdRows(deal.id)).toEqual([expect.objectContaining({ serial: deal.serial, channel: 'fixed', marketId: deal.marketId })]);

    expect((await submitAt(operator, deal.id)).body).toMatchObject({ state: 'awaiting_check', captureNonce: null, may: { change: false, complete: true } });
    const queue = await operator.call('GET /transactions', { query: { state: 'awaiting_check', order: 'oldest_submitted', limit: 100 } });
    expect(queue.items.find(({ id }) => id === deal.id)).toMatchObject({ channel: 'fixed' });
    expect((await completeAt(operator, deal)).body).toMatchObject({ state: 'completed', may: { change: false, cancel: false, readVoucher: true } });
    expect((await takeAgain(operator, deal)).error.code).toBe('transaction.images_locked');
    expect((await agent.call('GET /transactions/:id/voucher', { params: { id: deal.id } })).serial).toBe(deal.serial);
  });

  it('bears the number of the terminal on every picture', async () => {
    const manager = await atCounter(product(), 'manager1');
    const pc = await pairedPc(product(), manager, await terminalIn(product(), 0));
    const seated = await logInAt(product(), pc, 'operator1');
    const { id } = await counterDeal(seated, agent.number);
    await takeAtCounter(seated, id, 'P22');
    expect(imagesOf(await read(operator, { id }))[0]?.terminal).toMatch(/^甬固/);
  });

  it('sent again, by whoever of the market, is the same deal as it stands', async () => {
    const body = counterBody(agent.number);
    const first = await operator.call('POST /counter-deals', { body });
    await takeAtCounter(operator, first.id, 'P22');
    const [colleague] = (await operatorsAt(product(), 1)) as [Operator];
    for (const who of [operator, colleague]) {
      const again = await begin(who, { ...body, certificateNumber: ` ${agent.number}` });
      expect([again.status, again.body.serial, imagesOf(again.body).length]).toEqual([201, first.serial, 1]);
    }
    expect(await createdRows(body.id)).toHaveLength(1);
  });

  it('sent eight times at once is one deal with one number, and the next one has no gap', async () => {
    const body = counterBody(agent.number);
    const replies = await Promise.all(Array.from({ length: 8 }, () => begin(operator, body)));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(new Set(replies.map(({ body: { serial } }) => serial)).size).toBe(1);
    expect(await createdRows(body.id)).toHaveLength(1);
    const { serial } = await counterDeal(operator, agent.number);
    expect(BigInt(serial) - BigInt(replies[0]!.body.serial)).toBe(1n);
  });

  it('with an id that stands for another car, agent or market is refused, and the deal is not shown', async () => {
    const body = counterBody(agent.number);
    await operator.call('POST /counter-deals', { body });
    const [neighbour, other] = [await atCounter(product(), 'operator2'), await otherAgent()];
    const others = [begin(operator, { ...body, plate: '浙B54321' }), begin(operator, { ...body, vin: '1M8GDM9AXKP042788' }), begin(operator, { ...body, certificateNumber: other.number }), begin(neighbour, body)];
    for (const { status, error } of await Promise.all(others)) expect([status, error.code]).toEqual([409, 'transaction.id_taken']);
    const mobile = await agent.call('POST /transactions', { body: { business: body.business, marketId: (await operator.call('GET /capture-station', {})).marketId, vin: body.vin, plate: body.plate, mortgaged: false, parties: body.parties } });
    expect((await begin(operator, { ...body, id: mobile.id })).error.code).toBe('transaction.id_taken');
  });

  it('begins under a certificate in force only, in a market that works, by the rule of both sides', async () => {
    expect((await begin(operator, counterBody('甬代20990001'))).error.code).toBe('registry.certificate_not_found');
    const suspended = await otherAgent();
    await whileSuspended(suspended, async () => {
      const { status, error } = await begin(operator, counterBody(suspended.number));
      expect([status, error.code, error.message]).toEqual([403, 'registry.certificate_not_in_force', '代理证不在有效状态，暂时不能办理交易。请先联系代理人所在企业或协会。']);
    });
    await whileCompanySuspended(async () => expect((await begin(operator, counterBody(agent.number))).error.code).toBe('registry.certificate_not_in_force'));

    const byAgent = [{ ...seller, attendance: 'agent' as const }, { ...buyer, attendance: 'agent' as const }];
    expect((await begin(operator, counterBody(agent.number, { parties: byAgent }))).error.code).toBe('transaction.agent_for_both_sides');
    await db().query("UPDATE markets SET suspended_until = '2099-01-01' WHERE code = '0001'");
    expect((await begin(operator, counterBody(agent.number))).error.code).toBe('registry.market_suspended');
    await db().query("UPDATE markets SET suspended_until = NULL WHERE code = '0001'");
    const manager = await atCounter(product(), 'manager1');
    expect([(await begin(manager, counterBody(agent.number))).status, (await begin(agent, counterBody(agent.number))).status]).toEqual([403, 401]);
  });

  it('another operator of the market goes on with it; one of another market finds nothing', async () => {
    const deal = await counterDeal(operator, agent.number);
    const [colleague] = (await operatorsAt(product(), 1)) as [Operator];
    const neighbour = await atCounter(product(), 'operator2');
    await takeAtCounter(operator, deal.id, 'P22');
    const put = { business: deal.business, marketId: deal.marketId, vin: deal.vin, plate: '浙BD12345', mortgaged: true, parties: [seller, buyer] };
    const change = (who: Caller) => who.send('PUT /transactions/:id', { params: { id: deal.id }, body: put });
    expect((await change(colleague)).body).toMatchObject({ plate: '浙BD12345', mortgaged: true });
    const captured = await captureAtCounter(colleague, await read(colleague, deal));
    expect((await submitAt(colleague, deal.id)).status).toBe(200);

    for (const reply of [await neighbour.send('GET /transactions/:id', { params: { id: deal.id } }), await change(neighbour), await submitAt(neighbour, deal.id), await completeAt(neighbour, captured), await takeAgain(neighbour, deal), await cancel(neighbour, deal)]) {
      expect([reply.status, reply.error.code]).toEqual([404, 'transaction.not_found']);
    }
    expect((await neighbour.call('GET /transactions', { query: { limit: 100 } })).items.map(({ id }) => id)).not.toContain(deal.id);
    expect((await completeAt(operator, captured)).body.state).toBe('completed');
  });

  it('who reads the notice for a unit agrees for himself only: another 经办人 has to read it', async () => {
    const unit = { side: 'seller' as const, kind: 'unit' as const, name: '样板贸易有限公司', creditCode: '91330200MA2AB10670', delegateName: '经办丙', delegateIdNumber: '330206199202290031', attendance: 'present' as const };
    const deal = await counterDeal(operator, agent.number, { parties: [unit, buyer] });
    for (const { id: partyId } of deal.parties) await operator.call('POST /transactions/:id/party-notices', { params: { id: deal.id }, body: { partyId, version: noticeVersion } });
    const { business, marketId, vin, plate } = deal;
    const enter = (sold: typeof unit) => operator.call('PUT /transactions/:id', { params: { id: deal.id }, body: { business, marketId, vin, plate, mortgaged: false, parties: [sold, buyer] } });
    const told = ({ parties }: Awaited<ReturnType<typeof enter>>) => parties.map(({ notifiedAt }) => notifiedAt !== null);
    expect(told(await enter({ ...unit, name: '样板贸易公司' }))).toEqual([true, true]);
    expect(told(await enter({ ...unit, delegateName: '经办丁', delegateIdNumber: '330203199001010014' }))).toEqual([false, true]);
  });

  it('its agent reads it and sees the pictures, and cannot change anything', async () => {
    const deal = await counterDeal(operator, agent.number);
    const imageId = await takeAtCounter(operator, deal.id, 'P22');
    expect(await read(agent, deal)).toMatchObject({ channel: 'fixed', captureNonce: null, gate: [], may: { change: false, capture: false, submit: false, cancel: false } });
    expect((await agent.send('POST /transactions/:id/image-views', { params: { id: deal.id }, body: { imageIds: [imageId], variant: 'thumbnail' } })).status).toBe(200);
    const put = { business: deal.business, marketId: deal.marketId, vin: deal.vin, plate: '浙B54321', mortgaged: false, parties: [seller, buyer] };
    const notice = { partyId: deal.parties[0]!.id, version: noticeVersion };
    const refused = [
      await agent.send('PUT /transactions/:id', { params: { id: deal.id }, body: put }),
      await agent.send('POST /transactions/:id/party-notices', { params: { id: deal.id }, body: notice }),
      await submitAt(agent, deal.id),
      await cancel(agent, deal),
    ];
    expect(refused.map(({ error }) => error.code)).toEqual(Array(4).fill('transaction.wrong_state'));
    expect((await takeAgain(agent, deal)).error.code).toBe('transaction.images_locked');
  });

  it('an operator touches no deal that an agent captures on the phone', async () => {
    const { marketId } = await operator.call('GET /capture-station', {});
    const { id: _id, certificateNumber: _number, batchId: _batch, ...entered } = counterBody(agent.number);
    const deal = await agent.call('POST /transactions', { body: { ...entered, marketId } });
    expect((await read(operator, deal)).may).toMatchObject({ change: false, capture: false, submit: false, cancel: false });
    expect([(await takeAgain(operator, deal)).error.code, (await submitAt(operator, deal.id)).error.code, (await cancel(operator, deal)).error.code]).toEqual(['transaction.images_locked', 'transaction.wrong_state', 'transaction.wrong_state']);
  });

  it('whose certificate is suspended meanwhile is kept, and waits; the sentence is for the operator', async () => {
    const suspended = await otherAgent();
    const deal = await captureAtCounter(operator, await counterDeal(operator, suspended.number));
    await whileSuspended(suspended, async () => {
      const { status, error } = await submitAt(operator, deal.id);
      expect([status, error.code, error.details]).toEqual([422, 'transaction.incomplete', [expect.objectContaining({ code: 'certificate_not_in_force', sentence: '代理人的代理证不在有效状态，请代理人先联系所在企业或协会。' })]]);
      expect((await begin(operator, counterBody(suspended.number, { id: deal.id }))).status).toBe(201);
      await takeAtCounter(operator, deal.id, 'P22');
    });
    expect((await submitAt(operator, deal.id)).body.state).toBe('awaiting_check');
  });

  it('is sent back by a colleague and taken again at the counter; while somebody has it open, nobody else cancels it', async () => {
    const deal = await captureAtCounter(operator, await counterDeal(operator, agent.number));
    await submitAt(operator, deal.id);
    const [colleague] = (await operatorsAt(product(), 1)) as [Operator];
    await hold(colleague, deal.id);
    expect((await read(operator, deal)).may).toMatchObject({ cancel: false, complete: false, takeOver: true });
    expect((await cancel(operator, deal)).error.code).toBe('transaction.held');
    const licence = imagesOf(deal).find(({ slot }) => slot === 'P22')!;
    await colleague.call('POST /transactions/:id/returns', { params: { id: deal.id }, body: { images: [{ imageId: licence.id, code: 'R02' }] } });
    expect(await read(operator, deal)).toMatchObject({ state: 'returned', toRetake: 1, may: { capture: true, cancel: true } });
    await takeAtCounter(operator, deal.id, 'P22');
    const again = (await submitAt(operator, deal.id)).body;
    expect((await completeAt(operator, again)).body.state).toBe('completed');
  });

  it('is cancelled with a reason by the counter', async () => {
    const deal = await counterDeal(operator, agent.number);
    expect((await cancel(operator, deal)).body).toMatchObject({ state: 'cancelled', may: { change: false, capture: false } });
  });
});

describe('同一卖方的一批', () => {
  it('is of one market: another one cannot join it', async () => {
    const batchId = randomUUID();
    const neighbour = await atCounter(product(), 'operator2');
    expect((await counterDeal(operator, agent.number, { batchId })).batchId).toBe(batchId);
    expect((await begin(operator, counterBody(agent.number, { batchId, plate: '浙B22222' }))).status).toBe(201);
    const { status, error } = await begin(neighbour, counterBody(agent.number, { batchId }));
    expect([status, error.code]).toEqual([409, 'transaction.batch_of_others']);
  });
});

const takeAgain = (who: Caller, { id }: { id: string }) => askFor(who, id, { slot: 'P22', bytes: pictureFor('P22') });
const cancel = (who: Caller, { id }: CounterDeal | { id: string }) => who.send('POST /transactions/:id/cancellation', { params: { id }, body: { reason: '买方反悔' } });
