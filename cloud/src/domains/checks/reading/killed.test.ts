import { capture, newDeal, verifiedAgent } from '../../../../test/people';
import { freePort, useProcesses } from '../../../../test/processes';
import { useProduct } from '../../../../test/use-product';
import { PictureReading } from './picture-reading.entity';

jest.setTimeout(240_000);
const product = useProduct();
const startProcess = useProcesses(product);
const db = () => product().server.deps.db.manager;

/** The rows of a deal once all of them are in this state. */
async function readingsOf(transactionId: string, state: PictureReading['state']): Promise<PictureReading[]> {
  for (;;) {
    const rows = await db().findBy(PictureReading, { transactionId });
    if (rows.length > 0 && rows.every((row) => row.state === state)) return rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('processes that read pictures', () => {
  beforeAll(() => void (product().env.CHECK_WORKERS = '1'));

  it('one is killed in the middle: its picture is given back when the lease is over, and another one reads it', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    await capture(agent, id, 'P22');
    const first = await startProcess(await freePort());
    await readingsOf(id, 'running');
    await first.kill();
    const [left] = await readingsOf(id, 'running');
    expect(left!.leaseUntil!.getTime()).toBeGreaterThan(product().clock.now().getTime());

    const second = await startProcess(await freePort());
    await db().update(PictureReading, left!.imageId, { leaseUntil: new Date(0) });
    const [read] = await readingsOf(id, 'done');
    expect(read).toMatchObject({ attempts: 2, kind: 'vehicle_licence', failure: null, leaseUntil: null });
    await second.kill();
  });

  it('two share a deal: each picture is read once', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    for (const slot of ['P01', 'P07', 'P22', 'P26']) await capture(agent, id, slot);
    const processes = await Promise.all([startProcess(await freePort()), startProcess(await freePort())]);
    const rows = await readingsOf(id, 'done');
    expect(rows.map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1]);
    for (const { kill } of processes) await kill();
  });
});
