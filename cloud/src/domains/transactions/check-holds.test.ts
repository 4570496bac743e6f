import { complete, giveBack, giveBackPictures, hold, type Operator, operatorsAt, takeOver, waitingDeal } from '../../../test/counter';
import { type Caller, employeeAt, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();
const db = () => product().server.deps.db;
let agent: Caller;
beforeAll(async () => {
  agent = await verifiedAgent(product());
});
const read = (who: Caller, id: string) => who.call('GET /transactions/:id', { params: { id } });
const queueOf = async (who: Caller, id: string) => (await who.call('GET /transactions', { query: { state: 'awaiting_check', order: 'oldest_submitted', limit: 100 } })).items.find((item) => item.id === id);
const takenOver = async (id: string): Promise<Record<string, unknown>[]> =>
  (await db().query("SELECT details FROM audit_events WHERE subject_id = ? AND action = 'transactions.check_taken_over' ORDER BY at, id", [id])).map(({ details }: { details: string }) => JSON.parse(details) as Record<string, unknown>);

describe('占用', () => {
  it('who opens a waiting deal has it: a colleague sees who, and can neither complete nor return it nor let anything pass', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    expect((await hold(one, deal.id)).body).toMatchObject({ hold: { staffId: one.staffId, operatorName: one.name }, may: { complete: true, return: true, takeOver: false } });

    expect(await read(other, deal.id)).toMatchObject({ hold: { operatorName: one.name }, may: { complete: false, return: false, takeOver: true } });
    expect((await queueOf(other, deal.id))?.hold).toMatchObject({ operatorName: one.name });
    for (const refused of [await hold(other, deal.id), await complete(other, deal), await giveBackPictures(other, deal, 'R02')]) {
      expect([refused.status, refused.error.code, refused.error.details]).toEqual([409, 'transaction.held', { operatorName: one.name }]);
    }
    expect((await complete(one, deal)).body.state).toBe('completed');
    expect(await db().query('SELECT * FROM check_holds WHERE transaction_id = ?', [deal.id])).toEqual([]);
  });

  it('what the machine stops is let pass by whoever has the deal', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    await db().query("UPDATE rule_results SET severity = 'block', verdict = 'inconsistent' WHERE transaction_id = ? AND rule = 'T-18'", [deal.id]);
    const override = (who: Caller) => who.send('POST /transactions/:id/check-overrides', { params: { id: deal.id }, body: { rule: 'T-18', reason: '已与原件核对' } });
    expect((await override(other)).error.code).toBe('transaction.held');
    expect((await override(one)).status).toBe(201);
  });

  it('is kept for three minutes from the last renewal, and then silently anybody’s', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    product().clock.advance(170);
    await hold(one, deal.id);
    product().clock.advance(170);
    expect((await hold(other, deal.id)).error.code).toBe('transaction.held');
    product().clock.advance(11);
    expect((await queueOf(other, deal.id))?.hold).toBeNull();
    expect((await hold(other, deal.id)).body.hold?.staffId).toBe(other.staffId);
    expect((await complete(one, deal)).error.code).toBe('transaction.held');
    expect(await takenOver(deal.id)).toEqual([]);
  });

  it('who leaves the page gives it back at once; a colleague gives back nothing', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    expect((await giveBack(other, deal.id)).status).toBe(204);
    expect((await hold(other, deal.id)).error.code).toBe('transaction.held');
    expect([(await giveBack(one, deal.id)).status, (await giveBack(one, deal.id)).status]).toEqual([204, 204]);
    expect((await complete(other, deal)).body.state).toBe('completed');
  });

  it('a return begins anew: the deal that comes back is nobody’s', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    await giveBackPictures(one, deal, 'R02');
    expect((await hold(one, deal.id)).error.code).toBe('transaction.wrong_state');
    await db().query("UPDATE images SET state = 'accepted' WHERE transaction_id = ? AND state = 'returned'", [deal.id]);
    const again = await agent.call('POST /transactions/:id/submission', { params: { id: deal.id } });
    expect((await hold(other, deal.id)).status).toBe(200);
    expect((await complete(other, again)).status).toBe(200);
  });

  it('the agent may cancel all the same, does not see whose hands it is in, and the operator is told at the next act', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one] = (await operatorsAt(product(), 1)) as [Operator];
    await hold(one, deal.id);
    expect((await read(agent, deal.id)).hold).toBeNull();
    expect((await queueOf(agent, deal.id))?.hold).toBeNull();
    await agent.call('POST /transactions/:id/cancellation', { params: { id: deal.id }, body: { reason: '买方反悔' } });
    expect((await hold(one, deal.id)).error.code).toBe('transaction.wrong_state');
    expect((await complete(one, deal)).error.code).toBe('transaction.wrong_state');
    expect(await read(one, deal.id)).toMatchObject({ state: 'cancelled', hold: null });
  });

  it('is the market’s own: another market’s operator finds nothing, a manager has no window', async () => {
    const deal = await waitingDeal(product(), agent);
    const [neighbour, manager] = [await employeeAt(product(), 'operator2'), await employeeAt(product(), 'manager1')];
    expect([(await hold(neighbour, deal.id)).error.code, (await giveBack(neighbour, deal.id)).error.code]).toEqual(['transaction.not_found', 'transaction.not_found']);
    expect((await takeOver(neighbour, deal.id, deal.id)).error.code).toBe('transaction.not_found');
    expect((await hold(manager, deal.id)).status).toBe(403);
  });
});

describe('接手', () => {
  it('needs a reason, stays in the history, and the former one is told at the next act', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    expect((await takeOver(other, deal.id, one.staffId, ' ')).error.fields?.[0]?.message).toBe('请填写接手原因');
    expect((await takeOver(other, deal.id, one.staffId, '柜台甲1去用餐')).body).toMatchObject({ hold: { operatorName: other.name }, may: { complete: true, takeOver: false } });
    expect((await hold(one, deal.id)).error.details).toEqual({ operatorName: other.name });
    expect(await takenOver(deal.id)).toEqual([{ from: one.staffId, reason: '柜台甲1去用餐' }]);
    const { entries } = await other.call('GET /transactions/:id/history', { params: { id: deal.id } });
    expect(entries.at(-1)).toMatchObject({ action: 'transactions.check_taken_over', actor: { name: other.name }, details: { reason: '柜台甲1去用餐' } });
  });

  it('of a lapsed one is silent; of the own one nothing', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, other] = (await operatorsAt(product(), 2)) as [Operator, Operator];
    await hold(one, deal.id);
    expect((await takeOver(one, deal.id, one.staffId)).status).toBe(200);
    product().clock.advance(181);
    expect((await takeOver(other, deal.id, one.staffId)).body.hold?.staffId).toBe(other.staffId);
    expect(await takenOver(deal.id)).toEqual([]);
  });

  it('is done by one of three who click at once; the others read who was faster', async () => {
    const deal = await waitingDeal(product(), agent);
    const [one, ...three] = (await operatorsAt(product(), 4)) as [Operator, ...Operator[]];
    await hold(one, deal.id);
    const replies = await Promise.all(three.map((who) => takeOver(who, deal.id, one.staffId)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const winner = three[replies.findIndex(({ status }) => status === 200)]!;
    for (const { error } of replies.filter(({ status }) => status === 409)) expect(error.details).toEqual({ operatorName: winner.name });
    expect(await takenOver(deal.id)).toHaveLength(1);
  });
});

it('twenty operators at once on five deals: each deal has one, who alone completes it, and nobody is overruled', async () => {
  const deals: Awaited<ReturnType<typeof waitingDeal>>[] = [];
  for (let n = 0; n < 5; n++) deals.push(await waitingDeal(product(), agent));
  const twenty = await operatorsAt(product(), 20);
  const opened = await Promise.all(twenty.flatMap((who) => deals.map(async (deal) => ({ who, deal, reply: await hold(who, deal.id) }))));
  const holders = new Map(opened.filter(({ reply }) => reply.status === 200).map(({ who, deal }) => [deal.id, who]));
  expect(opened.filter(({ reply }) => reply.status === 200)).toHaveLength(5);
  expect(opened.filter(({ reply }) => reply.error?.code === 'transaction.held')).toHaveLength(95);
  for (const { deal, reply } of opened.filter(({ reply }) => reply.status !== 200)) expect(reply.error.details).toEqual({ operatorName: holders.get(deal.id)!.name });

  const completed = await Promise.all(twenty.flatMap((who) => deals.map(async (deal) => ({ who, deal, status: (await complete(who, deal)).status }))));
  const done = completed.filter(({ status }) => status === 200);
  expect(done.map(({ who, deal }) => [deal.id, who.name]).sort()).toEqual([...holders].map(([id, who]) => [id, who.name]).sort());
  const rows: { transaction_id: string; staff_id: string }[] = await db().query("SELECT transaction_id, staff_id FROM counter_checks WHERE transaction_id IN (?) AND outcome = 'completed' AND opened_at IS NOT NULL", [deals.map(({ id }) => id)]);
  expect(rows.map(({ transaction_id, staff_id }) => [transaction_id, staff_id]).sort()).toEqual([...holders].map(([id, { staffId }]) => [id, staffId]).sort());
  const [{ n }] = await db().query("SELECT COUNT(*) AS n FROM audit_events WHERE action = 'transactions.completed' AND subject_id IN (?)", [deals.map(({ id }) => id)]);
  expect(Number(n)).toBe(5);
}, 60_000);
