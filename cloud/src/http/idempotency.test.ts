import { randomUUID } from 'node:crypto';
import { buyer, newDeal, seller, verifiedAgent } from '../../test/people';
import { useProduct } from '../../test/use-product';

const product = useProduct();

async function dealBody(agent: Awaited<ReturnType<typeof verifiedAgent>>) {
  const { markets } = await agent.call('GET /markets');
  return { business: 'city_transfer' as const, marketId: markets[0]!.id, vin: 'LSGPC52U6AF102554', plate: '浙B12345', mortgaged: false, parties: [seller, buyer] };
}

describe('the Idempotency-Key of a creating request', () => {
  it('must be there', async () => {
    const agent = await verifiedAgent(product());
    const response = await fetch(`${product().url}/api/transactions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${agent.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(await dealBody(agent)),
    });
    expect([response.status, ((await response.json()) as { error: { code: string } }).error.code]).toEqual([400, 'request.idempotency_key_missing']);
  });
  it('sent again gets the same answer and no second deal', async () => {
    const agent = await verifiedAgent(product());
    const [key, body] = [randomUUID(), await dealBody(agent)];
    const [first, second] = [await agent.send('POST /transactions', { key, body }), await agent.send('POST /transactions', { key, body })];
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
  });
  it('with another body is refused', async () => {
    const agent = await verifiedAgent(product());
    const [key, body] = [randomUUID(), await dealBody(agent)];
    await agent.send('POST /transactions', { key, body });
    const reply = await agent.send('POST /transactions', { key, body: { ...body, plate: '浙B54321' } });
    expect([reply.status, reply.error.code]).toEqual([422, 'request.idempotency_mismatch']);
  });
  it('sent 25 times at once makes one deal; who comes while it runs is told to wait', async () => {
    const agent = await verifiedAgent(product());
    const [key, body] = [randomUUID(), { ...(await dealBody(agent)), plate: '浙B99999' }];
    const replies = await Promise.all(Array.from({ length: 25 }, () => agent.send('POST /transactions', { key, body })));
    expect(replies.every(({ status }) => status === 201 || status === 409)).toBe(true);
    expect(new Set(replies.filter(({ status }) => status === 201).map((reply) => reply.body.id)).size).toBe(1);
    expect((await agent.call('GET /transactions', { query: { q: '浙B99999' } })).items).toHaveLength(1);
  });
  it('while its first request runs, answers 409', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const key = randomUUID();
    const body = { reason: '买方不要了' };
    await product().server.deps.db.transaction(async (tx) => {
      await tx.query('SELECT id FROM transactions WHERE id = ? FOR UPDATE', [id]);
      const running = agent.send('POST /transactions/:id/cancellation', { params: { id }, key, body });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const twin = await agent.send('POST /transactions/:id/cancellation', { params: { id }, key, body });
      expect([twin.status, twin.error.code]).toEqual([409, 'request.idempotency_running']);
      await tx.query('DO 0');
      void running;
    });
    for (let wait = 0; wait < 50 && (await agent.call('GET /transactions/:id', { params: { id } })).state !== 'cancelled'; wait++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await agent.send('POST /transactions/:id/cancellation', { params: { id }, key, body })).status).toBe(200);
  });
  it('of one person means nothing to another', async () => {
    const [one, other] = [await verifiedAgent(product()), await verifiedAgent(product(), '尤测试')];
    const [key, body] = [randomUUID(), await dealBody(one)];
    const [first, second] = [await one.send('POST /transactions', { key, body }), await other.send('POST /transactions', { key, body })];
    expect(second.body.id).not.toBe(first.body.id);
  });
});
