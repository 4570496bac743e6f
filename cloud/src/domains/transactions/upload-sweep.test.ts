import { capture, newDeal, permitFor, pictureFor, upload, verifiedAgent } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let wait = 0; wait < 100; wait++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within ten seconds');
}

describe('the sweep of uploads', () => {
  it('leaves nothing plain behind, even where the storage did not remove it at once', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const { storage } = product().server.deps;
    product().simulators.oss.failNext('refuse', 'delete');
    expect((await capture(agent, id, 'P22')).state).toBe('accepted');
    expect(await storage.list('incoming/')).toHaveLength(1);
    product().clock.advance(60);
    await until(async () => (await storage.list('incoming/')).length === 0);
  });
  it('passes over an upload that the storage will not read, goes on with the next, and comes back to it', async () => {
    const agent = await verifiedAgent(product());
    const { id } = await newDeal(agent);
    const { oss } = product().simulators;
    oss.dropCallbacks = true;
    for (const slot of ['P22', 'P23']) await upload(await permitFor(agent, id, slot, pictureFor(slot)), pictureFor(slot));
    oss.dropCallbacks = false;
    const states = async () => (await agent.call('GET /transactions/:id', { params: { id } })).slots.flatMap(({ images }) => images.map(({ state }) => state));
    oss.failNext('refuse', 'get');
    product().clock.advance(60);
    await until(async () => (await states()).includes('accepted'));
    expect(await states()).toEqual(['uploading', 'accepted']);
    product().clock.advance(60);
    await until(async () => (await states()).every((state) => state === 'accepted'));
  });
});
