import { beginOn, staffNow } from '../../../test/discipline';
import { answered } from '../../../test/offences';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

it('tells who decides, and nobody else, why the book lets a violation be pointed out only', async () => {
  beginOn(product(), '2026-10-12');
  const [inspector, manager] = [await staffNow(product(), 'inspector1'), await staffNow(product(), 'manager1')];
  const [{ id: marketId }] = await product().server.deps.db.query('SELECT market_id AS id FROM staff WHERE id = ?', [manager.staffId]);
  const read = async (code: string) => {
    const { id } = await answered({ inspector, subject: manager }, code, { type: 'market', id: marketId });
    const as = (who: typeof inspector) => who.call('GET /violations/:id', { params: { id } }).then(({ whyNoPoints }) => whyNoPoints);
    return { decider: await as(inspector), subject: await as(manager) };
  };
  expect(await read('E03')).toEqual({ decider: expect.stringContaining('只指出改正'), subject: null });
  expect(await read('E02')).toEqual({ decider: null, subject: null });
});
