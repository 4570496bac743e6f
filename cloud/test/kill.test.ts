import { randomUUID } from 'node:crypto';
import { createServer, connect, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { type Caller, caller, capturedDeal, newDeal, permitFor, pictureFor, upload, verifiedAgent } from './people';
import type { Product } from './product';
import { freePort, useProcesses } from './processes';
import { useProduct } from './use-product';

const product = useProduct();
const startProcess = useProcesses(product);

/** A line to the server that dies, with the server, at the moment when the answer begins to come. */
async function lineThatBreaks(port: number, broken: () => Promise<void>): Promise<{ url: string; line: Server }> {
  const line = createServer((phone) => {
    const server = connect(port, '127.0.0.1');
    phone.on('error', () => {}).pipe(server.on('error', () => {}));
    server.once('data', () => void broken().then(() => phone.destroy()));
  });
  await new Promise<void>((resolve) => line.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(line.address() as AddressInfo).port}`, line };
}

const through = (url: string, agent: { token: string }): Caller => caller(url, { authorization: `Bearer ${agent.token}` });
const audited = async ({ server }: Product, id: string, action: string) => Number((await server.deps.db.query('SELECT COUNT(*) AS n FROM audit_events WHERE subject_id = ? AND action = ?', [id, action]))[0].n);

describe('the server is killed', () => {
  it('between upload and registration: after the restart the picture is there, once', async () => {
    const agent = await verifiedAgent(product());
    const port = await freePort();
    const first = await startProcess(port);
    const { id } = await newDeal(agent);
    const permit = await permitFor(through(first.url, agent), id, 'P22', pictureFor('P22'));
    product().simulators.oss.holdCallbacks();
    const sent = upload(permit, pictureFor('P22')).catch(() => undefined);
    while (!product().simulators.oss.objects().some(({ key: stored }) => stored === permit.fields.key)) await new Promise((resolve) => setTimeout(resolve, 20));
    await first.kill();
    product().simulators.oss.releaseCallbacks();
    await sent;
    const second = await startProcess(port);
    const { image } = await through(second.url, agent).call('POST /images/:id/arrival', { params: { id: permit.image.id } });
    expect(image.state).toBe('accepted');
    expect(await audited(product(), id, 'transactions.image_accepted')).toBe(1);
    await second.kill();
  });

  it('between submission and answer: sent again with the same key it is submitted, once', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await capturedDeal(agent);
    const port = await freePort();
    const first = await startProcess(port);
    const { url, line } = await lineThatBreaks(port, first.kill);
    const key = randomUUID();
    await expect(through(url, agent).send('POST /transactions/:id/submission', { params: { id }, key })).rejects.toThrow();
    line.close();
    const second = await startProcess(port);
    const reply = await through(second.url, agent).send('POST /transactions/:id/submission', { params: { id }, key });
    expect([reply.status, reply.body.state]).toEqual([200, 'awaiting_check']);
    expect(await audited(product(), id, 'transactions.submitted')).toBe(1);
    await second.kill();
  });
});
