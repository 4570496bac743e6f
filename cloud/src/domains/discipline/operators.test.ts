import { employeeAt } from '../../../test/people';
import { useProduct } from '../../../test/use-product';

const product = useProduct();

it('offers the operators of every market to who registers a violation, and to nobody else', async () => {
  const inspector = await employeeAt(product(), 'inspector1');
  const { items } = await inspector.call('GET /operators');
  expect(items.map(({ name, marketName }) => `${marketName} ${name}`)).toEqual(['示范二手车市场 柜台一号', '样板汽车城 柜台二号', '试点二手车广场 柜台三号']);
  const manager = await employeeAt(product(), 'manager1');
  expect((await manager.send('GET /operators')).status).toBe(403);
});
